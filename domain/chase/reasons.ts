import { formatDate, formatDateTime, formatMonthDay, formatTime } from '../calendar/date-words.js'
import { addDays, type CityDate, dateOf, timeOf } from '../calendar/instants.js'
import type { Instant } from '../process/command.js'
import type { ChaseRequest } from './chase-request.js'
import { chaseKindWords, chasePartyWords, chaseRuleWord } from './chase-words.js'
import { type Occurrence, quietReason } from './occurrences.js'

/** The rule in one sentence: counted from which day, to whom, what, and where it is written. */
export function ruleSentence({ notice, nth, of, days, grace, promised }: Occurrence, { policy, dueAt }: ChaseRequest): string {
  const when = days === 0 ? 'の当日' : `の${Math.abs(days)}開庁日${days > 0 ? '後' : '前'}`
  const due = `期限（${formatDateTime(dueAt)}）`
  const base = promised === null ? `${due}${when}` : `電話で約束のあった日（${formatDate(promised)}。${due}の後）${when}`
  const included = grace > 0 ? `（猶予${grace}開庁日を含む）` : ''
  const count = of > 1 ? `、全${of}回の${nth}回目` : ''
  return `${base}${included}に${chasePartyWords[notice.to]}へ${chaseKindWords[notice.kind]}を送る定め（${policy.name}の「${chaseRuleWord(notice)}」${count}）による。`
}

/** Why it leaves in the dispatch in which it leaves, when that is not the instant which the rule names; otherwise nothing. */
export function slotSentence(one: Occurrence & { slot: Instant }, request: ChaseRequest): string {
  if (one.slot === one.nominal) return ''
  const earliest = one.tooEarly ? request.dueAt : one.nominal
  const causes = [
    ...(one.tooEarly ? ['期限を過ぎてから知らせるため'] : []),
    ...skipped(dateOf(earliest), dateOf(one.slot), request).map(({ from, to, word }) => {
      const days = from === to ? formatMonthDay(from) : `${formatMonthDay(from)}から${formatMonthDay(to)}まで`
      return `${days}は${word}のため`
    }),
  ]
  const cause = causes.length > 0 ? causes.join('、') : `定めの時刻（${formatTime(timeOf(one.nominal))}）の後の最初の便として`
  return `${cause}、${moment(one.slot)}に送る。`
}

/** A dispatch in a sentence whose year is plain: 12月26日14時 */
export const moment = (at: Instant): string => `${formatMonthDay(dateOf(at))}${formatTime(timeOf(at))}`

/** The days from `from` on and before `to` that could not be used, consecutive ones of one cause together. */
function skipped(from: CityDate, to: CityDate, { policy, calendar }: ChaseRequest): { from: CityDate; to: CityDate; word: string }[] {
  const runs: { from: CityDate; to: CityDate; word: (reasons: string) => string; reasons: Set<string> }[] = []
  const quietWord = (reasons: string) => `連絡を控える期間（${reasons}）`
  const closedWord = (reasons: string) => `閉庁日（${reasons}）`
  for (let day = from; day < to; day = addDays(day, 1)) {
    const quiet = quietReason(policy, day)
    const closed = calendar.isSendingDay(day) ? null : calendar.closedReason(day)
    const reason = quiet ?? closed
    if (reason === null) continue
    const word = quiet === null ? closedWord : quietWord
    const last = runs.at(-1)
    if (last?.word === word && addDays(last.to, 1) === day) {
      last.to = day
      last.reasons.add(reason)
    } else runs.push({ from: day, to: day, word, reasons: new Set([reason]) })
  }
  return runs.map((run) => ({ from: run.from, to: run.to, word: run.word([...run.reasons].join('・')) }))
}
