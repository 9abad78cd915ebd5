import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { diffSchemas } from './schema-engine.js'

const here = dirname(fileURLToPath(import.meta.url))
const snapshot = join(here, 'migrations', 'schema.snapshot')

/**
 * Writes the next migration: what schema.prisma has become since the last one was written.
 * `schema.snapshot` is the schema that the migrations lead to; it changes only here.
 * @returns the new folder's name, or null when nothing changed and no empty migration was asked for
 * @throws Error when the name is not made of lower-case words and underscores
 */
export async function newMigration(name: string, { empty = false } = {}): Promise<string | null> {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    throw new Error(`"${name}" cannot name a migration: use lower-case letters, digits and underscores, e.g. add_call_notes.`)
  }
  const schema = await readFile(join(here, 'schema.prisma'), 'utf8')
  const before = await readFile(snapshot, 'utf8').catch(() => null)
  const sql = await diffSchemas(before, schema)
  if (!empty && /^\s*(-- This is an empty migration\.)?\s*$/.test(sql)) return null

  const numbers = (await readdir(join(here, 'migrations'))).map((entry) => Number.parseInt(entry, 10)).filter(Number.isInteger)
  const folder = `${String(Math.max(0, ...numbers) + 1).padStart(4, '0')}_${name}`
  await mkdir(join(here, 'migrations', folder))
  await writeFile(join(here, 'migrations', folder, 'migration.sql'), sql)
  await writeFile(snapshot, schema)
  return folder
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [name, flag] = process.argv.slice(2)
  try {
    if (!name) throw new Error('Say what the migration does: npm run db:migration -- add_call_notes (add --empty for hand-written SQL).')
    const folder = await newMigration(name, { empty: flag === '--empty' })
    console.log(
      folder ? `Wrote prisma/migrations/${folder}/migration.sql: read it before you commit it.` : 'schema.prisma has not changed.',
    )
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
