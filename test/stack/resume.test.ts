import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { Client } from '@temporalio/client'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../prisma/db.js'
import type { Addresses } from '../../stack/addresses.js'
import { isAlive } from '../../stack/processes.js'
import { withoutTemporal } from '../../stack/temporal.js'
import { connectTemporal } from '../../stack/temporal-connection.js'

const PROGRAM = resolve('test/stack/programs/supervisor.ts')
let dir: string
const started: ChildProcess[] = []

interface Attempt {
  process: ChildProcess
  addresses: Addresses | null
  errors: string[]
  code: number | null
}

async function start(env: NodeJS.ProcessEnv = {}): Promise<Attempt> {
  const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM], {
    env: { ...withoutTemporal(process.env), JUNKAN_VAR: dir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  const errors: string[] = []
  createInterface({ input: child.stderr }).on('line', (line) => errors.push(line))
  const first = once(createInterface({ input: child.stdout }), 'line').then(([line]) => JSON.parse(line) as Addresses)
  const ended = once(child, 'close').then(() => null)
  const addresses = await Promise.race([first, ended])
  return { process: child, addresses, errors, code: child.exitCode }
}

async function stop({ process: child }: Attempt) {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

const childPids = async () => {
  const files = (await readdir(join(dir, 'run'))).filter((file) => file.endsWith('.json'))
  return Promise.all(files.map(async (file) => Number(JSON.parse(await readFile(join(dir, 'run', file), 'utf8')).pid)))
}

const addressesOf = ({ addresses, errors }: Attempt): Addresses => {
  if (!addresses) throw new Error(`did not start:\n${errors.join('\n')}`)
  return addresses
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'junkan-resume-'))
  await chmod(dir, 0o755)
})
afterEach(async () => {
  for (const child of started.splice(0)) if (child.exitCode === null) child.kill('SIGKILL')
})
afterAll(async () => {
  await stop(await start())
  await rm(dir, { recursive: true, force: true })
})

describe('a start after everything was killed', () => {
  it('finds the same data and the same addresses, and ends what was left running', async () => {
    const first = await start()
    const { databaseUrl, temporalAddress } = addressesOf(first)
    const database = openDatabase(databaseUrl)
    await database.department.create({ data: { id: 'c/d', city: 'c', key: 'd', name: '経済部', bureau: '経済局' } })
    const { connection } = await connectTemporal({ TEMPORAL_ADDRESS: temporalAddress })
    await new Client({ connection }).workflow.start('waits', { workflowId: 'c/cycle/d/2016', taskQueue: 'nobody', args: [] })
    await connection.close()
    await database.$disconnect()

    const pids = await childPids()
    expect(pids).toHaveLength(4)
    first.process.kill('SIGKILL')
    await once(first.process, 'exit')
    expect(pids.some(isAlive)).toBe(true)

    const second = await start()
    expect(addressesOf(second)).toEqual(first.addresses)
    expect(pids.filter(isAlive)).toEqual([])
    for (const pid of await childPids()) process.kill(pid, 'SIGKILL')
    second.process.kill('SIGKILL')
    await once(second.process, 'exit')

    const third = await start()
    const after = openDatabase(addressesOf(third).databaseUrl)
    expect((await after.department.findMany()).map((row) => row.name)).toEqual(['経済部'])
    await after.$disconnect()
    const again = await connectTemporal({ TEMPORAL_ADDRESS: temporalAddress })
    const found = await new Client({ connection: again.connection }).workflow.getHandle('c/cycle/d/2016').describe()
    expect(found.status.name).toBe('RUNNING')
    const { config } = await again.connection.workflowService.describeNamespace({ namespace: 'default' })
    expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(90 * 24 * 60 * 60)
    await again.connection.close()
    await stop(third)
    expect(await readdir(join(dir, 'run'))).toEqual([])
  }, 120_000)

  it('our own programs end with their supervisor, and never see the owner’s password', async () => {
    const attempt = await start()
    const worker = Number(JSON.parse(await readFile(join(dir, 'run', 'worker.json'), 'utf8')).pid)
    const said = JSON.parse((await readFile(join(dir, 'log', 'worker.log'), 'utf8')).trim().split('\n').at(-1) ?? '{}')
    expect(said).toEqual({ database: addressesOf(attempt).databaseUrl, owner: null })
    attempt.process.kill('SIGKILL')
    await expect.poll(() => isAlive(worker), { timeout: 10_000 }).toBe(false)
  })

  it('a part that dies is started again on its old address', async () => {
    const attempt = await start()
    const { databaseUrl } = addressesOf(attempt)
    process.kill(Number(JSON.parse(await readFile(join(dir, 'run', 'postgres.json'), 'utf8')).pid), 'SIGKILL')
    const database = openDatabase(databaseUrl)
    const count = () => database.department.count().catch(() => -1)
    await expect.poll(count, { timeout: 30_000, interval: 250 }).toBe(-1)
    await expect.poll(count, { timeout: 30_000, interval: 250 }).toBe(1)
    await database.$disconnect()
    await stop(attempt)
  })

  it('keeps its passwords from other users', async () => {
    expect(((await stat(join(dir, 'postgres', 'secrets.json'))).mode & 0o777).toString(8)).toBe('600')
  })
})

describe('a start that cannot be', () => {
  it('beside a running one is refused in one sentence', async () => {
    const running = await start()
    addressesOf(running)
    const second = await start()
    expect(second.code).toBe(75)
    expect(second.errors).toEqual([expect.stringMatching(/^StackError: Junkan is already running in .* \(process \d+\): use that one/)])
    await stop(running)
  })

  it('names the port that is in use and the variable that changes it', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const attempt = await start({ JUNKAN_DB_PORT: String(port) })
    server.close()
    expect(attempt.code).toBe(69)
    expect(attempt.errors).toEqual([
      `StackError: Port ${port}, wanted for PostgreSQL, is in use: end the program that holds it or set JUNKAN_DB_PORT to another port.`,
    ])
  })

  it('names a database that does not answer without its password, and leaves nothing running', async () => {
    const attempt = await start({ DATABASE_URL: 'postgres://someone:geheim@127.0.0.1:1/junkan' })
    expect(attempt.code).toBe(69)
    expect(attempt.errors.at(-1)).toBe(
      'StackError: The database at 127.0.0.1:1 does not answer (ECONNREFUSED): check DATABASE_URL and DATABASE_OWNER_URL.',
    )
    expect(attempt.errors.join('\n')).not.toContain('geheim')
    expect(await childPids()).toEqual([])
  })

  it('after initdb was killed half-way begins the database anew', async () => {
    const half = join(dir, 'postgres', 'data.new')
    await rm(join(dir, 'postgres', 'data'), { recursive: true, force: true })
    await mkdir(half, { recursive: true })
    await writeFile(join(half, 'PG_VERSION'), '18\n')
    const attempt = await start()
    expect(addressesOf(attempt).databaseUrl).toContain('127.0.0.1')
    await stop(attempt)
  })
})
