import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyChain } from '../../domain/trail/chain.js'
import { type Database, openDatabase } from '../../prisma/db.js'
import { readAddresses } from '../../stack/addresses.js'
import { freePorts } from '../../stack/ports.js'
import { isAlive } from '../../stack/processes.js'
import { withoutTemporal } from '../../stack/temporal.js'
import { smallCity, textOf } from '../support/bundles.js'
import { finalState } from '../support/final-state.js'
import { killMoments, untilMoment } from '../support/kill-moments.js'
import { type Rig, rigFor } from '../support/rig.js'
import { type Program, startProgram } from '../support/worker-process.js'

// `npm start -- --once` of the small city, with everything it started killed three times over.
// Under an id of its own, which no department of it has as well.
const city = 'kills-start'
const cycle = `${city}/cycle/harbour-town-plan/2021`
let dir: string
let env: NodeJS.ProcessEnv
let year: string[]
let quiet: Rig
let last: Program | undefined
let database: Database | undefined
const killed: string[][] = []

const start = (...args: string[]): Program => (last = startProgram({ file: 'stack/start.ts', args: [...year, ...args], env }))

/** The database of the start that is under way: its address stays the same from start to start. */
async function databaseOf(program: Program): Promise<Database> {
  for (;;) {
    const addresses = await readAddresses(dir)
    if (addresses) return openDatabase(addresses.databaseUrl)
    if (program.process.exitCode !== null) throw new Error(`did not start:\n${program.lines.join('\n')}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** A file of the small city, copied with this city's id in the one place where it stands. */
async function inThisCity(file: string, place: string, name: string): Promise<string> {
  await writeFile(join(dir, name), textOf(file).replace(place, place.replace('minato', city)))
  return join(dir, name)
}

async function partsOf(): Promise<{ name: string; pid: number }[]> {
  const files = (await readdir(join(dir, 'run'))).filter((file) => file.endsWith('.json'))
  return Promise.all(
    files.map(async (file) => ({ name: file.replace('.json', ''), pid: JSON.parse(await readFile(join(dir, 'run', file), 'utf8')).pid })),
  )
}

beforeAll(async () => {
  quiet = await rigFor(smallCity())
  const stop = await quiet.startWorker()
  await quiet.play()
  await stop()

  dir = await mkdtemp(join(tmpdir(), 'junkan-kills-'))
  await chmod(dir, 0o755)
  year = [
    ...['--bundle', await inThisCity('test/support/small-city/bundle.json', '"city": { "id": "minato"', 'bundle.json')],
    ...['--definition', await inThisCity('test/support/small-city/definition.yaml', 'city: { id: minato', 'harbour-town-plan@r3.yaml')],
  ]
  const names = ['WEB', 'DB', 'TEMPORAL', 'TEMPORAL_UI', 'SMTP', 'MAIL']
  const ports = await freePorts(names.length)
  env = {
    ...withoutTemporal(process.env),
    JUNKAN_VAR: dir,
    ...Object.fromEntries(names.map((name, at) => [`JUNKAN_${name}_PORT`, `${ports[at]}`])),
  }
  let stack = start('--once')
  for (const moment of killMoments) {
    database ??= await databaseOf(stack)
    const over = () => stack.process.exitCode !== null
    await untilMoment(moment, database, cycle, over)
    if (over()) throw new Error(`ended before it was killed:\n${stack.lines.join('\n')}`)
    const parts = await partsOf()
    stack.process.kill('SIGKILL')
    for (const { pid } of parts) process.kill(pid, 'SIGKILL')
    await stack.ended
    killed.push(parts.map(({ name }) => name).sort())
    await expectGone(parts.map(({ pid }) => pid))
    stack = start('--once')
  }
  if ((await stack.ended) !== 0) throw new Error(stack.lines.join('\n'))
  const idle = start('--idle')
  await untilMoment(
    async (db) => (await db.process.count()) > 0,
    database as Database,
    cycle,
    () => idle.process.exitCode !== null,
  )
}, 400_000)
afterAll(async () => {
  await last?.stop()
  await database?.$disconnect()
  await quiet.close()
  await rm(dir, { recursive: true, force: true })
})

async function expectGone(pids: number[]): Promise<void> {
  while (pids.some(isAlive)) await new Promise((resolve) => setTimeout(resolve, 20))
}

const db = (): Database => {
  if (!database) throw new Error('no database')
  return database
}

test('everything killed three times in mid-year: the next start goes on, and the year ends as the undisturbed one did', async () => {
  expect(killed).toEqual(killMoments.map(() => ['mail-catcher', 'postgres', 'temporal', 'web', 'worker']))
  expect(await finalState(db(), cycle)).toEqual(await finalState(quiet.db, quiet.cycle))
})

test('no receipt is lost: what was received is applied, once', async () => {
  expect(await db().command.count({ where: { act: 'release-mails' } })).toBe(1)
  const ofFlows = { where: { act: { not: 'release-mails' } } }
  const commands = await db().command.findMany({ ...ofFlows, select: { id: true, state: true } })
  expect(commands.map((command) => command.state)).toEqual(commands.map(() => 'applied'))
  expect(commands).toHaveLength(await quiet.db.command.count(ofFlows))
  const rows = await db().trail.findMany({ where: { cycleId: cycle, kind: 'applied' }, select: { key: true } })
  expect(rows.map((row) => row.key).sort()).toEqual(commands.map((command) => command.id).sort())
})

test('the trail is whole, and nobody is alarmed', async () => {
  const rows = await db().trail.findMany({ where: { cycleId: cycle }, orderBy: { no: 'asc' } })
  expect(verifyChain(rows, await db().chainHead.findUniqueOrThrow({ where: { cycleId: cycle } }))).toEqual([])
  expect(await db().fault.findMany()).toEqual([])
})
