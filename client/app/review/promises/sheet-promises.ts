import { lineageOf } from '../../../../domain/review/lineage.js'
import { type OpenPromise, openAmong, promiseCourses } from '../../../../domain/review/promises.js'
import type { Transaction } from '../../../../prisma/trail.js'
import { promiseWords, readPromises } from './read-promises.js'

/** An earlier promise as a form shows it, in the words of its own year. */
export type SheetPromise = OpenPromise & { categoryName: string | null; budgetName: string | null }

/** The form that is opened: what it is about, of which year. */
interface Opened {
  city: string
  definition: string
  fiscalYear: number
  subject: string
  stepKind: string
}

/** Steps whose forms deal with earlier promises: sheets answer for them, Actions may carry them on, follow-ups tell of their budget. */
const dealsWith = ['collect', 'respond', 'follow-up']

/**
 * What a form shows of promises: those that are still to be answered for, and where it follows up on a decided year (its budget), that
 * year's own besides. One statement; none for other forms.
 */
export async function sheetPromises(db: Pick<Transaction, '$queryRaw'>, opened: Opened): Promise<SheetPromise[]> {
  if (!dealsWith.includes(opened.stepKind)) return []
  const { fiscalYear, subject } = opened
  const records = await readPromises(db, opened)
  const courses = promiseCourses(records, opened.stepKind === 'follow-up' ? fiscalYear + 1 : fiscalYear)
  const open = openAmong(courses, lineageOf(records.register, records.years), { fiscalYear, key: subject })
  return open.map((one) => ({ ...one, ...promiseWords(records.words, one) }))
}
