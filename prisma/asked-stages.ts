import type { Transaction } from './trail.js'

/** One asking of a route's stage as it stands (domain/asking/turns.ts tells what follows from it). */
export interface StageRow {
  /** id of the assignment */
  id: string
  subject: string
  state: 'open' | 'submitted' | 'returned' | 'accepted' | 'attested' | 'withdrawn'
  /** when it was done */
  closedAt: string | null
  ruling: { state: 'approved' | 'returned'; to?: string | null; reason?: string; package?: number } | null
}

/** The askings of a route's stages (回議), each with what was ruled. One statement. */
export async function askedStages(tx: Pick<Transaction, '$queryRaw'>, stepId: string): Promise<StageRow[]> {
  const rows = await tx.$queryRaw<(Omit<StageRow, 'closedAt'> & { closedAt: Date | null })[]>`
    SELECT p.id, p.subject, p.state, p.closed_at AS "closedAt", v.content -> 'ruling' AS ruling
    FROM process p LEFT JOIN version v ON v.id = p.accepted_version WHERE p.parent_id = ${stepId} AND p.kind = 'assignment'`
  return rows.map(({ closedAt, ...row }) => ({ ...row, closedAt: closedAt?.toISOString() ?? null }))
}
