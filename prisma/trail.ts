import type { Prisma } from './generated/client.js'

export type Transaction = Prisma.TransactionClient

/** A row for a cycle's chain. `key` makes it unrepeatable: the command's id, or the workflow's id and the act's number. */
export interface TrailEntry {
  key: string
  kind: string
  processId: string | null
  /** canonical JSON (domain/trail) */
  body: string
}

/**
 * Appends rows to a cycle's chain in one statement, under the lock of the chain's head: call it last in the transaction
 * that does what the rows tell of. A repeated key fails the transaction, so nothing can be told twice.
 */
export async function appendTrail(tx: Transaction, cycleId: string, entries: TrailEntry[]): Promise<void> {
  if (entries.length === 0) return
  const heads = await tx.$executeRaw`
    WITH RECURSIVE
      head AS (SELECT no, hash FROM chain_head WHERE cycle_id = ${cycleId} FOR UPDATE),
      entry AS (
        SELECT ordinality::int AS i, key, kind, process_id, body
        FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(entries.map((e) => ({ key: e.key, kind: e.kind, process_id: e.processId, body: e.body })))}::jsonb)
          AS (key text, kind text, process_id text, body text)) WITH ORDINALITY),
      link AS (
        SELECT 0 AS i, no, ''::text AS prev_hash, hash FROM head
        UNION ALL
        SELECT e.i, l.no + 1, l.hash, encode(sha256(convert_to(l.hash || E'\n' || (l.no + 1) || E'\n' || e.body, 'UTF8')), 'hex')
        FROM link l JOIN entry e ON e.i = l.i + 1),
      written AS (
        INSERT INTO trail (cycle_id, no, key, kind, process_id, body, prev_hash, hash)
        SELECT ${cycleId}, l.no, e.key, e.kind, e.process_id, e.body, l.prev_hash, l.hash FROM link l JOIN entry e USING (i))
    UPDATE chain_head SET no = last.no, hash = last.hash
    FROM (SELECT no, hash FROM link ORDER BY i DESC LIMIT 1) AS last
    WHERE chain_head.cycle_id = ${cycleId}`
  if (heads !== 1) throw new Error(`The trail of ${cycleId} has lost its head: nothing may be done that it cannot tell of.`)
}
