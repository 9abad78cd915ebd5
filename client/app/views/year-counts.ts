import type { Database } from '../../../prisma/db.js'

/** A year in figures, all counted from the records. */
export interface YearCounts {
  programmes: number
  /** other lines of the register that are reviewed, such as an article's own measures */
  initiatives: number
  /** lines of the register that are verified, of either kind */
  verified: number
  /** lines of accepted indicator tables, each programme's latest version only */
  indicators: number
  assignments: number
  /** assignments that were returned after they had been accepted or submitted: acts, not assignments */
  returns: number
  /** notices that were really sent, by kind */
  noticesSent: Record<string, number>
  mailsSent: number
  opinions: number
  opinionsCrossCutting: number
  /** Actions about programmes; those that answer cross-cutting opinions stand apart */
  actions: number
  actionsCrossCutting: number
  /** HTML pages of the newest edition, 0 before publication */
  pages: number
  commandsApplied: number
  commandsRefused: number
  trailRows: number
}

/** One statement. All zero for a year that does not exist. */
export async function yearCounts(db: Database, cycleId: string): Promise<YearCounts> {
  const rows = await db.$queryRaw<YearCounts[]>`
    WITH registered AS (SELECT key FROM programme WHERE cycle_id = ${cycleId}),
    latest AS (
      SELECT DISTINCT ON (p.subject) v.content -> 'indicators' AS indicators
      FROM process p JOIN version v ON v.id = p.accepted_version
      WHERE p.cycle_id = ${cycleId} AND p.kind = 'assignment' AND p.state = 'accepted' AND jsonb_typeof(v.content -> 'indicators') = 'array'
      ORDER BY p.subject, v.created_at DESC, v.id DESC)
    SELECT
      (SELECT count(*)::int FROM programme WHERE cycle_id = ${cycleId} AND kind = 'programme') AS programmes,
      (SELECT count(*)::int FROM programme WHERE cycle_id = ${cycleId} AND kind <> 'programme') AS initiatives,
      (SELECT count(*)::int FROM programme WHERE cycle_id = ${cycleId} AND verified) AS verified,
      (SELECT coalesce(sum(jsonb_array_length(indicators)), 0)::int FROM latest) AS indicators,
      (SELECT count(*)::int FROM process WHERE cycle_id = ${cycleId} AND kind = 'assignment') AS assignments,
      (SELECT count(*)::int FROM command WHERE cycle_id = ${cycleId} AND act = 'return' AND state = 'applied') AS returns,
      (SELECT coalesce(jsonb_object_agg(kind, n), '{}') FROM (SELECT kind, count(*) AS n FROM notice WHERE cycle_id = ${cycleId} AND state = 'sent' GROUP BY kind) k) AS "noticesSent",
      (SELECT count(DISTINCT mail_id)::int FROM notice WHERE cycle_id = ${cycleId} AND state = 'sent') AS "mailsSent",
      (SELECT count(*)::int FROM opinion WHERE cycle_id = ${cycleId} AND subject IN (SELECT key FROM registered)) AS opinions,
      (SELECT count(*)::int FROM opinion WHERE cycle_id = ${cycleId} AND subject NOT IN (SELECT key FROM registered)) AS "opinionsCrossCutting",
      (SELECT count(*)::int FROM action WHERE cycle_id = ${cycleId} AND subject IN (SELECT key FROM registered)) AS actions,
      (SELECT count(*)::int FROM action WHERE cycle_id = ${cycleId} AND subject NOT IN (SELECT key FROM registered)) AS "actionsCrossCutting",
      coalesce((SELECT (counts ->> 'pages')::int FROM edition WHERE cycle_id = ${cycleId} ORDER BY no DESC LIMIT 1), 0) AS pages,
      (SELECT count(*)::int FROM command WHERE cycle_id = ${cycleId} AND state = 'applied') AS "commandsApplied",
      (SELECT count(*)::int FROM command WHERE cycle_id = ${cycleId} AND state = 'refused') AS "commandsRefused",
      (SELECT count(*)::int FROM trail WHERE cycle_id = ${cycleId}) AS "trailRows"`
  return rows[0] as YearCounts
}
