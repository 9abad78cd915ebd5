import type { Instant } from '../../../domain/process/command.js'
import { canonical } from '../../../domain/trail/canonical.js'
import type { Database } from '../../../prisma/db.js'
import type { Transaction } from '../../../prisma/trail.js'

/** What is being written for an assignment, as it stands. */
export interface Draft {
  content: Record<string, unknown>
  /** counts the saves, from 1; 0: nothing saved yet */
  revision: number
  savedBy: string
  savedAt: Instant
  /** the revision whose confirmation was asked for, and the one that the head has confirmed */
  requested: number | null
  confirmed: number | null
}

export type Saved =
  | { kind: 'saved'; revision: number; savedAt: Instant }
  /** somebody else (or another window) saved in between: nothing was changed */
  | { kind: 'conflict'; revision: number; savedBy: string; savedAt: Instant }

export async function readDraft(db: Pick<Transaction, '$queryRaw'>, processId: string): Promise<Draft | null> {
  const rows = await db.$queryRaw<(Omit<Draft, 'savedAt'> & { savedAt: Date })[]>`
    SELECT d.content, d.revision, coalesce(p.name, '') AS "savedBy", d.saved_at AS "savedAt", d.requested, d.confirmed
    FROM draft d LEFT JOIN person p ON p.id = d.saved_by WHERE d.process_id = ${processId}`
  const row = rows[0]
  return row ? { ...row, savedAt: row.savedAt.toISOString() } : null
}

/**
 * Saves what a form holds, if nobody saved since `revision` was read; whoever typed sees a conflict instead and keeps the text.
 * Never reaches the workflows: only what is handed in does.
 */
export async function saveDraft(
  db: Database,
  { processId, content, revision, personId }: { processId: string; content: Record<string, unknown>; revision: number; personId: string },
): Promise<Saved> {
  const rows = await db.$queryRaw<{ revision: number; savedAt: Date }[]>`
    INSERT INTO draft AS d (process_id, content, revision, saved_by)
    SELECT ${processId}, ${JSON.stringify(content)}::jsonb, 1, ${personId} WHERE ${revision} = 0
    ON CONFLICT (process_id) DO NOTHING
    RETURNING revision, saved_at AS "savedAt"`
  const written = rows[0] ?? (await update(db, processId, content, revision, personId))
  if (written) return { kind: 'saved', revision: written.revision, savedAt: written.savedAt.toISOString() }
  const now = await readDraft(db, processId)
  return {
    kind: 'conflict',
    revision: now?.revision ?? 0,
    savedBy: now?.savedBy ?? '',
    savedAt: now?.savedAt ?? new Date().toISOString(),
  }
}

/** Whether two contents say the same, whatever the order of their fields. */
export const sameContent = (a: Record<string, unknown>, b: Record<string, unknown>): boolean => canonical(a) === canonical(b)

/** The same words saved again count as no change: they break no confirmation. */
async function update(db: Database, processId: string, content: Record<string, unknown>, revision: number, personId: string) {
  const body = JSON.stringify(content)
  const rows = await db.$queryRaw<{ revision: number; savedAt: Date }[]>`
    UPDATE draft SET content = ${body}::jsonb, saved_at = clock_timestamp(), saved_by = ${personId},
      revision = CASE WHEN content = ${body}::jsonb THEN revision ELSE revision + 1 END
    WHERE process_id = ${processId} AND revision = ${revision}
    RETURNING revision, saved_at AS "savedAt"`
  return rows[0] ?? null
}

/** The head confirms exactly the revision that was looked at (課長確認). False: it has changed since. */
export async function confirmDraft(db: Database, processId: string, revision: number, personId: string): Promise<boolean> {
  const changed = await db.$executeRaw`
    UPDATE draft SET confirmed = revision, confirmed_by = ${personId}, confirmed_how = 'self' WHERE process_id = ${processId} AND revision = ${revision}`
  return changed === 1
}
