import { type Consequences, consequencesOf } from '../../../domain/calendar/slips.js'
import type { Instant } from '../../../domain/process/command.js'
import type { Database } from '../../../prisma/db.js'
import { standingOf } from '../views/critical-path.js'
import { readCycles } from '../views/read-cycle.js'
import { stepsOf } from '../views/steps-of.js'

/** What another opening or due date of a step would bring: its dates, and what becomes of the assembly and the statutory end. Null: no such year. */
export async function consequencesIn(
  db: Database,
  cycleId: string,
  step: string,
  dates: { opensAt?: Instant; dueAt?: Instant },
): Promise<Consequences | null> {
  const [cycle] = await readCycles(db, { id: cycleId })
  if (!cycle) return null
  const year = standingOf(cycle, await stepsOf(db, cycle))
  return consequencesOf(year, { moved: { ...year.moved, [step]: { ...year.moved[step], ...dates, reason: '' } } })
}
