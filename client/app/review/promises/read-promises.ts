import type { RegisterLine } from '../../../../domain/review/lineage.js'
import { type AnswerRow, type PromiseRecords, type PromiseRow, promiseCategories } from '../../../../domain/review/promises.js'
import type { Transaction } from '../../../../prisma/trail.js'

type Reader = Pick<Transaction, '$queryRaw'>

/** The words of one year's definition. */
interface YearWords {
  fiscalYear: number
  categories: { id: string; name: string; promise?: boolean }[]
  budgets: { id: string; name: string }[]
}

/** Promises with the words that their years have for categories and kinds of budget. */
export interface ReadPromises extends PromiseRecords {
  words: Map<number, YearWords>
}

type Row = Omit<PromiseRow, 'asked'>
interface Found {
  words: YearWords[] | null
  register: RegisterLine[] | null
  promises: Row[] | null
  answers: AnswerRow[] | null
}

/**
 * The promises of a city under one definition, of all its years, with the registers and what was answered. Of one subject only what can
 * belong to it: itself, and programmes that a register names as what another one was. One statement.
 */
export async function readPromises(
  db: Reader,
  { city, definition, subject = null }: { city: string; definition: string; subject?: string | null },
): Promise<ReadPromises> {
  const [found] = await db.$queryRaw<Found[]>`
    WITH years AS (
      SELECT c.id, c.fiscal_year, s.body FROM process c JOIN snapshot s ON s.cycle_id = c.id AND s.no = c.snapshot_no
      WHERE c.kind = 'cycle' AND c.city = ${city} AND c.definition = ${definition}),
    named AS (
      SELECT p.key FROM programme p JOIN years y ON y.id = p.cycle_id WHERE p.formerly <> '[]'
      UNION SELECT f.item ->> 'key' FROM programme p JOIN years y ON y.id = p.cycle_id, jsonb_array_elements(p.formerly) AS f (item)
      UNION SELECT ${subject}::text),
    wanted AS (
      SELECT y.id, y.fiscal_year, p.key, p.name, p.department, p.formerly FROM programme p JOIN years y ON y.id = p.cycle_id
      WHERE ${subject}::text IS NULL OR p.key IN (SELECT key FROM named))
    SELECT
      (SELECT jsonb_agg(jsonb_build_object('fiscalYear', fiscal_year, 'categories', body -> 'responseCategories', 'budgets', body -> 'budgetKinds')
        ORDER BY fiscal_year) FROM years) AS words,
      (SELECT jsonb_agg(jsonb_build_object('fiscalYear', fiscal_year, 'key', key, 'name', name, 'department', department, 'formerly', formerly))
        FROM wanted) AS register,
      (SELECT jsonb_agg(jsonb_build_object('ref', y.fiscal_year || '/' || a.subject || '/' || a.no, 'fiscalYear', y.fiscal_year, 'subject', a.subject,
          'no', a.no, 'text', a.text, 'category', a.category, 'timing', a.timing, 'budget', a.budget, 'continues', a.continues)
          ORDER BY y.fiscal_year, a.subject, a.no)
        FROM action a JOIN years y ON y.id = a.cycle_id WHERE ${subject}::text IS NULL OR a.subject IN (SELECT key FROM named)) AS promises,
      (SELECT jsonb_agg(jsonb_build_object('ref', w.ref, 'fiscalYear', w.fiscal_year, 'subject', w.subject, 'state', w.state, 'text', w.text,
          'reason', w.reason) ORDER BY w.at)
        FROM promise_answer w
        WHERE w.cycle_id IN (SELECT id FROM years) AND (${subject}::text IS NULL OR w.subject IN (SELECT key FROM named))) AS answers`
  const words = new Map((found?.words ?? []).map((year) => [year.fiscalYear, year]))
  const asked = new Map([...words].map(([year, { categories }]) => [year, promiseCategories(categories ?? [])]))
  return {
    words,
    years: [...words.keys()],
    register: found?.register ?? [],
    promises: (found?.promises ?? []).map((row) => ({ ...row, asked: asked.get(row.fiscalYear)?.(row.category) ?? true })),
    answers: found?.answers ?? [],
  }
}

/** What the year of a promise calls its category and its kind of budget. */
export function promiseWords(words: ReadPromises['words'], one: Pick<PromiseRow, 'fiscalYear' | 'category' | 'budget'>) {
  const year = words.get(one.fiscalYear)
  const name = (all: { id: string; name: string }[] | undefined, id: string | null) =>
    id === null ? null : (all?.find((word) => word.id === id)?.name ?? id)
  return { categoryName: name(year?.categories, one.category), budgetName: name(year?.budgets, one.budget) }
}
