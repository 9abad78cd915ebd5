import type { PlannedStep } from '../calendar/plan.js'
import { planOpening } from '../calendar/plan-opening.js'
import type { StandingOverride } from '../chase/chase-of.js'
import type { Definition, DefinitionStep } from '../definition/schema.js'
import type { Instant } from '../process/command.js'
import type { StepStatus } from '../process/step.js'
import { type Asked, likelyAsks, type RegisterLine } from './asks.js'
import type { Directory } from './directory.js'
import { type PlannedAsk, planAsks } from './plan-asks.js'

/** A step of a running year as it stands. */
export interface StandingStep {
  key: string
  status: StepStatus
  /** with the dates that count now */
  plan: PlannedStep
}

/** What is known of a year about whom it is still going to ask. */
export interface YearAhead {
  definition: Definition
  cycleId: string
  fiscalYear: number
  steps: readonly StandingStep[]
  register: readonly RegisterLine[]
  /** the year's own words about chases */
  ofYear: readonly StandingOverride[]
  /** requests that were taken back: nobody is asked for what would follow from them */
  withdrawn: readonly { step: string; subject: string }[]
}

/** A step that has not begun, and what it will ask for. */
export interface ForetoldStep {
  step: DefinitionStep
  opensAt: Instant
  /** it asks subject by subject as they are accepted elsewhere: not before it opens, and perhaps later */
  onAcceptance: boolean
  asks: PlannedAsk[]
}

/**
 * What the plan says of a year's steps that have not opened: whom they ask, and every mail that this causes unless somebody answers. Each
 * opens at its planned instant; one that should have opened already does so once the steps it waits for are due, at the present at the
 * earliest. The same rules as when a step really opens and asks, so that on the day it is what happens.
 * @throws CalendarError where the city's calendar has no day to send on
 */
export function foretell(year: YearAhead, directory: Directory, now: Instant): ForetoldStep[] {
  const { definition, cycleId, register, ofYear } = year
  const openings = openingsOf(year, now)
  return definition.steps.flatMap((step): ForetoldStep[] => {
    const opened = openings(step.id)
    if (!opened) return []
    const sources = step.after.filter(({ gate }) => gate === 'each').map((edge) => edge.step)
    const gone = new Set(year.withdrawn.filter((one) => sources.includes(one.step)).map(({ subject }) => subject))
    const asked = likelyAsks(step, register, directory).filter(({ subject }) => !gone.has(subject))
    const { opensAt, dueAt } = opened
    const planned = (at: Instant, some: Asked[]) => planAsks({ definition, cycleId, stepKey: step.id, ofYear, directory, at, dueAt }, some)
    const asks = step.inTurn ? oneAfterAnother(asked, opensAt, planned) : planned(opensAt, asked)
    return [{ step, opensAt, onAcceptance: sources.length > 0 || step.inTurn === true, asks }]
  })
}

/** Stages of a route: each is asked when the one before it is due, at the latest. */
function oneAfterAnother(asked: Asked[], opensAt: Instant, planned: (at: Instant, some: Asked[]) => PlannedAsk[]): PlannedAsk[] {
  let at = opensAt
  return asked.flatMap((one) => {
    const stage = planned(at, [one])
    at = stage[0]?.dueAt ?? at
    return stage
  })
}

/** The plan of a step as it is likely to open; null: it has opened, or the year does not have it. */
function openingsOf({ definition, fiscalYear, steps }: YearAhead, now: Instant): (step: string) => PlannedStep | null {
  const standing = new Map(steps.map((step) => [step.key, step]))
  const known = new Map<string, PlannedStep | null>()
  const openingOf = (key: string): PlannedStep | null => {
    const before = known.get(key)
    if (before !== undefined) return before
    const step = standing.get(key)
    const ahead = step && (step.status === 'planned' || step.status === 'waiting')
    const opening = ahead ? planOpening(definition, fiscalYear, key, step.plan, opensAt(step)) : null
    known.set(key, opening)
    return opening
  }
  const opensAt = ({ key, plan }: StandingStep): Instant => {
    if (plan.opensAt > now) return plan.opensAt
    const awaited = definition.steps.find(({ id }) => id === key)?.after.filter(({ gate }) => gate === 'all') ?? []
    return awaited.map((edge) => endOf(edge.step)).reduce((a, b) => (a > b ? a : b), now)
  }
  const endOf = (key: string): Instant => {
    const step = standing.get(key)
    if (!step || step.status === 'closed') return now
    return openingOf(key)?.dueAt ?? step.plan.dueAt
  }
  return openingOf
}
