import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

const folder = join(dirname(fileURLToPath(import.meta.url)), 'migrations')

// The number `prisma migrate` locks with, so that the two never work at the same time.
const LOCK = 72707369

// Word for word the table that `prisma migrate deploy` makes, so that either can continue where the other stopped.
const LEDGER = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`

/** A migration cannot be applied: which one, why, and what to do. */
export class MigrationError extends Error {}

/**
 * Brings the database to the present schema. Each migration and the row that says so commit together,
 * so being killed at any point leaves a database from which the next call goes on
 * (docs/decisions/0010-migrations.md says why this is not left to `prisma migrate`).
 * @param ownerUrl a connection that owns the tables (DATABASE_OWNER_URL), not the application's
 * @returns the names of the migrations applied now; empty when there was nothing to do
 * @throws MigrationError when an applied migration was edited afterwards, or a new one fails (it is rolled back)
 */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'junkan migrate', connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK])
    await client.query(LEDGER)
    const applied = await readLedger(client)
    const names: string[] = []
    for (const { name, sql, checksum } of await readMigrations()) {
      const known = applied.get(name)
      if (known === checksum) continue
      if (known) throw new MigrationError(`Migration ${name} was changed after it was applied: restore the file and write a new migration.`)
      await apply(client, name, sql, checksum)
      names.push(name)
    }
    return names
  } finally {
    await client.end()
  }
}

async function readMigrations() {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

async function readLedger(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ migration_name: string; checksum: string; finished: boolean }>(
    'SELECT migration_name, checksum, finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  )
  const unfinished = rows.find((row) => !row.finished)
  if (unfinished) {
    throw new MigrationError(
      `Migration ${unfinished.migration_name} was begun by another tool and never finished: settle it with "prisma migrate resolve".`,
    )
  }
  return new Map(rows.map((row) => [row.migration_name, row.checksum]))
}

async function apply(client: pg.Client, name: string, sql: string, checksum: string): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(sql)
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    )
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    const hint = error instanceof pg.DatabaseError && error.hint ? ` ${error.hint}` : ''
    throw new MigrationError(`Migration ${name} failed and was rolled back: ${error instanceof Error ? error.message : error}.${hint}`)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const url = process.env['DATABASE_OWNER_URL'] ?? process.env['DATABASE_URL']
  try {
    if (!url) throw new MigrationError('DATABASE_OWNER_URL (or DATABASE_URL) must name the database to migrate.')
    const names = await migrate(url)
    console.log(names.length ? `Applied ${names.join(', ')}.` : 'The database is up to date.')
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
