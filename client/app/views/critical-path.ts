import { type Criticality, criticalPath } from '../../../domain/calendar/critical-path.js'
import { type Consequences, lateness } from '../../../domain/calendar/slips.js'
import type { YearStanding } from '../../../domain/calendar/year-course.js'
import type { ReadCycle } from './read-cycle.js'
import type { StepView } from './steps-of.js'

/** What is coming: how near the year is to its deadlines, and what each late step moves. */
export interface Outlook {
  deadlines: Criticality[]
  /** by key of the late step */
  late: Readonly<Record<string, Consequences & { daysLate: number }>>
}

/** A year as its coming dates depend on it. */
export const standingOf = ({ row, definition, moved }: ReadCycle, steps: StepView[]): YearStanding => ({
  definition,
  fiscalYear: row.fiscalYear,
  moved,
  now: row.now,
  steps: Object.fromEntries(
    steps.map(({ key, state, opensAt, dueAt, closedAt, statutoryAt }) => [key, { state, opensAt, dueAt, closedAt, statutoryAt }]),
  ),
})

/** The last outlook of each year: it takes a moment to work out and stays the same until a step or, where one is late, the clock moves. */
const last = new Map<string, { of: string; outlook: Outlook }>()

export function outlookOf(cycle: ReadCycle, steps: StepView[]): Outlook {
  if (cycle.row.state !== 'running') return { deadlines: [], late: {} }
  const year = standingOf(cycle, steps)
  const late = Object.keys(year.steps).filter((step) => year.steps[step]?.state === 'open' && (year.steps[step]?.dueAt ?? '') < year.now)
  const of = JSON.stringify([cycle.row.snapshotNo, year.moved, year.steps, late.length > 0 ? year.now.slice(0, 13) : ''])
  const before = last.get(cycle.row.id)
  if (before?.of === of) return before.outlook
  const outlook = {
    deadlines: criticalPath(year),
    late: Object.fromEntries(
      late.flatMap((step) => {
        const found = lateness(year, step)
        return found ? [[step, found] as const] : []
      }),
    ),
  }
  last.set(cycle.row.id, { of, outlook })
  return outlook
}
