import pg from 'pg'
import { MigrationError, migrate } from '../prisma/migrate.js'
import { exit, StackError } from './stack-error.js'

/**
 * Brings a database to the present schema and makes sure that the application's login may take on its role.
 * @returns the migrations applied now
 * @throws StackError when it cannot be reached, refuses the login or a migration, or the login lacks the role
 */
export async function prepareDatabase(ownerUrl: string, url: string): Promise<string[]> {
  try {
    const applied = await migrate(ownerUrl)
    await tryRole(url)
    return applied
  } catch (error) {
    throw explain(error, ownerUrl)
  }
}

async function tryRole(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    await client.query('SET ROLE junkan_app')
  } catch (cause) {
    const login = decodeURIComponent(new URL(url).username)
    throw new StackError(
      `The login ${login} of DATABASE_URL is not a member of junkan_app: as the owner, GRANT junkan_app TO "${login}".`,
      exit.configuration,
      { cause },
    )
  } finally {
    await client.end()
  }
}

// Named by host, port and database: the whole address holds a password.
function explain(error: unknown, url: string): unknown {
  if (error instanceof StackError || !(error instanceof Error)) return error
  if (error instanceof MigrationError) return new StackError(error.message, exit.configuration, { cause: error })
  const { host, pathname, username } = new URL(url)
  const code = 'code' in error ? String(error.code) : ''
  const refusals: Record<string, string> = {
    '28P01': `refuses the password of ${username}`,
    '28000': `refuses the login ${username}`,
    '3D000': `has no database "${pathname.slice(1)}": create it first`,
    '53100': 'has a full disk',
    '53300': 'has no connection left',
    '57P03': 'is starting up or shutting down: try again',
  }
  const problem =
    refusals[code] ?? (error instanceof pg.DatabaseError ? `refuses (${error.message})` : `does not answer (${code || error.message})`)
  return new StackError(`The database at ${host} ${problem}: check DATABASE_URL and DATABASE_OWNER_URL.`, exit.unavailable, {
    cause: error,
  })
}
