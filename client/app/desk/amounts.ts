import { type AmountLine, type AmountTable, readAmounts } from '../../../domain/money/amounts-table.js'
import type { ImportedAmount } from '../../../domain/money/imported-amount.js'
import { contentHash } from '../../../domain/trail/canonical.js'
import type { Database } from '../../../prisma/db.js'
import { Prisma } from '../../../prisma/generated/client.js'
import type { Transaction } from '../../../prisma/trail.js'
import { Refused } from '../errors.js'
import { csvLines } from '../start-year/register-file.js'

/** The largest file of amounts, in bytes. */
export const largestAmounts = 1_000_000

/** The amounts that stand: of each programme, kind and year the one that was imported last. All of a year, or one programme's. One statement. */
export async function standingAmounts(db: Pick<Transaction, '$queryRaw'>, cycleId: string, programme?: string): Promise<ImportedAmount[]> {
  return db.$queryRaw<ImportedAmount[]>`
    SELECT DISTINCT ON (a.programme, a.kind, a.fiscal_year) a.programme, a.kind, a.fiscal_year AS "fiscalYear", a.value::float8 AS value,
      a.as_of::text AS "asOf", a.note
    FROM amount a WHERE a.cycle_id = ${cycleId} AND (${programme ?? null}::text IS NULL OR a.programme = ${programme ?? null})
    ORDER BY a.programme, a.kind, a.fiscal_year, a.no DESC`
}

/** The year's programmes: key → name, in the register's order. */
export async function programmeNames(db: Database, cycleId: string): Promise<Map<string, string>> {
  const rows = await db.programme.findMany({ where: { cycleId }, select: { key: true, name: true }, orderBy: { position: 'asc' } })
  return new Map(rows.map(({ key, name }) => [key, name]))
}

/** What a file would change of the amounts that stand. */
export interface AmountsPreview extends AmountTable {
  programmes: Map<string, string>
  changes: { row: AmountLine; before: ImportedAmount | null }[]
  /** hash of the amounts that stood: should they move, the changes are others */
  stood: string
}

/** Reads a finance system's CSV (UTF-8 or Shift_JIS) and holds it against what stands. Nothing is changed. */
export async function previewAmounts(db: Database, cycleId: string, file: Uint8Array): Promise<AmountsPreview> {
  const programmes = await programmeNames(db, cycleId)
  const { lines, fault } = csvLines(file)
  return held(db, cycleId, programmes, fault ? { rows: [], faults: [fault], doubts: [] } : readAmounts(lines, programmes))
}

/** What was read before, held against what stands now. Nothing is changed. */
export const previewAgain = async (db: Database, cycleId: string, read: Pick<AmountTable, 'rows' | 'doubts'>): Promise<AmountsPreview> =>
  held(db, cycleId, await programmeNames(db, cycleId), { rows: read.rows, doubts: read.doubts, faults: [] })

async function held(db: Database, cycleId: string, programmes: Map<string, string>, table: AmountTable): Promise<AmountsPreview> {
  const standing = await standingAmounts(db, cycleId)
  return { ...table, programmes, changes: changesOf(table.rows, standing), stood: contentHash(standing) }
}

const changesOf = (rows: AmountLine[], standing: ImportedAmount[]) =>
  rows.flatMap((row) => {
    const before =
      standing.find((one) => one.programme === row.programme && one.kind === row.kind && one.fiscalYear === row.fiscalYear) ?? null
    const same = before?.value === row.value && before.asOf === row.asOf && before.note === row.note
    return same ? [] : [{ row, before }]
  })

/**
 * Records amounts that were previewed; what stands already is not recorded again, so that the same file twice is one.
 * @param stood of their preview
 * @param by person and post of the office
 * @returns how many were new or changed
 * @throws Refused (changed-meanwhile) when other amounts stand than at the preview; nothing is recorded then
 */
export async function recordAmounts(
  db: Database,
  cycleId: string,
  { rows, stood }: { rows: AmountLine[]; stood: string },
  by: { person: string; post: string },
): Promise<number> {
  return db.$transaction(async (tx) => {
    // One file after another: each is held against what the one before has left.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${cycleId} amounts`}, 0))`
    const standing = await standingAmounts(tx, cycleId)
    const changes = changesOf(rows, standing).map(({ row }) => row)
    if (changes.length === 0) return 0
    if (contentHash(standing) !== stood) throw new Refused('changed-meanwhile')
    const values = changes.map(
      ({ programme, kind, fiscalYear, value, asOf, note }) =>
        Prisma.sql`(${cycleId}, ${programme}, ${kind}, ${fiscalYear}, ${value}::bigint, ${asOf}::date, ${note}, ${by.person}, ${by.post})`,
    )
    return tx.$executeRaw`
      INSERT INTO amount (cycle_id, programme, kind, fiscal_year, value, as_of, note, by_person, by_post) VALUES ${Prisma.join(values)}`
  })
}
