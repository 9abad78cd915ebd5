import type { DefinitionStep } from '../definition/schema.js'
import type { Instant } from '../process/state.js'
import type { CityCalendar } from './city-calendar.js'
import { formatDateTime, formatMonthDay } from './date-words.js'
import { businessDaysAfter, placeDue, placeDueAfter, placeOpen } from './due-day.js'
import { dateOf, instantAt } from './instants.js'
import type { Edge } from './plan-order.js'
import { type Anchor, ruleDay } from './rule-day.js'

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
export const graceBusinessDays = 5

const warn = (what: Reason['what'], text: string): Reason => ({ what, text, warning: true })

/** A date that nobody here may move is kept on a closed day too, but someone should ask whether it is right. */
const closedWarning = (calendar: CityCalendar, what: Edge, instant: Instant): Reason[] => {
  const date = dateOf(instant)
  const closed = calendar.closedReason(date)
  const blackout = what === 'due' ? calendar.inBlackout(date) : null
  return [
    ...(closed === null ? [] : [warn(what, `${formatMonthDay(date)}は${closed}で閉庁日。日付を確かめること`)]),
    ...(blackout === null ? [] : [warn(what, `${formatMonthDay(date)}は期限を置かない期間（${blackout}）に当たる`)]),
  ]
}

/** An instant that the office set by hand. */
export function byHand(calendar: CityCalendar, what: Edge, instant: Instant, reason: string): PlannedEdge {
  const at = new Date(instant).toISOString()
  return { instant: at, reasons: [{ what, text: `${formatDateTime(at)}へ変更（${reason}）` }, ...closedWarning(calendar, what, at)] }
}

const asFixed = (calendar: CityCalendar, what: Edge, instant: Instant, text: string): PlannedEdge => ({
  instant,
  reasons: [{ what, text: `${text}。当方では動かせない日程` }, ...closedWarning(calendar, what, instant)],
})

/** The opening by its rule: out of closed days as the rule says; blackouts are about due dates only. */
export function opensOf(calendar: CityCalendar, step: DefinitionStep, fiscalYear: number, anchor: () => Anchor): PlannedEdge {
  const rule = ruleDay(calendar, step, step.opens, fiscalYear, anchor)
  if (step.fixed) return asFixed(calendar, 'opens', instantAt(rule.date, rule.at), rule.text)
  const placed = placeOpen(calendar, rule.date, rule.roll)
  return { instant: instantAt(placed.date, rule.at), reasons: [rule.text, ...placed.moves].map((text) => ({ what: 'opens', text })) }
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
  const said = instantAt(rule.date, rule.at)
  if (step.fixed) return asFixed(calendar, 'due', said, rule.text)
  const reason = (text: string): Reason => ({ what: 'due', text })
  const placed = placeDue(calendar, rule.date, rule.roll, rule.named)
  const instant = instantAt(placed.date, rule.at)
  if (opensAt === null || instant > opensAt) return { instant, reasons: [rule.text, ...placed.moves].map(reason) }
  if (said > opensAt) {
    const forward = rule.named ? placeOpen(calendar, rule.date, 'forward') : placeDueAfter(calendar, rule.date, dateOf(opensAt))
    return { instant: instantAt(forward.date, rule.at), reasons: [rule.text, ...forward.moves].map(reason) }
  }
  return { instant: overtaken(calendar, opensAt), reasons: [reason(rule.text), overtakenReason(calendar, opensAt)] }
}

/** The due instant in place of one that a late opening has overtaken. */
export const overtaken = (calendar: CityCalendar, opensAt: Instant): Instant => businessDaysAfter(calendar, opensAt, graceBusinessDays)

export const overtakenReason = (calendar: CityCalendar, opensAt: Instant, because = '開始がその期限以後になるため'): Reason =>
  warn('due', `${because}、開始（${formatDateTime(opensAt)}）から${graceBusinessDays}開庁日を目安に${formatDateTime(overtaken(calendar, opensAt))}へ`)

/** The statutory end. A law knows no blackouts; closed days move it as its rule says. */
export function statutoryOf(
  calendar: CityCalendar,
  step: DefinitionStep,
  statutory: DefinitionStep['opens'],
  fiscalYear: number,
  anchor: () => Anchor,
): PlannedEdge {
  const rule = ruleDay(calendar, step, statutory, fiscalYear, anchor)
  const placed = placeOpen(calendar, rule.date, rule.roll)
  const texts = [`法令による期限：${rule.text}`, ...placed.moves]
  return { instant: instantAt(placed.date, rule.at), reasons: texts.map((text) => ({ what: 'statutory', text })) }
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
