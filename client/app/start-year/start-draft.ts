import type { Instant } from '../../../domain/process/command.js'
import type { RegisterRow } from '../../../domain/register/row.js'
import type { Database } from '../../../prisma/db.js'

/** A programme of last year that the new year leaves out, and why. */
export interface DroppedRow {
  key: string
  name: string
  reason: string
}

/** What is prepared of a year that has not begun. */
export interface StartBody {
  rows: RegisterRow[]
  dropped: DroppedRow[]
  /** a file that was read and is not taken over yet */
  incoming: { file: string; rows: RegisterRow[]; unread: string[] } | null
}

export interface StartDraft {
  /** which definition: the id of a DefinitionChoice */
  definition: string
  body: StartBody
  /** counts the saves, from 1 */
  revision: number
  /** name of the person */
  savedBy: string
  savedAt: Instant
}

/** Where a draft belongs: one city, one fiscal year. */
export interface DraftPlace {
  city: string
  fiscalYear: number
}

export async function readStartDraft(db: Database, { city, fiscalYear }: DraftPlace): Promise<StartDraft | null> {
  const rows = await db.$queryRaw<(Omit<StartDraft, 'savedAt'> & { savedAt: Date })[]>`
    SELECT d.definition, d.body, d.revision, coalesce(p.name, '') AS "savedBy", d.saved_at AS "savedAt"
    FROM start_draft d LEFT JOIN person p ON p.id = d.saved_by WHERE d.city = ${city} AND d.fiscal_year = ${fiscalYear}`
  const row = rows[0]
  return row ? { ...row, body: current(row.body), savedAt: row.savedAt.toISOString() } : null
}

/** A draft that was saved before lines could say what they continue. */
const current = ({ rows, incoming, ...body }: StartBody): StartBody => {
  const full = (all: RegisterRow[]) => all.map((row) => ({ ...row, continues: row.continues ?? [] }))
  return { ...body, rows: full(rows), incoming: incoming && { ...incoming, rows: full(incoming.rows) } }
}

/** The years that a city is preparing. */
export const draftYears = async (db: Database, city: string): Promise<number[]> =>
  (await db.startDraft.findMany({ where: { city }, select: { fiscalYear: true }, orderBy: { fiscalYear: 'asc' } })).map(
    (one) => one.fiscalYear,
  )

/**
 * Saves, if nobody has saved since `revision` was read (0: there was none).
 * @returns false when somebody has: nothing was changed then
 */
export async function saveStartDraft(
  db: Database,
  draft: DraftPlace & { definition: string; body: StartBody; revision: number; personId: string },
): Promise<boolean> {
  const { city, fiscalYear, definition, revision, personId } = draft
  const body = JSON.stringify(draft.body)
  const saved =
    revision === 0
      ? await db.$executeRaw`
          INSERT INTO start_draft (city, fiscal_year, definition, body, revision, saved_by)
          VALUES (${city}, ${fiscalYear}, ${definition}, ${body}::jsonb, 1, ${personId}) ON CONFLICT (city, fiscal_year) DO NOTHING`
      : await db.$executeRaw`
          UPDATE start_draft SET definition = ${definition}, body = ${body}::jsonb, revision = revision + 1, saved_by = ${personId},
            saved_at = clock_timestamp()
          WHERE city = ${city} AND fiscal_year = ${fiscalYear} AND revision = ${revision}`
  return saved === 1
}

/** A preparation ends when its year has begun. */
export const removeStartDraft = async (db: Database, { city, fiscalYear }: DraftPlace): Promise<void> => {
  await db.startDraft.deleteMany({ where: { city, fiscalYear } })
}
