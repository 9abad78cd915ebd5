import type { Definition, DefinitionStep } from '../definition/schema.js'
import type { Instant } from '../process/command.js'
import { type MovedSteps, type PlannedStep, planYear } from './plan.js'
import { planOpening } from './plan-opening.js'

/** Where one step stands: its recorded dates, which may no longer be those of its rules. */
export interface StepStanding {
  /** planned | waiting | open | closed */
  state: string
  opensAt: Instant
  dueAt: Instant
  closedAt: Instant | null
  /** the last instant at which it may lawfully close */
  statutoryAt: Instant | null
}

/** A running year, as far as its coming dates depend on it. */
export interface YearStanding {
  definition: Definition
  fiscalYear: number
  /** the dates that people have set by hand */
  moved: MovedSteps
  now: Instant
  /** by step id; a step that is missing has no course */
  steps: Readonly<Record<string, StepStanding>>
}

/** How one step is going to run. `endsAt`: the earliest instant at which what waits for it may begin. */
export interface Stretch {
  opensAt: Instant
  dueAt: Instant
  endsAt: Instant
}
export type YearCourse = Readonly<Record<string, Stretch>>

/** What is supposed to happen: dates set by hand (a reschedule), steps that end at another instant than their due one. */
export interface Supposition {
  moved?: MovedSteps
  ends?: Readonly<Record<string, Instant>>
}

/** The dates that a reschedule changes for a step in this state: what has opened keeps its opening, what has closed keeps both. */
export function edgesMoved(
  before: PlannedStep | undefined,
  after: PlannedStep | undefined,
  state: string,
): { opensAt?: Instant; dueAt?: Instant } {
  if (!after || state === 'closed') return {}
  return {
    ...(after.opensAt !== before?.opensAt && state !== 'open' ? { opensAt: after.opensAt } : {}),
    ...(after.dueAt !== before?.dueAt ? { dueAt: after.dueAt } : {}),
  }
}

const latest = (instants: (Instant | undefined)[]): Instant => instants.reduce<Instant>((a, b) => (b !== undefined && b > a ? b : a), '')

/** Every step after those it waits for; `readDefinition` refuses circles. */
function inOrder(steps: readonly DefinitionStep[]): DefinitionStep[] {
  const placed = new Set<string>()
  const order: DefinitionStep[] = []
  const place = (step: DefinitionStep | undefined) => {
    if (!step || placed.has(step.id)) return
    placed.add(step.id)
    for (const { step: before } of step.after) place(steps.find(({ id }) => id === before))
    order.push(step)
  }
  for (const step of steps) place(step)
  return order
}

/** The plan as it stands: asked for again with every supposition about the same year. */
const plans = new WeakMap<YearStanding, Record<string, PlannedStep>>()
function planned(year: YearStanding): Record<string, PlannedStep> {
  const plan = plans.get(year) ?? planYear(year.definition, year.fiscalYear, year.moved)
  plans.set(year, plan)
  return plan
}

/**
 * The coming course of a year: `planYear` says what a date set by hand moves, exactly as a reschedule does, and `planOpening`
 * what becomes of a step whose gate lets it open late, exactly as the step itself does. Nothing here is a rule of its own.
 * @throws PlanError as planYear does
 */
export function courseOf(year: YearStanding, { moved = year.moved, ends = {} }: Supposition = {}): YearCourse {
  const { definition, fiscalYear } = year
  const before = planned(year)
  const after = moved === year.moved ? before : planYear(definition, fiscalYear, moved)
  const course: Record<string, Stretch> = {}
  for (const step of inOrder(definition.steps)) {
    const standing = year.steps[step.id]
    const plan = after[step.id]
    if (!standing || !plan) continue
    const { state } = standing
    if (state === 'closed') {
      course[step.id] = { opensAt: standing.opensAt, dueAt: standing.dueAt, endsAt: standing.closedAt ?? standing.dueAt }
      continue
    }
    const endOf = (gate: 'all' | 'each') => step.after.flatMap((edge) => (edge.gate === gate ? [course[edge.step]?.endsAt] : []))
    let dates = { opensAt: standing.opensAt, dueAt: standing.dueAt, ...edgesMoved(before[step.id], plan, state) }
    const held = latest(endOf('all'))
    if (state !== 'open' && held > dates.opensAt) dates = opened(year, step.id, { ...plan, ...dates }, held)
    course[step.id] = { ...dates, endsAt: latest([dates.dueAt, dates.opensAt, ends[step.id], ...endOf('each')]) }
  }
  return course
}

function opened({ definition, fiscalYear }: YearStanding, step: string, planned: PlannedStep, at: Instant) {
  const { opensAt, dueAt } = planOpening(definition, fiscalYear, step, planned, at)
  return { opensAt, dueAt }
}
