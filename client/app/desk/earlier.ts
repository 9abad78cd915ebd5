import { lineageOf, type RegisterLine } from '../../../domain/review/lineage.js'
import { type Before, yearBefore } from '../../../domain/review/year-before.js'
import type { Database } from '../../../prisma/db.js'

/** What the fields of an earlier sheet about the same subject held. */
export interface Earlier {
  /** where it comes from, e.g. 平成27年度の記載 */
  fiscalYear: number
  round: string | null
  form: string
  content: Record<string, unknown>
  /** of last year's sheets: what the subject was; null: it is of this year */
  before: Before | null
}

type Row = Omit<Earlier, 'before'> & { subject: string }

/**
 * Accepted sheets about the same subject: this year's other rounds, the latest first, then those of the year before, of whatever programmes
 * it was then. One statement.
 */
export async function readEarlier(
  db: Database,
  { city, definition, fiscalYear, subject }: { city: string; definition: string; fiscalYear: number; subject: string },
  id: string,
): Promise<{ earlier: Earlier[]; before: Before[] }> {
  const [found] = await db.$queryRaw<{ register: RegisterLine[] | null; rows: Row[] | null }[]>`
    WITH years AS (
      SELECT id, fiscal_year FROM process
      WHERE kind = 'cycle' AND city = ${city} AND definition = ${definition} AND fiscal_year IN (${fiscalYear}, ${fiscalYear - 1})),
    named AS (
      SELECT ${subject}::text AS key
      UNION SELECT f.item ->> 'key' FROM programme p JOIN years y ON y.id = p.cycle_id, jsonb_array_elements(p.formerly) AS f (item)
        WHERE y.fiscal_year = ${fiscalYear} AND p.key = ${subject}),
    sheets AS (
      SELECT y.fiscal_year, p.subject, p.round, p.form, p.opens_at, v.content
      FROM process own, years y JOIN process p ON p.cycle_id = y.id AND p.kind = 'assignment' AND p.state <> 'withdrawn'
      JOIN version v ON v.id = p.accepted_version
      WHERE own.id = ${id} AND p.id <> own.id AND p.form = own.form AND p.opens_at <= own.opens_at
        AND (p.subject = own.subject OR y.fiscal_year < ${fiscalYear} AND p.subject IN (SELECT key FROM named)))
    SELECT
      (SELECT jsonb_agg(jsonb_build_object('fiscalYear', y.fiscal_year, 'key', p.key, 'name', p.name, 'department', p.department,
          'formerly', p.formerly) ORDER BY y.fiscal_year, p.position)
        FROM programme p JOIN years y ON y.id = p.cycle_id WHERE p.formerly <> '[]' OR p.key IN (SELECT key FROM named)) AS register,
      (SELECT jsonb_agg(jsonb_build_object('fiscalYear', fiscal_year, 'subject', subject, 'round', round, 'form', form, 'content', content)
          ORDER BY fiscal_year DESC, opens_at DESC)
        FROM sheets) AS rows`
  const before = yearBefore(lineageOf(found?.register ?? [], [fiscalYear - 1, fiscalYear]), { fiscalYear, key: subject })
  const earlier = (found?.rows ?? []).flatMap(({ subject: of, ...row }): Earlier[] => {
    if (row.fiscalYear === fiscalYear) return [{ ...row, before: null }]
    const was = before.find(({ key }) => key === of)
    return was ? [{ ...row, before: was }] : []
  })
  return { earlier, before }
}
