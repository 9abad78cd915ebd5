import type { Transaction } from '../../../../prisma/trail.js'
import { notLeft } from './member-mails.js'

/** The materials as they were made last, and as members have them. */
export interface MaterialsLine {
  id: string
  name: string
  hash: string
  size: number
}

export interface MaterialsStanding {
  newest: MaterialsLine | null
  /** the newest may show what members must not read, and the office has not let all of its mails go since: it does not leave by itself */
  held: boolean
  /** what members have: the newest file that the office sent by hand, or whose mail has left; null: nothing yet */
  released: MaterialsLine | null
}

/**
 * What of a meeting's materials was made and released.
 * @param seat asks what its own member has: mails to others count for nothing. Default: whether anybody has it
 */
export async function materialsStanding(
  tx: Pick<Transaction, '$queryRaw'>,
  meetingId: string,
  seat: string | null = null,
): Promise<MaterialsStanding> {
  const rows = await tx.$queryRaw<(MaterialsLine & { held: boolean; released: boolean })[]>`
    SELECT d.id, d.name, d.hash, octet_length(d.bytes) AS size,
      d.id IS NOT DISTINCT FROM m.held_file AND (coalesce(n.waits, false) OR NOT coalesce(n.let_go, false)) AS held,
      d.id IS NOT DISTINCT FROM m.sent_file OR coalesce(n.left, false) AS released
    FROM document d JOIN meeting m ON m.id = d.owner_id CROSS JOIN LATERAL (
      SELECT bool_or(state = 'held' AND held_for = 'office') AS waits,
        bool_or(state = 'planned' OR held_for = 'release' OR (state <> ALL(${notLeft}) AND at > m.held_at)) AS let_go,
        bool_or(state <> ALL(${notLeft}) AND (${seat}::text IS NULL OR post = ${seat})) AS left
      FROM notice WHERE city = m.city AND kind = 'materials' AND facts ->> 'meeting' = m.id AND facts ->> 'document' = d.id) n
    WHERE d.owner_id = ${meetingId} AND d.kind = 'materials' ORDER BY d.position DESC`
  const line = (row: (typeof rows)[number] | undefined): MaterialsLine | null =>
    row ? { id: row.id, name: row.name, hash: row.hash, size: row.size } : null
  return { newest: line(rows[0]), held: rows[0]?.held ?? false, released: line(rows.find((row) => row.released)) }
}
