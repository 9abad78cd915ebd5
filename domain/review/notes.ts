import type { RemarkSubject } from './remark.js'
import { crossCutting, wholeName } from './whole.js'

/** One line of pasted notes (控え) as it would be recorded, or why it would not be. */
export interface NoteLine {
  /** from 1, as pasted */
  line: number
  subject: string | null
  text: string
  problem: string | null
  /** what to look at before it is recorded; null: nothing */
  doubt: string | null
}

/** Lines and characters that are taken at once. */
export const mostLines = 300
export const longestRemark = 4_000

const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '').toLowerCase()
const bullet = /^\s*(?:[・○●◯◎■□▪※*＊−–—―-]\s*)+/
/** A line that only names what the next lines are about: 【商店街の支援】 or 商店街の支援： */
const heading = /^\s*(?:【(.+)】|(.+?)\s*[:：])\s*$/
const led = /^\s*(?:【([^】]+)】|([^:：\t]{1,80}?)\s*[:：\t])\s*(.+)$/

/**
 * Reads pasted notes: one line, one remark. What a remark is about stands at the head of its line (key, number or name, then a colon or
 * in 【】), or in a heading line above, or was chosen for all.
 * @param chosen key of the subject for lines that name none; '' when each line is to name its own
 */
export function readNotes(text: string, subjects: RemarkSubject[], chosen: string): NoteLine[] {
  const byName = new Map(subjects.flatMap(({ key, name }) => namesOf(key, name).map((one) => [one, key] as const)))
  const named = (word: string | undefined): string | null => (word === undefined ? null : (byName.get(plain(word)) ?? null))
  let standing = chosen === '' ? null : chosen
  const lines: NoteLine[] = []
  for (const [at, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const line = raw.replace(bullet, '').trim()
    if (line === '') continue
    const head = heading.exec(line)
    const about = head ? named(head[1] ?? head[2]) : null
    if (about !== null) {
      standing = about
      continue
    }
    const lead = led.exec(line)
    const own = lead ? named(lead[1] ?? lead[2]) : null
    const subject = own ?? standing
    const said = own === null ? line : (lead?.[3] ?? '').trim()
    const unknown = own === null && lead ? (lead[1] ?? lead[2] ?? '').trim() : ''
    const doubt =
      unknown === '' || subject === null
        ? null
        : `行の頭の「${unknown}」は、どの施策の名前でもありません。見出しか、選んだ対象への発言と読みました。`
    lines.push({ line: at + 1, subject, text: said, problem: problemOf(subject, said), doubt })
  }
  return lines
}

/** The same lines, with a doubt on each that says word for word what is already recorded of its subject, or what a line above says. */
export function doubtRepeated(lines: NoteLine[], recorded: readonly { subject: string; text: string }[]): NoteLine[] {
  const key = (subject: string | null, text: string) => `${subject} ${plain(text)}`
  const before = new Set(recorded.map(({ subject, text }) => key(subject, text)))
  return lines.map((one, at) => {
    const above = lines.slice(0, at).some(({ subject, text }) => key(subject, text) === key(one.subject, one.text))
    if (!above && !before.has(key(one.subject, one.text))) return one
    const repeated = above ? '上の行と同じ発言です。' : '同じ発言が、すでに記録されています。記録すると二重になります。'
    return { ...one, doubt: [one.doubt, repeated].filter(Boolean).join('') }
  })
}

function problemOf(subject: string | null, text: string): string | null {
  if (subject === null) return '何についての発言か分かりません。行の頭に施策の番号か名前とコロン（：）を書くか、対象を選んでください。'
  return text.length > longestRemark ? `長すぎます（${longestRemark}字まで）。発言ごとに行を分けてください。` : null
}

/** By which words a subject is known: its key, the key's number (p12-01 → 12-01), its name. */
const namesOf = (key: string, name: string): string[] => {
  const number = /^[a-z]+-?(\d.*)$/.exec(key)?.[1]
  const article = /^article-(\d+)$/.exec(key)?.[1]
  const whole = key === crossCutting ? [wholeName, '全体', '横断'] : []
  const words = [key, name, ...(article ? [`第${article}条`] : number ? [number] : []), ...whole]
  return words.map(plain)
}
