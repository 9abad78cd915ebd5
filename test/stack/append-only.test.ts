import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../prisma/db.js'
import { migrate } from '../../prisma/migrate.js'
import { prepareDatabase } from '../../stack/database.js'
import { freshDatabase, type TestDatabase } from '../support/database.js'

const KEPT = ['trail', 'version', 'edition', 'edition_file', 'snapshot'] as const

let database: TestDatabase
let application: Database
let owner: pg.Client

beforeAll(async () => {
  database = await freshDatabase()
  application = openDatabase(database.url)
  owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  await application.trail.create({ data: { cycleId: 'c', no: 1, key: 'k', kind: 'test', body: '{}', prevHash: '', hash: 'h' } })
  await application.version.create({
    data: {
      id: 'v1',
      processId: 'p1',
      cycleId: 'c',
      subject: 's',
      form: 'f',
      no: 1,
      hash: 'h',
      content: {},
      byPost: 'o',
      createdAt: new Date(),
    },
  })
})
afterAll(async () => {
  await application.$disconnect()
  await owner.end()
  await database.drop()
})

describe('what was recorded stays', () => {
  it('the application cannot change or delete an entry of the trail', async () => {
    await expect(application.trail.updateMany({ data: { body: '{"forged":true}' } })).rejects.toThrow(/permission denied/)
    await expect(application.trail.deleteMany()).rejects.toThrow(/permission denied/)
    expect((await application.trail.findMany()).map((row) => row.body)).toEqual(['{}'])
  })

  it('the application cannot change or delete a version that was handed in', async () => {
    await expect(application.version.updateMany({ data: { hash: 'other' } })).rejects.toThrow(/permission denied/)
    await expect(application.version.delete({ where: { id: 'v1' } })).rejects.toThrow(/permission denied/)
    expect(await application.version.count()).toBe(1)
  })

  it.each(KEPT)('even the owner is refused an UPDATE, DELETE or TRUNCATE of %s', async (table) => {
    for (const sql of [`UPDATE ${table} SET hash = 'x'`, `DELETE FROM ${table}`, `TRUNCATE ${table}`]) {
      await expect(owner.query(sql)).rejects.toThrow(`table ${table} is append-only`)
    }
    await owner.query('SET session_replication_role = replica')
    await expect(owner.query(`DELETE FROM ${table}`)).rejects.toThrow('append-only')
    await owner.query('RESET session_replication_role')
  })

  it('the owner who connects as the application has the application’s rights only', async () => {
    const asOwner = openDatabase(`${database.ownerUrl}?options=-c%20statement_timeout%3D1000`)
    await expect(asOwner.trail.deleteMany()).rejects.toThrow(/permission denied/)
    await asOwner.$disconnect()
  })

  it('the application can do its ordinary work, including new receipt numbers', async () => {
    const command = { processId: 'p1', cycleId: 'c', act: 'submit', actorPost: 'o', via: 'web', payload: {}, payloadHash: 'h' }
    const received = { ...command, receivedAt: new Date(), state: 'received' }
    const first = await application.command.create({ data: { id: 'c1', ...received } })
    const second = await application.command.create({ data: { id: 'c2', ...received } })
    expect(second.receiptNo).toBe(first.receiptNo + 1)
    await application.command.update({ where: { id: 'c2' }, data: { state: 'refused' } })
  })

  it('the application cannot take away what was received, mailed or alarmed, nor the head of a trail', async () => {
    for (const table of ['command', 'notice', 'mail', 'fault', 'chain_head', 'clock', 'post', 'programme'])
      await expect(application.$executeRawUnsafe(`DELETE FROM ${table}`)).rejects.toThrow(/permission denied/)
  })
})

describe('migrations', () => {
  it('applied a second time change nothing', async () => {
    expect(await migrate(database.ownerUrl)).toEqual([])
  })

  it('two at the same time on an empty database do not disturb each other', async () => {
    const name = 'migrated_twice'
    await owner.query(`CREATE DATABASE ${name}`)
    const url = new URL(database.ownerUrl)
    url.pathname = `/${name}`
    const results = await Promise.all([migrate(url.href), migrate(url.href)])
    expect(results.map((names) => names.length > 0).sort()).toEqual([false, true])
    await owner.query(`DROP DATABASE ${name} WITH (FORCE)`)
  })

  it('need no right to make roles where the administrator has made them', async () => {
    await owner.query('CREATE ROLE plain_owner LOGIN PASSWORD $$p$$ IN ROLE junkan_app')
    await owner.query('CREATE DATABASE plainly_owned OWNER plain_owner')
    const url = new URL(database.ownerUrl)
    Object.assign(url, { pathname: '/plainly_owned', username: 'plain_owner', password: 'p' })
    expect(await prepareDatabase(url.href, url.href)).toContain('0002_append_only')
    const asOwner = openDatabase(url.href)
    await expect(asOwner.trail.deleteMany()).rejects.toThrow(/permission denied/)
    await asOwner.$disconnect()
    await owner.query('DROP DATABASE plainly_owned WITH (FORCE)')
    await owner.query('DROP ROLE plain_owner')
  })

  it('say which right is missing when the application’s login lacks its role', async () => {
    await owner.query('CREATE ROLE stranger LOGIN PASSWORD $$p$$')
    const url = new URL(database.ownerUrl)
    Object.assign(url, { username: 'stranger', password: 'p' })
    await expect(prepareDatabase(database.ownerUrl, url.href)).rejects.toThrow('GRANT junkan_app TO "stranger"')
    await owner.query('DROP ROLE stranger')
  })

  it('refuse a file that was edited after it was applied', async () => {
    await owner.query("UPDATE _prisma_migrations SET checksum = 'other' WHERE migration_name = '0001_init'")
    await expect(migrate(database.ownerUrl)).rejects.toThrow('Migration 0001_init was changed after it was applied')
  })
})
