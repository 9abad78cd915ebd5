import type { Database } from '../../../prisma/db.js'
import { type Outlook, outlookOf } from './critical-path.js'
import { type CycleLine, lineOf } from './list-cycles.js'
import { type ReadCycle, readCycles } from './read-cycle.js'
import { type StepView, stepsOf } from './steps-of.js'

export interface CycleStatus extends CycleLine {
  steps: StepView[]
  outlook: Outlook
}

/** Where a year stands: its clock, its steps, what each of them waits for. Null: there is no such year. */
export async function cycleStatus(db: Database, cycleId: string): Promise<CycleStatus | null> {
  const [cycle] = await readCycles(db, { id: cycleId })
  return cycle ? statusOf(db, cycle) : null
}

export async function statusOf(db: Database, cycle: ReadCycle): Promise<CycleStatus> {
  const steps = await stepsOf(db, cycle)
  return { ...lineOf(cycle), steps, outlook: outlookOf(cycle, steps) }
}
