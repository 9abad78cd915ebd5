import type { Definition } from '../definition/schema.js'
import type { Instant } from '../process/command.js'
import { type CalendarOverrides, type CityCalendar, cityCalendar } from './city-calendar.js'
import { formatDateTime } from './date-words.js'
import { dateOf } from './instants.js'
import type { PlannedStep } from './plan.js'
import { dueOf, lateReasons, overtaken, overtakenReason, type PlannedEdge, statutoryOf } from './plan-edge.js'
import { PlanError } from './plan-order.js'

/** Fewer business days than this are not enough to be asked in, when the plan had given more. */
const leastBusinessDays = 3

/**
 * What a step's plan becomes when it really opens. Opened in time or early: the due instant stands. Opened late, because its
 * gate closed late: rules that count from the opening count from the real one; any other due instant stands unless it has
 * passed or leaves fewer than 3 business days (and fewer than planned), then it becomes 5 business days after the opening.
 * A `fixed` step keeps its due instant and says that it is late; so does one set by hand, until it has passed.
 * @param planned the step as it was planned (and perhaps moved by hand)
 * @throws PlanError when the definition has no such step
 */
export function planOpening(
  definition: Definition,
  fiscalYear: number,
  stepId: string,
  planned: PlannedStep,
  openedAt: Instant,
  overrides: CalendarOverrides = {},
): PlannedStep {
  const step = definition.steps.find((s) => s.id === stepId)
  if (!step) {
    throw new PlanError([
      { code: 'unknown-step', step: stepId, text: `工程「${stepId}」は定義にありません。工程の識別子を確かめてください。` },
    ])
  }
  const opensAt = new Date(openedAt).toISOString()
  if (opensAt <= planned.opensAt) return { ...planned, opensAt }

  const calendar = cityCalendar(definition.calendar, overrides)
  const anchor = () => ({ instant: opensAt, name: '実際の開始' })
  const countsFromOpening = (rule: typeof step.due | undefined) => rule !== undefined && 'from' in rule && rule.from === 'open'
  const of = (what: 'opens' | 'due' | 'statutory') => planned.reasons.filter((reason) => reason.what === what)

  const recount = countsFromOpening(step.due) && !step.fixed && !planned.byHand?.includes('due')
  const due: PlannedEdge = recount
    ? dueOf(calendar, step, fiscalYear, anchor, opensAt)
    : standingDue(calendar, step.fixed, planned, opensAt, of('due'))
  const statutory =
    step.statutory && countsFromOpening(step.statutory)
      ? statutoryOf(calendar, step, step.statutory, fiscalYear, anchor)
      : planned.statutoryAt && { instant: planned.statutoryAt, reasons: of('statutory') }

  const late = `予定（${formatDateTime(planned.opensAt)}）より遅れ、${formatDateTime(opensAt)}に開始`
  const reasons = [
    ...of('opens'),
    { what: 'opens' as const, text: late },
    ...due.reasons,
    ...(statutory ? statutory.reasons : []),
    ...lateReasons(opensAt, due.instant, statutory ? statutory.instant : undefined),
  ]
  return {
    ...planned,
    opensAt,
    dueAt: due.instant,
    ...(statutory && { statutoryAt: statutory.instant }),
    // a warning that the plan already carried is not said twice
    reasons: reasons.filter((reason, i) => reasons.findIndex((r) => r.what === reason.what && r.text === reason.text) === i),
  }
}

/** A due instant of the calendar, of another step or of the office's own hand, seen from a late opening. */
function standingDue(
  calendar: CityCalendar,
  fixed: boolean,
  planned: PlannedStep,
  opensAt: Instant,
  reasons: PlannedEdge['reasons'],
): PlannedEdge {
  const left = calendar.businessDaysBetween(dateOf(opensAt), dateOf(planned.dueAt))
  const given = calendar.businessDaysBetween(dateOf(planned.opensAt), dateOf(planned.dueAt))
  const passed = planned.dueAt <= opensAt
  if (!passed && left >= Math.min(leastBusinessDays, given)) return { instant: planned.dueAt, reasons }
  const why = passed ? '開始が期限以後になった' : `開始が遅れ、期限まで${left}開庁日となった`
  const stays = (because: string): PlannedEdge => ({
    instant: planned.dueAt,
    reasons: [...reasons, { what: 'due', text: `${why}が、${because}そのまま`, warning: true }],
  })
  if (fixed) return stays('当方では動かせない日程のため')
  if (!passed && planned.byHand?.includes('due')) return stays('手で決めた期限のため')
  const instant = overtaken(calendar, opensAt)
  // before a blackout the days after the opening may roll back to the due date itself
  if (instant <= planned.dueAt) return stays('その先が期限を置かない期間に当たるため')
  return { instant, reasons: [...reasons, overtakenReason(calendar, opensAt, `${why}ため`)] }
}
