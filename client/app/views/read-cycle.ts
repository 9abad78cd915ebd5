import type { MovedSteps } from '../../../domain/calendar/plan.js'
import type { Definition } from '../../../domain/definition/schema.js'
import type { Database } from '../../../prisma/db.js'
import { plain } from './plain.js'

interface Row {
  id: string
  city: string
  definition: string
  fiscalYear: number
  state: string
  startedAt: Date
  sealedAt: Date | null
  played: boolean
  now: Date
  /** seconds of real time since the last row of its trail */
  idleSeconds: number
  snapshotNo: number
  body: Definition
  moved: MovedSteps
  editions: number
  assignments: number
  done: number
  overdue: number
}

/** Cycles with the definition in force, newest year first; all, those of a city, or one. One statement. */
export async function readCycles(db: Database, { id = null, city = null }: { id?: string | null; city?: string | null } = {}) {
  const rows = await db.$queryRaw<Row[]>`
    SELECT c.id, c.city, c.definition, c.fiscal_year AS "fiscalYear", c.state, c.opens_at AS "startedAt", c.closed_at AS "sealedAt", k.played,
      CASE WHEN k.played THEN k.now ELSE clock_timestamp() END AS now, c.snapshot_no AS "snapshotNo", s.body, coalesce(c.plan -> 'moved', '{}') AS moved,
      coalesce((SELECT extract(epoch FROM clock_timestamp() - t.recorded_at) FROM trail t WHERE t.cycle_id = c.id ORDER BY t.no DESC LIMIT 1), 0)::int AS "idleSeconds",
      (SELECT count(*)::int FROM edition e WHERE e.cycle_id = c.id) AS editions,
      a.assignments, a.done, a.overdue
    FROM process c JOIN clock k ON k.city = c.city JOIN snapshot s ON s.cycle_id = c.id AND s.no = c.snapshot_no
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS assignments,
        (count(*) FILTER (WHERE p.state IN ('accepted', 'attested', 'withdrawn')))::int AS done,
        (count(*) FILTER (WHERE p.overdue AND p.state IN ('open', 'returned')))::int AS overdue
      FROM process p WHERE p.cycle_id = c.id AND p.kind = 'assignment') a
    WHERE c.kind = 'cycle' AND (${id}::text IS NULL OR c.id = ${id}) AND (${city}::text IS NULL OR c.city = ${city})
    ORDER BY c.fiscal_year DESC, c.id`
  return rows.map(({ body, moved, ...row }) => ({ row: plain(row), definition: body, moved }))
}

export type ReadCycle = Awaited<ReturnType<typeof readCycles>>[number]
