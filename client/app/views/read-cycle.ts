import type { MovedSteps } from '../../../domain/calendar/plan.js'
import type { Definition } from '../../../domain/definition/schema.js'
import type { Database } from '../../../prisma/db.js'
import { Prisma } from '../../../prisma/generated/client.js'
import { plain } from './plain.js'

/** A cycle's row, as every reading of cycles selects it. */
export interface CycleRow {
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
  /** false: the first mails wait for the office to look at them */
  mailsLeave: boolean
  editions: number
  assignments: number
  done: number
  overdue: number
}

/** Which cycles; nothing given: all. */
export interface WhichCycles {
  id?: string
  ids?: string[]
  city?: string
  /** only those that are not sealed */
  running?: boolean
}

/** Selects cycles, newest year first, with what else is wanted of the row `c` and of the definition in force, `s.body`. */
export const selectCycles = (more: Prisma.Sql, { id, ids, city, running }: WhichCycles) => {
  const where = [
    Prisma.sql`c.kind = 'cycle'`,
    ...(id === undefined ? [] : [Prisma.sql`c.id = ${id}`]),
    ...(ids ? [Prisma.sql`c.id = ANY(${ids})`] : []),
    ...(city === undefined ? [] : [Prisma.sql`c.city = ${city}`]),
    ...(running ? [Prisma.sql`c.state <> 'sealed'`] : []),
  ]
  return Prisma.sql`
    SELECT c.id, c.city, c.definition, c.fiscal_year AS "fiscalYear", c.state, c.opens_at AS "startedAt", c.closed_at AS "sealedAt", k.played,
      CASE WHEN k.played THEN k.now ELSE clock_timestamp() END AS now, c.snapshot_no AS "snapshotNo",
      c.mail_released_at IS NOT NULL AS "mailsLeave", ${more},
      coalesce((SELECT extract(epoch FROM clock_timestamp() - t.recorded_at) FROM trail t WHERE t.cycle_id = c.id ORDER BY t.no DESC LIMIT 1), 0)::int AS "idleSeconds",
      (SELECT count(*)::int FROM edition e WHERE e.cycle_id = c.id) AS editions,
      a.assignments, a.done, a.overdue
    FROM process c JOIN clock k ON k.city = c.city JOIN snapshot s ON s.cycle_id = c.id AND s.no = c.snapshot_no
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS assignments,
        (count(*) FILTER (WHERE p.state IN ('accepted', 'attested', 'withdrawn')))::int AS done,
        (count(*) FILTER (WHERE p.overdue AND p.state IN ('open', 'returned')))::int AS overdue
      FROM process p WHERE p.cycle_id = c.id AND p.kind = 'assignment') a
    WHERE ${Prisma.join(where, ' AND ')}
    ORDER BY c.fiscal_year DESC, c.id`
}

/** Cycles with the definition in force, a large thing: for those whose definition is needed. One statement. */
export async function readCycles(db: Database, which: WhichCycles) {
  const more = Prisma.sql`s.body, coalesce(c.plan -> 'moved', '{}') AS moved`
  const rows = await db.$queryRaw<(CycleRow & { body: Definition; moved: MovedSteps })[]>(selectCycles(more, which))
  return rows.map(({ body, moved, ...row }) => ({ row: plain(row), definition: body, moved }))
}

export type ReadCycle = Awaited<ReturnType<typeof readCycles>>[number]
