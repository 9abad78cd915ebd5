import { afterAll, beforeAll, expect, test } from 'vitest'
import { canonical } from '../../domain/trail/canonical.js'
import { genesis, rowHash, verifyChain } from '../../domain/trail/chain.js'
import { type Database, openDatabase } from '../../prisma/db.js'
import { appendTrail, type TrailEntry } from '../../prisma/trail.js'
import { freshDatabase, type TestDatabase } from '../support/database.js'

let database: TestDatabase
let db: Database
beforeAll(async () => {
  database = await freshDatabase()
  db = openDatabase(database.url)
})
afterAll(async () => {
  await db.$disconnect()
  await database.drop()
})

const awkward = [
  '検証意見「対応困難（理由）」',
  'He said "no"; it\'s 100 % \\ done \\n \\u0041',
  '𠮷野家の👩‍👩‍👧 🏳️‍🌈 ⻑⻘',
  "'); DROP TABLE trail; --",
  'line\nfeed\ttab\r\nand\u0001control and \u0000 nul',
  '{"no":1,"hash":"0"} $1 :no %s ?',
  '',
]
const entryOf = (text: string, no: number): TrailEntry => ({
  key: `${no}:${text.replaceAll('\u0000', '')}`,
  kind: 'applied',
  processId: no % 2 ? 'city/cycle/x/2016/sheets/p' : null,
  body: canonical({ reason: text, no }),
})
const chainOf = async (cycleId: string) => ({
  rows: await db.trail.findMany({ where: { cycleId }, orderBy: { no: 'asc' } }),
  head: await db.chainHead.findUniqueOrThrow({ where: { cycleId } }),
})
async function begin(cycleId: string): Promise<void> {
  await db.chainHead.create({ data: { cycleId, no: 0, hash: genesis } })
}

test('PostgreSQL makes the same hashes as the verifier, row by row, whatever people wrote', async () => {
  await begin('one-by-one')
  for (const [index, text] of awkward.entries()) await db.$transaction((tx) => appendTrail(tx, 'one-by-one', [entryOf(text, index)]))
  const { rows, head } = await chainOf('one-by-one')
  expect(rows.map((row) => JSON.parse(row.body).reason)).toEqual(awkward)
  let previous = genesis
  for (const row of rows) {
    expect(row.prevHash).toBe(previous)
    expect(row.hash).toBe(rowHash(previous, row.no, row.body))
    previous = row.hash
  }
  expect(verifyChain(rows, head)).toEqual([])
})

test('a page of rows in one statement is the same chain as row by row', async () => {
  await begin('page')
  const entries = Array.from({ length: 120 }, (_, no) => entryOf(awkward[no % awkward.length] ?? '', no))
  await db.$transaction((tx) => appendTrail(tx, 'page', entries))
  await db.$transaction((tx) => appendTrail(tx, 'page', []))
  const { rows, head } = await chainOf('page')
  expect(rows.map((row) => [row.key, row.processId, row.body])).toEqual(entries.map((entry) => [entry.key, entry.processId, entry.body]))
  expect(verifyChain(rows, head)).toEqual([])
})

test('twenty transactions at once write one unbroken chain', async () => {
  await begin('crowd')
  await Promise.all(
    Array.from({ length: 20 }, (_, no) =>
      db.$transaction((tx) => appendTrail(tx, 'crowd', [entryOf('a', no * 2), entryOf('b', no * 2 + 1)])),
    ),
  )
  const { rows, head } = await chainOf('crowd')
  expect(rows).toHaveLength(40)
  expect(verifyChain(rows, head)).toEqual([])
})

test('what was told once cannot be told again: the whole transaction fails and the chain stays as it was', async () => {
  await begin('twice')
  await db.$transaction((tx) => appendTrail(tx, 'twice', [entryOf('a', 1)]))
  const before = await chainOf('twice')
  await expect(db.$transaction((tx) => appendTrail(tx, 'twice', [entryOf('b', 2), entryOf('a', 1)]))).rejects.toThrow()
  expect(await chainOf('twice')).toEqual(before)
})
