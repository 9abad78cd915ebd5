import type { Database } from '../../../prisma/db.js'
import { type CycleLine, lineOf } from './list-cycles.js'
import { readCycles } from './read-cycle.js'
import { type StepView, stepsOf } from './steps-of.js'

export interface CycleStatus extends CycleLine {
  steps: StepView[]
}

/** Where a year stands: its clock, its steps, what each of them waits for. Null: there is no such year. */
export async function cycleStatus(db: Database, cycleId: string): Promise<CycleStatus | null> {
  const [cycle] = await readCycles(db, { id: cycleId })
  return cycle ? { ...lineOf(cycle), steps: await stepsOf(db, cycle) } : null
}
