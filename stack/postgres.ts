import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { type Child, startChild } from './children.js'
import { claimPort } from './ports.js'
import { dataFolder, findPostgres, type PostgresBinaries } from './postgres-binaries.js'
import { commandLineOf, endProcess } from './processes.js'
import { exit, fileError, StackError } from './stack-error.js'

const DATABASE = 'junkan'
/** The application's login: a member of junkan_app and nothing else. */
const LOGIN = 'junkan'

export interface Postgres {
  /** the owner of everything, for migrations and for making databases */
  ownerUrl: string
  /** the application's login */
  url: string
  child: Child
  stop(): Promise<void>
}

export interface PostgresOptions {
  /** the folder of the whole installation; the data are under postgres/ */
  dir: string
  port: number
  /** false: may lose the last moments when the machine loses power (tests) */
  durable?: boolean
}

interface Secrets {
  owner: string
  application: string
}

/**
 * Starts the PostgreSQL that comes with the project, on the loopback address alone, and makes its database and logins.
 * What an earlier start left half done, or left running, is cleared away first; data are never removed.
 * The caller holds the lock of `dir` (stack/lock.ts).
 * @throws StackError when the port is taken, the disk is full or the data cannot be opened
 */
export async function startPostgres({ dir, port, durable = true }: PostgresOptions): Promise<Postgres> {
  const binaries = await findPostgres()
  const home = resolve(dir, 'postgres')
  await mkdir(home, { recursive: true }).catch((error) => Promise.reject(fileError(error, home)))
  const secrets = await readSecrets(join(home, 'secrets.json'))
  const data = await dataFolder(home, binaries.user)

  if (!(await stat(join(data, 'PG_VERSION')).catch(() => null))) await initialise(data, secrets, binaries, durable)
  await endOldServer(data)
  await claimPort(port, 'PostgreSQL', 'JUNKAN_DB_PORT')

  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    fsync: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
    synchronous_commit: durable ? 'on' : 'off',
    log_timezone: 'UTC',
    timezone: 'UTC',
    // Statements hold what people wrote: never in a log.
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: '0',
  }
  const child = await startChild({
    name: 'postgres',
    command: binaries.postgres,
    args: ['-D', data, '-p', String(port), ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    dir,
    env: { ...process.env, LC_ALL: 'C' },
    // "fast": ends sessions and writes a checkpoint
    signal: 'SIGINT',
    patience: 30_000,
    ...(binaries.user && { user: binaries.user }),
  })
  const ownerUrl = `postgres://postgres:${secrets.owner}@127.0.0.1:${port}/${DATABASE}`
  try {
    await untilAnswering(ownerUrl, child)
    await makeLogin(ownerUrl, secrets)
  } catch (error) {
    await child.stop()
    throw error
  }
  return { ownerUrl, url: `postgres://${LOGIN}:${secrets.application}@127.0.0.1:${port}/${DATABASE}`, child, stop: child.stop }
}

async function readSecrets(file: string): Promise<Secrets> {
  const kept = await readFile(file, 'utf8')
    .then(JSON.parse)
    .catch(() => null)
  if (kept) return kept
  const secrets: Secrets = { owner: randomBytes(24).toString('hex'), application: randomBytes(24).toString('hex') }
  await writeFile(`${file}.new`, JSON.stringify(secrets), { mode: 0o600 }).catch((error) => Promise.reject(fileError(error, file)))
  await rename(`${file}.new`, file)
  return secrets
}

/** Made beside its place and moved there when whole: a start that is killed here leaves nothing that looks like a database. */
async function initialise(data: string, secrets: Secrets, { initdb, user }: PostgresBinaries, durable: boolean): Promise<void> {
  const half = `${data}.new`
  const passwordFile = `${data}.password`
  try {
    await rm(half, { recursive: true, force: true })
    await mkdir(half, { mode: 0o700 })
    await writeFile(passwordFile, secrets.owner, { mode: 0o600 })
    if (user) for (const path of [half, passwordFile]) await chown(path, user.uid, user.gid)
    await chmod(passwordFile, 0o600)
    const args = ['-D', half, '-U', 'postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8']
    const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    await promisify(execFile)(initdb, [...args, ...locale, ...(durable ? [] : ['--no-sync'])], {
      ...user,
      env: { ...process.env, LC_ALL: 'C' },
    })
    await rename(half, data)
  } catch (error) {
    const output = error instanceof Error && 'stderr' in error ? String(error.stderr) : ''
    if (/No space left on device/.test(output)) throw fileError(Object.assign(new Error(output), { code: 'ENOSPC' }), data)
    if (output)
      throw new StackError(`The database could not be made in ${data}: ${output.trim().split('\n').at(-1)}`, exit.cannotWrite, {
        cause: error,
      })
    throw fileError(error, data)
  } finally {
    await rm(passwordFile, { force: true })
  }
}

/** Ends a server that outlived its supervisor, and removes the pid file of one that did not. */
async function endOldServer(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid')
  const pid = Number.parseInt((await readFile(file, 'utf8').catch(() => '')).split('\n')[0] ?? '', 10)
  if (!Number.isInteger(pid)) return
  const command = await commandLineOf(pid)
  if (command?.includes(data)) await endProcess(pid, 'SIGINT', 30_000)
  // The number may by now be another program's; PostgreSQL would take that one for itself and refuse to start.
  else await rm(file, { force: true })
}

async function untilAnswering(ownerUrl: string, child: Child): Promise<void> {
  const url = new URL(ownerUrl)
  url.pathname = '/postgres'
  let ended: string | undefined
  void child.ended.then((how) => (ended = how))
  // Recovery after a hard stop can take long: as long as the server lives it is waited for.
  for (const end = Date.now() + 120_000; Date.now() < end; await sleep(50)) {
    if (ended) throw await explainEnd(child, ended)
    const client = new pg.Client({ connectionString: url.href, connectionTimeoutMillis: 5_000 })
    client.on('error', () => undefined)
    try {
      await client.connect()
      const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE])
      if (!rowCount) await client.query(`CREATE DATABASE ${DATABASE}`)
      return
    } catch (error) {
      if (error instanceof pg.DatabaseError && error.code === '28P01') {
        throw new StackError(`PostgreSQL on port ${url.port} refuses the password in postgres/secrets.json: it belongs to other data.`)
      }
      if (error instanceof pg.DatabaseError && error.code !== '57P03') throw error
    } finally {
      await client.end().catch(() => undefined)
    }
  }
  throw new StackError(`PostgreSQL did not answer within two minutes: see ${child.logFile}.`)
}

async function explainEnd(child: Child, how: string): Promise<StackError> {
  const lines = (await readFile(child.logFile, 'utf8').catch(() => '')).trim().split('\n').slice(-20)
  if (lines.some((line) => line.includes('No space left on device'))) {
    return new StackError(
      `The disk is full: PostgreSQL could not start. Free some space and start again (${child.logFile}).`,
      exit.cannotWrite,
    )
  }
  const fatal = lines.findLast((line) => /FATAL|PANIC|error/i.test(line))?.replace(/^.*?(FATAL|PANIC):\s*/, '')
  return new StackError(`PostgreSQL ended at once (${fatal ?? how}): see ${child.logFile}.`)
}

async function makeLogin(ownerUrl: string, { application }: Secrets): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const exists = async (role: string) => (await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role])).rowCount === 1
    if (!(await exists('junkan_app'))) await client.query('CREATE ROLE junkan_app NOLOGIN')
    if (!(await exists(LOGIN))) await client.query(`CREATE ROLE ${LOGIN} LOGIN PASSWORD '${application}' IN ROLE junkan_app`)
    await client.query(`REVOKE ALL ON DATABASE ${DATABASE} FROM PUBLIC`)
    await client.query(`GRANT CONNECT ON DATABASE ${DATABASE} TO junkan_app`)
  } finally {
    await client.end()
  }
}
