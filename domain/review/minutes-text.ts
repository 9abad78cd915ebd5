/** What was said under one item of the agenda, or (`no` 0) before all of them. */
export interface MinutesPart {
  no: number
  title: string
  text: string
}

const mark = /^【議題([1-9][0-9]{0,2})】(.*)$/

/** Whether a typed text holds a line that would begin another item. */
export const holdsMark = (text: string): boolean => text.split('\n').some((line) => mark.test(line))

/** The minutes (会議録) as one text, which reads by itself: what is general, then each item under its line 【議題1】…. */
export const joinMinutes = (parts: readonly MinutesPart[]): string =>
  parts
    .map(({ no, title, text }) => (no === 0 ? text.trim() : `【議題${no}】${title}\n${text.trim()}`))
    .filter((part) => part.trim() !== '')
    .join('\n\n')

/** The parts of a text that `joinMinutes` has written. */
export function splitMinutes(text: string): MinutesPart[] {
  const parts: MinutesPart[] = [{ no: 0, title: '', text: '' }]
  for (const line of text.split('\n')) {
    const found = mark.exec(line)
    const last = parts[parts.length - 1] as MinutesPart
    if (found) parts.push({ no: Number(found[1]), title: found[2] ?? '', text: '' })
    else last.text = last.text === '' ? line : `${last.text}\n${line}`
  }
  return parts.map((part) => ({ ...part, text: part.text.trim() }))
}

/** What the public may read of a meeting's minutes: nothing of a closed meeting, and no closed item of a partly closed one. */
export function publicMinutes(
  text: string,
  meeting: { openness: string },
  agenda: readonly { no: number; closed: boolean }[],
): MinutesPart[] {
  if (meeting.openness === 'closed') return []
  const parts = splitMinutes(text).filter(({ no, text: words }) => no > 0 || words !== '')
  if (meeting.openness === 'open') return parts
  return parts.filter(({ no }) => no === 0 || agenda.some((item) => item.no === no && !item.closed))
}

/** Whether a text has the items of an agenda as they stand, by number and title: what is closed is told by the number. */
export function followsAgenda(text: string, agenda: readonly { no: number; title: string }[]): boolean {
  const items = splitMinutes(text).filter(({ no }) => no > 0)
  return items.length === agenda.length && items.every(({ no, title }, at) => no === agenda[at]?.no && title === agenda[at]?.title)
}
