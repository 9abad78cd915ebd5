import type { Database } from '../../../prisma/db.js'

/** How far a year's Check and Action (検証と対応) have come, all counted from the records. */
export interface ReviewStanding {
  verified: number
  /** programmes that some member looks at */
  allotted: number
  /** whether members see the accepted sheets */
  released: boolean
  /** what was said, and how much of it no opinion is made of yet and was not set aside */
  said: number
  unused: number
  opinions: number
  actions: number
  /** meetings that deal with this year, and those of them that were held */
  meetings: number
  held: number
}

/** One statement. What is accepted counts, and for remarks also what opinions in drafts are made of. */
export async function reviewStanding(db: Database, cycleId: string): Promise<ReviewStanding> {
  const rows = await db.$queryRaw<ReviewStanding[]>`
    WITH texts AS (
      SELECT w.content -> 'opinions' AS items FROM draft w JOIN process p ON p.id = w.process_id WHERE p.cycle_id = ${cycleId}
      UNION ALL SELECT v.content -> 'opinions' FROM process p JOIN version v ON v.id = p.version_id WHERE p.cycle_id = ${cycleId}),
    used AS (
      SELECT DISTINCT key FROM texts,
        LATERAL jsonb_array_elements(CASE WHEN jsonb_typeof(items) = 'array' THEN items ELSE '[]' END) AS o(item),
        LATERAL jsonb_array_elements_text(CASE WHEN jsonb_typeof(o.item -> 'sources') = 'array' THEN o.item -> 'sources' ELSE '[]' END) AS s(key)),
    aside AS (
      SELECT key FROM (SELECT DISTINCT ON (key) key, standing FROM set_aside WHERE cycle_id = ${cycleId} ORDER BY key, no DESC) AS newest WHERE standing),
    meant AS (
      SELECT DISTINCT m.id, m.state FROM meeting m JOIN agenda_item a ON a.meeting_id = m.id WHERE a.cycle_id = ${cycleId} AND m.state <> 'cancelled'),
    looked AS (
      SELECT DISTINCT ON (programme, seat) programme, standing FROM allotment WHERE cycle_id = ${cycleId} ORDER BY programme, seat, no DESC)
    SELECT
      (SELECT count(*)::int FROM programme WHERE cycle_id = ${cycleId} AND verified) AS verified,
      (SELECT count(DISTINCT programme)::int FROM looked WHERE standing = 'assigned') AS allotted,
      (SELECT members_see_at IS NOT NULL FROM process WHERE id = ${cycleId}) AS released,
      (SELECT count(*)::int FROM said WHERE cycle_id = ${cycleId}) AS said,
      (SELECT count(*)::int FROM said WHERE cycle_id = ${cycleId} AND key NOT IN (SELECT key FROM used) AND key NOT IN (SELECT key FROM aside)) AS unused,
      (SELECT count(*)::int FROM opinion WHERE cycle_id = ${cycleId}) AS opinions,
      (SELECT count(*)::int FROM action WHERE cycle_id = ${cycleId}) AS actions,
      (SELECT count(*)::int FROM meant) AS meetings,
      (SELECT count(*)::int FROM meant WHERE state IN ('held', 'written')) AS held`
  return rows[0] as ReviewStanding
}
