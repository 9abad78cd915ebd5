import { type MinutesPart, splitMinutes } from '../../../../../domain/review/minutes-text.js'
import type { Difference } from '../../../../../domain/sheet/differences.js'
import type { MeetingView } from '../../../../app/review/meetings/meeting-view.js'

/** One box for what is general, and one for each item of the agenda, with what stands. */
export const minutesParts = (meeting: MeetingView, text: string): MinutesPart[] => {
  const standing = splitMinutes(text)
  const textOf = (no: number) => standing.find((part) => part.no === no)?.text ?? ''
  return [{ no: 0, title: '', text: textOf(0) }, ...meeting.agenda.map(({ no, title }) => ({ no, title, text: textOf(no) }))]
}

/** What two texts of minutes say differently, item by item. */
export const minutesDifferences = (before: string, after: string): Difference[] => {
  const [from, to] = [splitMinutes(before), splitMinutes(after)]
  const nos = [...new Set([...from, ...to].map(({ no }) => no))].sort((a, b) => a - b)
  return nos.flatMap((no) => {
    const [a, b] = [from, to].map((parts) => parts.find((part) => part.no === no))
    if ((a?.text ?? '') === (b?.text ?? '')) return []
    const label = no === 0 ? '全般' : `議題${no}　${b?.title ?? a?.title ?? ''}`
    return [{ field: `part-${no}`, label, place: '', before: a?.text ?? '', after: b?.text ?? '' }]
  })
}
