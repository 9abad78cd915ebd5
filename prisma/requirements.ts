import type { Transaction } from './trail.js'

/** The subject of opinions about the measures as a whole. */
const crossCutting = 'cross-cutting'

/** One request, question or concern that has no answer; `no` null: its programme's opinions are counted together. */
export interface Unanswered {
  subject: string
  no: number | null
  text: string
  /** as it stands; null: nobody has said of what kind it is */
  kind: string | null
  /** the assignment whose accepted version holds it */
  processId: string
  /** number of the opinion that it is merged into, and which is to be answered in its place */
  into: number | null
}

/**
 * What the second half of Art. 22 still waits for: requests, questions and concerns without an answer, and what has no kind or one that
 * is none of `kinds` (nobody has said that it needs none). Where Actions name the opinions they answer (`numbered`), each opinion needs
 * one, printed or not: what is merged into another is answered there, along the chain, and a chain that ends nowhere has no answer; an
 * opinion about the whole may be answered by any Action (`whole`).
 * Where they do not (`unknown`), each subject needs at least one Action. domain/review/gate.ts says the same of plain data.
 */
export async function unanswered(
  tx: Transaction,
  cycleId: string,
  pairing: 'numbered' | 'unknown',
  kinds: readonly { id: string; needsAnswer: boolean }[],
): Promise<Unanswered[]> {
  if (!kinds.some(({ needsAnswer }) => needsAnswer)) return []
  const silent = kinds.filter(({ needsAnswer }) => !needsAnswer).map(({ id }) => id)
  if (pairing === 'numbered') {
    return tx.$queryRaw<Unanswered[]>`
      WITH RECURSIVE said AS MATERIALIZED (
        SELECT row_number() OVER () AS id, process_id, subject, no, kind, text, printed_as, merged_into FROM opinion WHERE cycle_id = ${cycleId}),
      leads (id, at) AS (
        SELECT id, id FROM said WHERE kind IS NULL OR kind <> ALL(${silent})
        UNION SELECT l.id, t.id FROM leads l JOIN said f ON f.id = l.at AND f.printed_as = 'merged'
          JOIN said t ON t.process_id = f.process_id AND t.no = f.merged_into),
      named AS MATERIALIZED (SELECT subject, answers, whole FROM action WHERE cycle_id = ${cycleId})
      SELECT o.subject, o.no, o.text, o.kind, o.process_id AS "processId", CASE WHEN o.printed_as = 'merged' THEN o.merged_into END AS into
      FROM said o
      WHERE (o.kind IS NULL OR o.kind <> ALL(${silent})) AND NOT EXISTS (
        SELECT 1 FROM leads l JOIN said e ON e.id = l.at AND e.printed_as <> 'merged' JOIN named a
          ON (a.subject = e.subject AND a.answers @> to_jsonb(e.no)) OR (e.subject = ${crossCutting} AND a.whole @> to_jsonb(e.no))
        WHERE l.id = o.id)
      ORDER BY o.subject, o.no`
  }
  return tx.$queryRaw<Unanswered[]>`
    SELECT DISTINCT ON (o.subject) o.subject, NULL::int AS no, o.text, o.kind, o.process_id AS "processId", NULL::int AS into FROM opinion o
    WHERE o.cycle_id = ${cycleId} AND (o.kind IS NULL OR o.kind <> ALL(${silent})) AND NOT EXISTS (
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
