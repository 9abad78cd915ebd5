import type { DefinitionStep } from '../definition/schema.js'
import type { Instant } from '../process/command.js'
import type { CityCalendar } from './city-calendar.js'
import { formatDateTime, formatMonthDay } from './date-words.js'
import { businessDaysAfter, type PlacedDay, placeDue, placeDueAfter, placeOpen } from './due-day.js'
import { type CityDate, dateOf, instantAt } from './instants.js'
import type { Edge } from './plan-order.js'
import { type Anchor, type RuleDay, ruleDay } from './rule-day.js'

/** Why an instant is what it is, for people. `warning`: someone should look at it before the year runs on. */
export interface Reason {
  what: Edge | 'statutory'
  text: string
  warning?: true
}

/** One end of a step with its reasons. */
export interface PlannedEdge {
  instant: Instant
  reasons: Reason[]
}

/** What a department gets when its due date has been overtaken by a late opening: business days after the opening. */
const graceBusinessDays = 5

const warn = (what: Reason['what'], text: string): Reason => ({ what, text, warning: true })

/** A day that is left on a closed day, because nobody here may move it: someone should ask whether it is right. */
const closedWarning = (calendar: CityCalendar, what: Edge, date: CityDate): Reason[] => {
  const closed = calendar.closedReason(date)
  return closed === null ? [] : [warn(what, `${formatMonthDay(date)}は${closed}で閉庁日だが動かさない。日付を確かめること`)]
}

/** A day that no rule may move: set by hand, or another's to set. */
const unmovable = (calendar: CityCalendar, what: Edge, instant: Instant, text: string): PlannedEdge => {
  const date = dateOf(instant)
  const blackout = what === 'due' ? calendar.inBlackout(date) : null
  const inBlackout = blackout === null ? [] : [warn(what, `${formatMonthDay(date)}は期限を置かない期間（${blackout}）に当たる`)]
  return { instant, reasons: [{ what, text }, ...closedWarning(calendar, what, date), ...inBlackout] }
}

const placed = (calendar: CityCalendar, what: Edge, rule: RuleDay, day: PlacedDay): PlannedEdge => ({
  instant: instantAt(day.date, rule.at),
  reasons: [...[rule.text, ...day.moves].map((text) => ({ what, text })), ...closedWarning(calendar, what, day.date)],
})

/** An instant that the office set by hand. */
export function byHand(calendar: CityCalendar, what: Edge, instant: Instant, reason: string): PlannedEdge {
  const at = new Date(instant).toISOString()
  return unmovable(calendar, what, at, `${formatDateTime(at)}へ変更（${reason}）`)
}

const fixed = (calendar: CityCalendar, what: Edge, rule: RuleDay): PlannedEdge =>
  unmovable(calendar, what, instantAt(rule.date, rule.at), `${rule.text}。当方では動かせない日程`)

/** The opening by its rule: out of closed days as the rule says; blackouts are about due dates only. */
export function opensOf(calendar: CityCalendar, step: DefinitionStep, fiscalYear: number, anchor: () => Anchor): PlannedEdge {
  const rule = ruleDay(calendar, step, step.opens, fiscalYear, anchor)
  return step.fixed ? fixed(calendar, 'opens', rule) : placed(calendar, 'opens', rule, placeOpen(calendar, rule.date, rule.roll))
}

/**
 * The due instant by its rule, out of closed days and blackouts.
 * @param opensAt the opening that it must follow; null where the opening itself counts back from this due instant
 */
export function dueOf(
  calendar: CityCalendar,
  step: DefinitionStep,
  fiscalYear: number,
  anchor: () => Anchor,
  opensAt: Instant | null,
): PlannedEdge {
  const rule = ruleDay(calendar, step, step.due, fiscalYear, anchor)
  if (step.fixed) return fixed(calendar, 'due', rule)
  const due = placed(calendar, 'due', rule, placeDue(calendar, rule.date, rule.roll, rule.named))
  if (opensAt === null || due.instant > opensAt) return due
  // rolling back has put it before the opening: forward, then
  if (instantAt(rule.date, rule.at) > opensAt) {
    const day = rule.named ? placeOpen(calendar, rule.date, 'forward') : placeDueAfter(calendar, rule.date, dateOf(opensAt))
    return placed(calendar, 'due', rule, day)
  }
  return { instant: overtaken(calendar, opensAt), reasons: [{ what: 'due', text: rule.text }, overtakenReason(calendar, opensAt)] }
}

/** The due instant in place of one that a late opening has overtaken. */
export const overtaken = (calendar: CityCalendar, opensAt: Instant): Instant => businessDaysAfter(calendar, opensAt, graceBusinessDays)

export const overtakenReason = (calendar: CityCalendar, opensAt: Instant, because = '開始がその期限以後になるため'): Reason =>
  warn(
    'due',
    `${because}、開始（${formatDateTime(opensAt)}）から${graceBusinessDays}開庁日を目安に${formatDateTime(overtaken(calendar, opensAt))}へ`,
  )

/** The statutory end. A law knows no blackouts; closed days move it as its rule says. */
export function statutoryOf(
  calendar: CityCalendar,
  step: DefinitionStep,
  statutory: DefinitionStep['opens'],
  fiscalYear: number,
  anchor: () => Anchor,
): PlannedEdge {
  const rule = ruleDay(calendar, step, statutory, fiscalYear, anchor)
  const day = placeOpen(calendar, rule.date, rule.roll)
  const texts = [`法令による期限：${rule.text}`, ...day.moves]
  return { instant: instantAt(day.date, rule.at), reasons: texts.map((text) => ({ what: 'statutory', text })) }
}

/** What a plan must never pass over in silence: a due instant after the statutory end, or not after the opening. */
export function lateReasons(opensAt: Instant, dueAt: Instant, statutoryAt: Instant | undefined): Reason[] {
  return [
    ...(dueAt <= opensAt ? [warn('due', `期限（${formatDateTime(dueAt)}）が開始（${formatDateTime(opensAt)}）より後になっていない`)] : []),
    ...(statutoryAt !== undefined && dueAt > statutoryAt
      ? [warn('statutory', `期限（${formatDateTime(dueAt)}）が法令による期限（${formatDateTime(statutoryAt)}）を過ぎている`)]
      : []),
  ]
}
