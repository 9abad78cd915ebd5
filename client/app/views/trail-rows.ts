import type { Instant } from '../../../domain/process/command.js'
import type { Database } from '../../../prisma/db.js'
import { plain } from './plain.js'

/** One row of the audit trail, its body read. */
export interface TrailRow {
  no: number
  key: string
  kind: string
  processId: string | null
  /** when it happened, by the city's clock */
  at: Instant | null
  body: Record<string, unknown>
  /** title of the post that acted, or that was asked */
  postTitle: string | null
  hash: string
  recordedAt: Instant
}

export interface TrailFilter {
  /** a step or an assignment: its rows, and those of what is beneath it */
  process?: string
  kind?: string
  /** first row number, default 1 */
  from?: number
  /** default 200 */
  limit?: number
}

/** The trail of a year from one row number on. One statement. */
export async function trailRows(db: Database, cycleId: string, filter: TrailFilter = {}): Promise<TrailRow[]> {
  const { process = null, kind = null, from = 1, limit = 200 } = filter
  const rows = await db.$queryRaw<
    {
      no: number
      key: string
      kind: string
      processId: string | null
      body: string
      hash: string
      recordedAt: Date
      postTitle: string | null
    }[]
  >`
    SELECT r.*, t.title AS "postTitle" FROM (
      SELECT no, key, kind, process_id AS "processId", body, hash, recorded_at AS "recordedAt" FROM trail
      WHERE cycle_id = ${cycleId} AND no >= ${from} AND (${kind}::text IS NULL OR kind = ${kind})
        AND (${process}::text IS NULL OR process_id = ${process} OR starts_with(process_id, ${process} || '/'))
      ORDER BY no LIMIT ${limit}) r
    LEFT JOIN post t ON t.id = coalesce(r.body::jsonb ->> 'post', r.body::jsonb ->> 'owner')
    ORDER BY r.no`
  return rows.map(({ body, ...row }): TrailRow => {
    const read = JSON.parse(body) as Record<string, unknown>
    return { ...plain(row), at: typeof read['at'] === 'string' ? read['at'] : null, body: read }
  })
}
