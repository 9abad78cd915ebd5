import type { Instant } from '../../../domain/process/command.js'
import { canonical } from '../../../domain/trail/canonical.js'
import type { Database } from '../../../prisma/db.js'
import type { Transaction } from '../../../prisma/trail.js'
import { standingVersion } from './standing-version.js'

/** One opened page, by its key, and the number of a save among its own. */
export interface PageTurn {
  key: string
  turn: number
}

/** What is being written for an assignment, as it stands. */
export interface Draft {
  content: Record<string, unknown>
  /** counts the saves, from 1; 0: nothing saved yet */
  revision: number
  savedBy: string
  /** saved by the section that is asked, not on its behalf: until it is handed in, nobody else reads it */
  bySection: boolean
  savedAt: Instant
  /** the page that saved last; null: no page did */
  savedKey: string | null
  savedTurn: number | null
  /** the revision whose confirmation was asked for, and the one that the head has confirmed */
  requested: number | null
  confirmed: number | null
}

/** What a page holds, and what it knew of the draft when it was read. */
export interface Typed {
  processId: string
  content: Record<string, unknown>
  personId: string
  /** saved by the section that is asked; false: by the office on its behalf */
  bySection: boolean
  revision: number
  /** id of the version that stood when the page was read; '': none */
  base: string
  page: PageTurn
}

export type Saved =
  | { kind: 'saved'; revision: number; savedAt: Instant }
  /** the same page has saved something newer: this came late, and nothing was changed */
  | { kind: 'older'; revision: number; savedAt: Instant }
  /** another page saved, or something was handed in, in between: nothing was changed. `savedBy`: '' when it is no draft */
  | { kind: 'conflict'; savedBy: string }

export async function readDraft(db: Pick<Transaction, '$queryRaw'>, processId: string): Promise<Draft | null> {
  const rows = await db.$queryRaw<(Omit<Draft, 'savedAt'> & { savedAt: Date })[]>`
    SELECT d.content, d.revision, coalesce(p.name, '') AS "savedBy", d.saved_at AS "savedAt", d.saved_key AS "savedKey", d.saved_turn AS "savedTurn",
      d.requested, d.confirmed, d.by_section AS "bySection"
    FROM draft d LEFT JOIN person p ON p.id = d.saved_by WHERE d.process_id = ${processId}`
  const row = rows[0]
  return row ? { ...row, savedAt: row.savedAt.toISOString() } : null
}

/**
 * Saves what a page holds, unless another page saved, or a version was handed in, since it was read: whoever typed sees a conflict
 * instead and keeps the text. Never reaches the workflows: only what is handed in does.
 */
export const saveDraft = (db: Database, typed: Typed): Promise<Saved> => db.$transaction((tx) => saveDraftIn(tx, typed))

/** The same within a transaction, for several drafts that are saved together. */
export async function saveDraftIn(tx: Transaction, typed: Typed): Promise<Saved> {
  // The lock that a version is frozen under: nothing is saved beside a sheet that is being handed in.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${typed.processId}, 0))`
  const stored = await readDraft(tx, typed.processId)
  const handedIn = ((await standingVersion(tx, typed.processId))?.id ?? '') !== typed.base
  if (stored && !handedIn && isOlder(stored, typed)) return { kind: 'older', revision: stored.revision, savedAt: stored.savedAt }
  return !handedIn && follows(stored, typed) ? write(tx, typed) : { kind: 'conflict', savedBy: stored?.savedBy ?? '' }
}

const isOlder = (stored: Draft, { page, content }: Typed): boolean =>
  stored.savedKey === page.key && page.turn < (stored.savedTurn ?? 0) && !sameContent(stored.content, content)

/** Whether nobody else's words are written over: the page saw them, wrote them itself, or says the same. */
function follows(stored: Draft | null, { revision, page, content }: Typed): boolean {
  if (!stored) return revision === 0
  if (stored.revision === revision) return true
  return (stored.savedKey === page.key && page.turn > (stored.savedTurn ?? 0)) || sameContent(stored.content, content)
}

/** Whether two contents say the same, whatever the order of their fields. */
export const sameContent = (a: Record<string, unknown>, b: Record<string, unknown>): boolean => canonical(a) === canonical(b)

/** The same words saved again count as no change: they break no confirmation. What a section has written stays the section's. */
async function write(tx: Transaction, { processId, content, personId, bySection, page }: Typed): Promise<Saved> {
  const body = JSON.stringify(content)
  const rows = await tx.$queryRaw<{ revision: number; savedAt: Date }[]>`
    INSERT INTO draft AS d (process_id, content, revision, saved_by, by_section, saved_key, saved_turn)
    VALUES (${processId}, ${body}::jsonb, 1, ${personId}, ${bySection}, ${page.key}, ${page.turn})
    ON CONFLICT (process_id) DO UPDATE SET content = excluded.content, saved_at = clock_timestamp(), saved_by = excluded.saved_by,
      by_section = d.by_section OR excluded.by_section, saved_key = excluded.saved_key,
      saved_turn = CASE WHEN d.saved_key = excluded.saved_key THEN greatest(d.saved_turn, excluded.saved_turn) ELSE excluded.saved_turn END,
      revision = CASE WHEN d.content = excluded.content THEN d.revision ELSE d.revision + 1 END
    RETURNING revision, saved_at AS "savedAt"`
  const [row] = rows
  if (!row) throw new Error(`The draft of ${processId} was not written.`)
  return { kind: 'saved', revision: row.revision, savedAt: row.savedAt.toISOString() }
}

/** The head confirms exactly the revision that was looked at (課長確認). False: it has changed since. */
export async function confirmDraft(db: Database, processId: string, revision: number, personId: string): Promise<boolean> {
  const changed = await db.$executeRaw`
    UPDATE draft SET confirmed = revision, confirmed_by = ${personId}, confirmed_how = 'self' WHERE process_id = ${processId} AND revision = ${revision}`
  return changed === 1
}

/** Throws away what was being written, if it still is what was looked at. False: it has changed since. */
export async function discardDraft(db: Database, processId: string, revision: number): Promise<boolean> {
  const { count } = await db.draft.deleteMany({ where: { processId, revision } })
  return count === 1
}
