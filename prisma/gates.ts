import type { Transaction } from './trail.js'

/**
 * What a transaction does to one reactor's gate. `bump` says whether it has to look again:
 * always; once nothing is open any more; or when the courier would come later than `earliest`.
 */
export interface GateChange {
  id: string
  open?: number
  stale?: boolean
  bump: 'always' | 'settled' | 'never' | { earliest: string }
}

/**
 * Changes gates in the order of their ids (so that two transactions never wait for each other) and returns the reactors
 * that now owe a look and were not known to owe one before. They are to be poked after the commit.
 */
export async function changeGates(tx: Transaction, changes: GateChange[]): Promise<string[]> {
  if (changes.length === 0) return []
  const wanted = changes.map((c) => ({
    id: c.id,
    open: c.open ?? 0,
    stale: c.stale ?? false,
    bump: typeof c.bump === 'string' ? c.bump : 'earlier',
    earliest: typeof c.bump === 'string' ? null : c.bump.earliest,
  }))
  const gates = await tx.$queryRaw<{ id: string; owing: boolean }[]>`
    WITH change AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) AS c(id text, open int, stale boolean, bump text, earliest timestamptz)),
    held AS (SELECT g.id FROM gate g JOIN change c USING (id) ORDER BY g.id FOR UPDATE OF g)
    UPDATE gate g SET
      open = g.open + c.open,
      stale = g.stale OR c.stale,
      version = g.version + CASE c.bump
        WHEN 'always' THEN 1
        WHEN 'settled' THEN CASE WHEN g.open + c.open <= 0 THEN 1 ELSE 0 END
        WHEN 'earlier' THEN CASE WHEN g.wake_at IS NULL OR g.wake_at > c.earliest THEN 1 ELSE 0 END
        ELSE 0 END
    FROM change c JOIN held h USING (id)
    WHERE g.id = c.id
    RETURNING g.id, (g.listening AND g.version = g.acted + 1 AND c.bump <> 'never') AS owing`
  return gates.filter((gate) => gate.owing).map((gate) => gate.id)
}

/** Every reactor of a city that owes a look, whoever was to wake it. */
export async function owingIn(tx: Pick<Transaction, '$queryRaw'>, city: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM gate WHERE city = ${city} AND listening AND version > acted`
  return rows.map((row) => row.id)
}

/** Of these reactors, those that owe a look: poked again when a transaction's own poke may have been lost. */
export async function owingReactors(tx: Transaction, ids: string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM gate WHERE id = ANY(${ids}) AND listening AND version > acted`
  return rows.map((row) => row.id)
}

/** Locks these gates in the order of their ids; answers with those that are listening (begun and not closed). */
export async function lockListening(tx: Transaction, ids: string[]): Promise<Set<string>> {
  const rows = await tx.$queryRaw<
    { id: string; listening: boolean }[]
  >`SELECT id, listening FROM gate WHERE id = ANY(${ids}) ORDER BY id FOR UPDATE`
  return new Set(rows.filter((row) => row.listening).map((row) => row.id))
}
