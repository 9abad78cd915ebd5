import { Prisma } from './generated/client.js'
import type { Transaction } from './trail.js'

/** A notice that is planned again. */
export interface PutBack {
  id: string
  city: string
  /** the dispatch it was planned for */
  at: Date
  cycleId: string
  snapshotNo: number
}

/**
 * Drops frozen mails that are in nobody's hand, one or all of a city, and plans what still stands in them for the time it was planned
 * for: the courier writes it anew. Locks as a record does: mails, notices.
 */
export const putBackMails = (tx: Transaction, which: { id: string } | { city: string }): Promise<PutBack[]> =>
  tx.$queryRaw<PutBack[]>`
    WITH frozen AS MATERIALIZED (
      SELECT id FROM mail WHERE ${'id' in which ? Prisma.sql`id = ${which.id}` : Prisma.sql`city = ${which.city}`} AND state = 'claimed' ORDER BY id FOR UPDATE),
    dropped AS (UPDATE mail SET state = 'dropped' WHERE id IN (SELECT id FROM frozen)),
    carried AS MATERIALIZED (
      SELECT id FROM notice WHERE mail_id IN (SELECT id FROM frozen) AND state = 'claimed' ORDER BY id FOR UPDATE)
    UPDATE notice n SET state = 'planned', mail_id = NULL FROM process c
    WHERE n.id IN (SELECT id FROM carried) AND c.id = n.cycle_id
    RETURNING n.id, n.city, n.at, n.cycle_id AS "cycleId", c.snapshot_no AS "snapshotNo"`

/**
 * Whether what a notice says still stands, as a condition on `notice n` and its `process p`: it was said at `since`, and nothing has been
 * done in the matter from then on. `lasting`: kinds that tell what has happened.
 */
export const standsSince = (since: Prisma.Sql, lasting: readonly string[]): Prisma.Sql => Prisma.sql`(CASE
  WHEN p.state = 'withdrawn' THEN n.kind = 'withdrawal'
  WHEN n.kind = ANY(${[...lasting]}) THEN true
  ELSE p.state IN ('open', 'returned') AND NOT p.sealed AND NOT EXISTS (
    SELECT 1 FROM command a WHERE a.process_id = p.id AND a.state = 'applied' AND a.settled_at >= ${since})
  END)`
