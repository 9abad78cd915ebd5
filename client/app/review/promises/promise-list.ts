import { type Lineage, lineageOf, type Place, placeId } from '../../../../domain/review/lineage.js'
import { type ListedState, listedState } from '../../../../domain/review/promise-words.js'
import { type PromiseCourse, promiseCourses, type StrayAnswer, strayAnswers } from '../../../../domain/review/promises.js'
import { unregisteredName } from '../../../../domain/review/whole.js'
import type { Database } from '../../../../prisma/db.js'
import { promiseWords, readPromises } from './read-promises.js'

/** A promise as the city's list shows it. */
export interface ListedPromise extends PromiseCourse {
  listed: ListedState
  /** id of the definition under which it was made */
  definition: string
  categoryName: string | null
  budgetName: string | null
  /** as it was called when it was made */
  subjectName: string
  /** null: not a programme's */
  article: number | null
  /** what its programme is now: several after a split */
  now: { fiscalYear: number; key: string; name: string; department: string; departmentName: string }[]
}

export interface PromiseList {
  promises: ListedPromise[]
  /** answers to what stands no more */
  stray: StrayAnswer[]
}

/** Whose promises somebody sees: all, or those whose programme is now one of these departments'. */
export interface PromiseSeer {
  oversees: boolean
  departments: string[]
}

/** 約束の一覧 of a city, over all its years. Two statements, and one for each definition. */
export async function promiseList(db: Database, city: string, seer: PromiseSeer): Promise<PromiseList> {
  const definitions = await db.$queryRaw<{ definition: string }[]>`
    SELECT DISTINCT definition FROM process WHERE city = ${city} AND kind = 'cycle' ORDER BY definition`
  const lines = await db.$queryRaw<(Place & { definition: string; article: number; departmentName: string })[]>`
    SELECT c.definition, c.fiscal_year AS "fiscalYear", p.key, p.article, d.name AS "departmentName"
    FROM programme p JOIN process c ON c.id = p.cycle_id JOIN department d ON d.city = c.city AND d.key = p.department WHERE c.city = ${city}`
  const lists = await Promise.all(
    definitions.map(async ({ definition }) => {
      const records = await readPromises(db, { city, definition })
      const lineage = lineageOf(records.register, records.years)
      const facts = new Map(lines.filter((line) => line.definition === definition).map((line) => [placeId(line), line]))
      const promises = promiseCourses(records).map((one): ListedPromise => {
        const made = { fiscalYear: one.fiscalYear, key: one.subject }
        return {
          ...one,
          ...promiseWords(records.words, one),
          listed: listedState(one),
          definition,
          subjectName: lineage.lineOf(made)?.name ?? unregisteredName(one.subject),
          article: facts.get(placeId(made))?.article ?? null,
          now: nowOf(lineage, made, facts),
        }
      })
      return { promises: promises.filter((one) => mayBeSeen(seer, one)), stray: seer.oversees ? strayAnswers(records) : [] }
    }),
  )
  return { promises: lists.flatMap(({ promises }) => promises), stray: lists.flatMap(({ stray }) => stray) }
}

const nowOf = (lineage: Lineage, made: Place, facts: Map<string, { departmentName: string }>): ListedPromise['now'] =>
  lineage.whole(made).flatMap((place) => {
    const line = lineage.lineOf(place)
    if (!line || place.fiscalYear < made.fiscalYear || lineage.after(place).length > 0) return []
    return [{ ...place, name: line.name, department: line.department, departmentName: facts.get(placeId(place))?.departmentName ?? '' }]
  })

const mayBeSeen = ({ oversees, departments }: PromiseSeer, { now }: ListedPromise): boolean =>
  oversees || now.some(({ department }) => departments.includes(department))
