import type { Reason } from '../../../domain/calendar/plan-edge.js'
import type { Instant } from '../../../domain/process/command.js'
import type { Database } from '../../../prisma/db.js'
import { cycleStatus } from './cycle-status.js'
import type { StepView } from './steps-of.js'

/** A step of the year's plan: when, and why then. */
export interface TimelineEntry {
  key: string
  name: string
  kind: string
  state: string
  opensAt: Instant
  dueAt: Instant
  closedAt: Instant | null
  statutoryAt: Instant | null
  reasons: Reason[]
}

const entryOf = ({ key, name, kind, state, opensAt, dueAt, closedAt, statutoryAt, reasons }: StepView): TimelineEntry => ({
  key,
  name,
  kind,
  state,
  opensAt,
  dueAt,
  closedAt,
  statutoryAt,
  reasons,
})

/** The steps of a year by the day they begin, with the reasons for their dates. Null: there is no such year. */
export async function cycleTimeline(db: Database, cycleId: string): Promise<TimelineEntry[] | null> {
  const status = await cycleStatus(db, cycleId)
  if (!status) return null
  return status.steps.map(entryOf).sort((a, b) => a.opensAt.localeCompare(b.opensAt) || a.dueAt.localeCompare(b.dueAt))
}
