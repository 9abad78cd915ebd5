import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../prisma/db.js'
import { freshDatabase, type TestDatabase } from '../support/database.js'

let database: TestDatabase
let db: Database
beforeAll(async () => {
  database = await freshDatabase()
  db = openDatabase(database.url, { max: 1 })
})
afterAll(async () => {
  await db.$disconnect()
  await database.drop()
})

const kept = async (like: string) => {
  const rows = await db.$queryRaw<{ n: number }[]>`SELECT count(*)::int AS n FROM pg_prepared_statements WHERE statement LIKE ${like}`
  return rows[0]?.n
}
const department = (key: number) => ({ id: `c/${key}`, city: 'c', key: `${key}`, name: '課', bureau: '局' })

test('a statement asked again is planned once and its plan kept', async () => {
  for (const key of ['a', 'b', 'c']) await db.$queryRaw`SELECT id FROM department WHERE key = ${key}`
  expect(await kept('SELECT id FROM department WHERE key%')).toBe(1)
})

test('a long list of rows leaves no plan behind', async () => {
  await db.department.createMany({ data: Array.from({ length: 300 }, (_, key) => department(key)) })
  expect(await db.department.count()).toBe(300)
  expect(await kept('INSERT INTO "public"."department"%')).toBe(0)
})
