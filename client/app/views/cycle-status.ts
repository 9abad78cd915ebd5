import type { Database } from '../../../prisma/db.js'
import { type Outlook, outlookOf } from './critical-path.js'
import { type CycleLine, lineOf } from './list-cycles.js'
import { type ReadCycle, readCycles } from './read-cycle.js'
import { type StepView, stepsOfEach } from './steps-of.js'

export interface CycleStatus extends CycleLine {
  steps: StepView[]
  outlook: Outlook
}

/** Where a year stands: its clock, its steps, what each of them waits for. Null: there is no such year. */
export async function cycleStatus(db: Database, cycleId: string): Promise<CycleStatus | null> {
  const [status] = await statusesOf(db, await readCycles(db, { id: cycleId }))
  return status ?? null
}

/** The same for cycles that were read. */
export async function statusesOf(db: Database, cycles: ReadCycle[]): Promise<CycleStatus[]> {
  const steps = await stepsOfEach(db, cycles)
  return cycles.map((cycle, at) => ({ ...lineOf(cycle), steps: steps[at] ?? [], outlook: outlookOf(cycle, steps[at] ?? []) }))
}
