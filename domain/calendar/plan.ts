import type { DateRule, Definition, DefinitionStep } from '../definition/schema.js'
import type { Instant } from '../process/command.js'
import { type CalendarOverrides, type CityCalendar, cityCalendar } from './city-calendar.js'
import { formatDateTime } from './date-words.js'
import { byHand, dueOf, lateReasons, opensOf, type PlannedEdge, type Reason, statutoryOf } from './plan-edge.js'
import { anchorOf, anchorProblems, type Edge, heldAfterOpening, PlanError, type PlanProblem } from './plan-order.js'
import { type Anchor, ruleDate } from './rule-day.js'

/** One step of a year's plan: instants, and in Japanese why each is what it is. */
export interface PlannedStep {
  opensAt: Instant
  dueAt: Instant
  /** the last instant at which the step may lawfully close, if a law names one */
  statutoryAt?: Instant
  reasons: Reason[]
  /** edges that a person set: later planning does not recompute them from a rule */
  byHand?: Edge[]
}

/** Instants that the office set by hand, with its reason, by step id. */
export type MovedSteps = Readonly<Record<string, { opensAt?: Instant; dueAt?: Instant; reason: string }>>

/** Both ends of every step, by step id. */
type PlannedEdges = Readonly<Record<string, Record<Edge, PlannedEdge>>>

/**
 * Plans one fiscal year of a definition: every rule as an instant with its reasons. Same inputs, same plan.
 * Due dates leave closed days and blackouts; `fixed` steps keep the date of their rule. What hangs on a moved step moves
 * with it, except `fixed` steps, which keep their place in the year as it was before the moves.
 * @param moved what the office set by hand; taken as it is, even on a closed day (with a warning)
 * @param overrides the year's corrections to the calendar
 * @throws PlanError with all problems: loops of anchors, unknown steps, days or instants that do not exist
 * @throws CalendarError for years without a table of holidays
 */
export function planYear(
  definition: Definition,
  fiscalYear: number,
  moved: MovedSteps = {},
  overrides: CalendarOverrides = {},
): Record<string, PlannedStep> {
  const problems = [...anchorProblems(definition), ...dateProblems(definition, fiscalYear), ...moveProblems(definition, moved)]
  if (problems.length > 0) throw new PlanError(problems)
  const calendar = cityCalendar(definition.calendar, overrides)
  const unmoved = resolve(definition, fiscalYear, calendar, {}, {})
  const edges = Object.keys(moved).length === 0 ? unmoved : resolve(definition, fiscalYear, calendar, moved, unmoved)
  return Object.fromEntries(definition.steps.map((step) => [step.id, stepOf(definition, step, fiscalYear, calendar, edges, moved)]))
}

function dateProblems(definition: Definition, fiscalYear: number): PlanProblem[] {
  const missing = (rule: DateRule | undefined) => rule !== undefined && 'date' in rule && ruleDate(rule, fiscalYear) === null
  return definition.steps.flatMap((step) =>
    [step.opens, step.due, step.statutory].filter(missing).map((rule) => ({
      code: 'no-such-date' as const,
      step: step.id,
      text: `工程「${step.name}」の月日「${rule && 'date' in rule ? rule.date : ''}」は暦にありません。ある日に直してください。`,
    })),
  )
}

function moveProblems(definition: Definition, moved: MovedSteps): PlanProblem[] {
  return Object.entries(moved).flatMap(([id, move]): PlanProblem[] => {
    const step = definition.steps.find((s) => s.id === id)
    if (!step)
      return [{ code: 'unknown-step', step: id, text: `日程を変える工程「${id}」は定義にありません。工程の識別子を確かめてください。` }]
    return [move.opensAt, move.dueAt]
      .filter((instant) => instant !== undefined && Number.isNaN(Date.parse(instant)))
      .map((instant) => ({
        code: 'bad-instant',
        step: id,
        text: `工程「${step.name}」の新しい日時「${instant}」を読めません。日付と時刻を確かめてください。`,
      }))
  })
}

const handSet = (moved: MovedSteps, step: string, edge: Edge): Instant | undefined => moved[step]?.[edge === 'opens' ? 'opensAt' : 'dueAt']

/** What a rule of a step counts from, with the name by which people know it. */
function anchorIn(
  definition: Definition,
  step: DefinitionStep,
  rule: DateRule,
  edge: (step: string, edge: Edge) => PlannedEdge,
): () => Anchor {
  return () => {
    const anchor = anchorOf(step.id, rule) ?? { step: step.id, edge: 'opens' as const }
    const of = anchor.step === step.id ? '' : `「${definition.steps.find((s) => s.id === anchor.step)?.name}」の`
    return { instant: edge(anchor.step, anchor.edge).instant, name: `${of}${anchor.edge === 'opens' ? '開始' : '期限'}` }
  }
}

/** Follows the anchors from every step; `anchorProblems` has made sure that they end. */
function resolve(
  definition: Definition,
  fiscalYear: number,
  calendar: CityCalendar,
  moved: MovedSteps,
  unmoved: PlannedEdges,
): PlannedEdges {
  const held = heldAfterOpening(definition)
  const steps = new Map(definition.steps.map((step) => [step.id, step]))
  const known = new Map<string, PlannedEdge>()
  const edge = (id: string, which: Edge): PlannedEdge => {
    const key = `${id}.${which}`
    const planned = known.get(key) ?? plan(steps.get(id) as DefinitionStep, which)
    known.set(key, planned)
    return planned
  }
  const plan = (step: DefinitionStep, which: Edge): PlannedEdge => {
    const instant = handSet(moved, step.id, which)
    if (instant) return byHand(calendar, which, instant, moved[step.id]?.reason ?? '')
    const before = unmoved[step.id]
    if (step.fixed && before) return before[which]
    const anchor = anchorIn(definition, step, step[which], edge)
    if (which === 'opens') return opensOf(calendar, step, fiscalYear, anchor)
    return dueOf(calendar, step, fiscalYear, anchor, held.has(step.id) ? edge(step.id, 'opens').instant : null)
  }
  return Object.fromEntries(definition.steps.map(({ id }) => [id, { opens: edge(id, 'opens'), due: edge(id, 'due') }]))
}

function stepOf(
  definition: Definition,
  step: DefinitionStep,
  fiscalYear: number,
  calendar: CityCalendar,
  edges: PlannedEdges,
  moved: MovedSteps,
): PlannedStep {
  const edge = (id: string, which: Edge): PlannedEdge => (edges[id] as Record<Edge, PlannedEdge>)[which]
  const [opens, due] = [edge(step.id, 'opens'), edge(step.id, 'due')]
  const statutory =
    step.statutory && statutoryOf(calendar, step, step.statutory, fiscalYear, anchorIn(definition, step, step.statutory, edge))
  const set = (['opens', 'due'] as const).filter((which) => handSet(moved, step.id, which))
  return {
    opensAt: opens.instant,
    dueAt: due.instant,
    ...(statutory && { statutoryAt: statutory.instant }),
    reasons: [
      ...opens.reasons,
      ...waits(definition, step, opens.instant, due.instant, edges),
      ...due.reasons,
      ...(statutory?.reasons ?? []),
      ...lateReasons(opens.instant, due.instant, statutory?.instant),
    ],
    ...(set.length > 0 && { byHand: set }),
  }
}

/**
 * A step may be planned to open before what it waits for is due, but nobody should be surprised when it then opens later.
 * Where even its due instant does not come after that, the plan cannot hold.
 */
function waits(definition: Definition, step: DefinitionStep, opensAt: Instant, dueAt: Instant, edges: PlannedEdges): Reason[] {
  return step.after.flatMap(({ step: id, gate }): Reason[] => {
    const before = edges[id]?.due.instant
    if (gate !== 'all' || before === undefined || before <= opensAt) return []
    const what = `「${definition.steps.find((s) => s.id === id)?.name}」の期限（${formatDateTime(before)}）`
    if (before >= dueAt) return [{ what: 'due', text: `${what}が済んでから始まるのに、期限がその後になっていない`, warning: true }]
    return [{ what: 'opens', text: `${what}より前だが、それが済むまでは始まらない` }]
  })
}
