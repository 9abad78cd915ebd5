import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ActionAtGate, type OpinionAtGate, unansweredAt } from '../../domain/review/gate.js'
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

const kinds = [
  { id: 'ask', needsAnswer: true },
  { id: 'thanks', needsAnswer: false },
]

type Opinion = {
  no?: number
  kind?: string
  text: string
  printing?: { as: 'printed' | 'unprinted' | 'merged'; into?: number; reason?: string }
}

interface Sheet {
  subject: string
  /** its version counts: accepted, and not withdrawn since */
  counts: boolean
  opinions: Opinion[]
  actions: { no: number; text: string; answers: number[]; whole: number[] }[]
}

const numbers = fc.integer({ min: 1, max: 5 })
const printing = fc.oneof(
  { weight: 2, arbitrary: fc.constant(undefined) },
  fc.constant({ as: 'unprinted' as const, reason: '個人が分かるため' }),
  { weight: 2, arbitrary: numbers.map((into) => ({ as: 'merged' as const, into })) },
)
const opinion: fc.Arbitrary<Opinion> = fc
  .record({
    no: fc.option(numbers, { nil: undefined, freq: 4 }),
    kind: fc.constantFrom('ask', 'thanks', 'unheard-of', undefined),
    printing,
  })
  .map(({ no, kind, printing: printed }) => ({
    text: '意見。',
    ...(kind ? { kind } : {}),
    ...(no ? { no } : {}),
    ...(printed ? { printing: printed } : {}),
  }))
const list = fc.array(numbers, { maxLength: 2 })
const sheet: fc.Arbitrary<Sheet> = fc.record({
  subject: fc.constantFrom('crane', 'market', 'cross-cutting'),
  counts: fc.boolean(),
  opinions: fc.array(opinion, { maxLength: 5 }),
  actions: fc.array(fc.record({ no: numbers, text: fc.constant('対応。'), answers: list, whole: list }), { maxLength: 3 }),
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

const named = ({ subject, no }: { subject: string; no: number | null }) => `${subject} ${no}`

test('an opinion that needs an answer has none exactly when no accepted Action names it, or what it is merged into in the end', () =>
  fc.assert(
    fc.asyncProperty(fc.array(sheet, { maxLength: 4 }), async (sheets) => {
      const cycleId = randomUUID()
      for (const [place, one] of sheets.entries()) await write(cycleId, one, place)
      const counting = sheets.flatMap((one, place) => (one.counts ? [{ ...one, processId: String(place) }] : []))
      const opinions = counting.flatMap(({ processId, subject, opinions: said }) =>
        said.map(
          ({ no, kind, printing: printed }, at): OpinionAtGate => ({
            processId,
            subject,
            no: no ?? at + 1,
            kind: kind ?? null,
            printedAs: printed?.as ?? 'printed',
            mergedInto: printed?.into ?? null,
          }),
        ),
      )
      const actions: ActionAtGate[] = counting.flatMap(({ subject, actions: taken }) => taken.map((action) => ({ subject, ...action })))

      const numbered = await unanswered(db, cycleId, 'numbered', kinds)
      expect(numbered.map(named).sort()).toEqual(unansweredAt(opinions, actions, kinds).map(named).sort())

      // Where numbers are not known, one Action of the subject answers for all its opinions.
      const acted = new Set(actions.map(({ subject }) => subject))
      const unknown = (await unanswered(db, cycleId, 'unknown', kinds)).map(({ subject }) => subject)
      const left = opinions.filter(({ kind, subject }) => kind !== 'thanks' && !acted.has(subject)).map(({ subject }) => subject)
      expect(unknown.sort()).toEqual([...new Set(left)].sort())
    }),
    { numRuns: 80 },
  ))
