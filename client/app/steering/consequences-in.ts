import { type Consequences, consequencesOf } from '../../../domain/calendar/slips.js'
import type { Instant } from '../../../domain/process/command.js'
import type { Database } from '../../../prisma/db.js'
import { standingOf } from '../views/critical-path.js'
import { readCycles } from '../views/read-cycle.js'
import { stepsOf } from '../views/steps-of.js'

/**
 * What other opening or due dates of steps would bring, by step: the dates that move with them, and what becomes of the assembly and the
 * statutory end. Null: no such year.
 */
export async function consequencesIn(
  db: Database,
  cycleId: string,
  dates: Record<string, { opensAt?: Instant; dueAt?: Instant }>,
): Promise<Consequences | null> {
  const [cycle] = await readCycles(db, { id: cycleId })
  if (!cycle) return null
  const year = standingOf(cycle, await stepsOf(db, cycle))
  const given = Object.entries(dates).map(([step, own]) => [step, { ...year.moved[step], ...own, reason: '' }])
  return consequencesOf(year, { moved: { ...year.moved, ...Object.fromEntries(given) } })
}
