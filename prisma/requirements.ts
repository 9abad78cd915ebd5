import type { Transaction } from './trail.js'

/** One request, question or concern that has no answer; `no` null: its programme's opinions are counted together. */
export interface Unanswered {
  subject: string
  no: number | null
  text: string
}

/**
 * What the second half of Art. 22 still waits for: requests, questions and concerns without an answer. Where Actions name
 * the opinions they answer (`numbered`), each opinion needs one; where they do not (`unknown`), each subject needs at least one Action.
 */
export async function unanswered(
  tx: Transaction,
  cycleId: string,
  pairing: 'numbered' | 'unknown',
  needing: string[],
): Promise<Unanswered[]> {
  if (pairing === 'numbered') {
    return tx.$queryRaw<Unanswered[]>`
      SELECT o.subject, o.no, o.text FROM opinion o
      WHERE o.cycle_id = ${cycleId} AND o.kind = ANY(${needing}) AND NOT EXISTS (
        SELECT 1 FROM action a WHERE a.cycle_id = o.cycle_id AND a.subject = o.subject AND a.answers @> to_jsonb(o.no))
      ORDER BY o.subject, o.no`
  }
  return tx.$queryRaw<Unanswered[]>`
    SELECT DISTINCT ON (o.subject) o.subject, NULL::int AS no, o.text FROM opinion o
    WHERE o.cycle_id = ${cycleId} AND o.kind = ANY(${needing}) AND NOT EXISTS (
      SELECT 1 FROM action a WHERE a.cycle_id = o.cycle_id AND a.subject = o.subject)
    ORDER BY o.subject, o.no`
}

/** Of these steps (ids), those whose outcome was undone after it was built on: reopened by a return, or not yet confirmed since. */
export async function unsettled(tx: Transaction, stepIds: string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT g.id FROM gate g JOIN process p ON p.id = g.id
    WHERE g.id = ANY(${stepIds}) AND (g.stale OR (p.state = 'closed' AND g.open > 0)) ORDER BY g.id`
  return rows.map((row) => row.id)
}
