import type { Transaction } from '../../../prisma/trail.js'

/** A version as pages and checks need it. */
export interface VersionContent {
  id: string
  no: number
  content: Record<string, unknown>
}

/**
 * The version that stands for an assignment: what is received and not applied yet, else the one that its workflow took. A version whose
 * command was refused stays on record and stands for nothing. Null: nothing is handed in.
 */
export async function standingVersion(db: Pick<Transaction, '$queryRaw'>, processId: string): Promise<VersionContent | null> {
  const rows = await db.$queryRaw<VersionContent[]>`
    SELECT v.id, v.no, v.content FROM process p JOIN version v ON v.id = coalesce((
      SELECT c.version_id FROM command c
      WHERE c.process_id = p.id AND c.act IN ('submit', 'edit') AND c.state = 'received' AND c.version_id IS NOT NULL
      ORDER BY c.receipt_no DESC LIMIT 1), p.version_id)
    WHERE p.id = ${processId}`
  return rows[0] ?? null
}

/** The version that stood before the one of this number: the latest earlier one whose command was not refused. Null: it was the first. */
export async function versionBefore(db: Pick<Transaction, '$queryRaw'>, processId: string, no: number): Promise<VersionContent | null> {
  const rows = await db.$queryRaw<VersionContent[]>`
    SELECT v.id, v.no, v.content FROM version v
    WHERE v.process_id = ${processId} AND v.no < ${no} AND NOT EXISTS (
      SELECT 1 FROM command c WHERE c.process_id = v.process_id AND c.version_id = v.id AND c.act IN ('submit', 'edit') AND c.state = 'refused')
    ORDER BY v.no DESC LIMIT 1`
  return rows[0] ?? null
}
