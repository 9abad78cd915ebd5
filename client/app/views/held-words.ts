import type { Database } from '../../../prisma/db.js'

/** Why the office holds notices back by hand, in its own words, by notice. One statement. */
export async function heldWords(db: Pick<Database, '$queryRaw'>, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db.$queryRaw<{ id: string; reason: string | null }[]>`
    SELECT DISTINCT ON (n.id) n.id, r.body::jsonb ->> 'reason' AS reason FROM notice n
    JOIN trail r ON r.cycle_id = n.cycle_id AND r.kind = 'notice-held'
      AND (r.body::jsonb ->> 'notice' = n.id OR r.body::jsonb -> 'notices' ? n.id)
    WHERE n.id = ANY(${ids}) ORDER BY n.id, r.no DESC`
  return new Map(rows.flatMap(({ id, reason }) => (reason === null ? [] : [[id, reason] as const])))
}
