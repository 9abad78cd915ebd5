import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../prisma/db.js'
import { unanswered } from '../../prisma/requirements.js'
import { freshDatabase, type TestDatabase } from '../support/database.js'

let database: TestDatabase
let db: Database
beforeAll(async () => {
  database = await freshDatabase()
  db = openDatabase(database.url, { max: 2 })
})
afterAll(async () => {
  await db.$disconnect()
  await database.drop()
})

interface Sheet {
  subject: string
  /** its version counts: accepted, and not withdrawn since */
  counts: boolean
  opinions: { no: number; kind: string; text: string }[]
  actions: { no: number; text: string; answers: number[] }[]
}

const numbers = fc.integer({ min: 1, max: 6 })
const sheet: fc.Arbitrary<Sheet> = fc.record({
  subject: fc.constantFrom('crane', 'market', 'ferry'),
  counts: fc.boolean(),
  opinions: fc.uniqueArray(fc.record({ no: numbers, kind: fc.constantFrom('ask', 'thanks'), text: fc.constant('意見。') }), {
    selector: ({ no }) => no,
  }),
  actions: fc.array(fc.record({ no: numbers, text: fc.constant('対応。'), answers: fc.array(numbers, { maxLength: 4 }) }), {
    maxLength: 4,
  }),
})

async function write(cycleId: string, { subject, counts, ...content }: Sheet, place: number): Promise<void> {
  const id = `${cycleId}/${place}/${subject}`
  const at = new Date(0)
  const version = { id: `${id}@1`, processId: id, cycleId, subject, form: 'sheet', no: 1, hash: '0', byPost: 'p', createdAt: at }
  await db.version.create({ data: { ...version, content } })
  // Withdrawn and not yet accepted take turns as reasons not to count.
  const stands = counts
    ? { state: 'accepted', acceptedVersion: version.id }
    : place % 2 === 0
      ? { state: 'withdrawn', acceptedVersion: version.id }
      : { state: 'submitted', versionId: version.id }
  await db.process.create({ data: { id, kind: 'assignment', city: 'c', cycleId, subject, updatedAt: at, ...stands } })
}

test('an opinion that needs an answer has one exactly when an accepted Action of its own subject names its number', () =>
  fc.assert(
    fc.asyncProperty(fc.array(sheet, { maxLength: 4 }), async (sheets) => {
      const cycleId = randomUUID()
      for (const [place, one] of sheets.entries()) await write(cycleId, one, place)
      const counting = sheets.filter(({ counts }) => counts)
      const named = new Set(
        counting.flatMap(({ subject, actions }) => actions.flatMap(({ answers }) => answers.map((no) => `${subject} ${no}`))),
      )
      const asked = counting.flatMap(({ subject, opinions }) =>
        opinions.filter(({ kind }) => kind === 'ask').map(({ no }) => `${subject} ${no}`),
      )

      const numbered = (await unanswered(db, cycleId, 'numbered', ['ask'])).map(({ subject, no }) => `${subject} ${no}`)
      expect(numbered.sort()).toEqual(asked.filter((opinion) => !named.has(opinion)).sort())

      // Where numbers are not known, one Action of the subject answers for all its opinions.
      const acted = new Set(counting.filter(({ actions }) => actions.length > 0).map(({ subject }) => subject))
      const unknown = (await unanswered(db, cycleId, 'unknown', ['ask'])).map(({ subject }) => subject)
      const left = new Set(asked.map((opinion) => opinion.split(' ')[0] ?? '').filter((subject) => !acted.has(subject)))
      expect(unknown.sort()).toEqual([...left].sort())
    }),
    { numRuns: 60 },
  ))
