import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyChain } from '../../domain/trail/chain.js'
import { smallCity } from '../support/bundles.js'
import { finalState } from '../support/final-state.js'
import { killMoments, untilMoment } from '../support/kill-moments.js'
import { type Rig, rigFor } from '../support/rig.js'
import { type Program, startProgram, startWorkerProcess } from '../support/worker-process.js'

let quiet: Rig
let killed: Rig
let dir: string
let kills = 0
const programs: Program[] = []

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'junkan-kills-'))
  quiet = await rigFor(smallCity())
  const stop = await quiet.startWorker()
  await quiet.play()
  await stop()

  killed = await rigFor(smallCity())
  const file = join(dir, 'year.json')
  await writeFile(file, JSON.stringify({ bundle: killed.bundle, definition: killed.definition }))
  const env = killed.workerEnvironment()
  const start = async () => {
    programs.length = 0
    programs.push(await startWorkerProcess(env))
    programs.push(startProgram({ file: 'test/support/play-year.ts', args: [file], env }))
  }
  await start()
  for (const moment of killMoments) {
    await untilMoment(moment, killed.db, killed.cycle, () => programs.some(({ process }) => process.exitCode !== null))
    kills += programs.filter(({ process }) => process.exitCode === null).length
    await Promise.all(programs.map((program) => program.kill()))
    await start()
  }
  const player = programs[1]
  if ((await player?.ended) !== 0) throw new Error(player?.lines.join('\n'))
}, 300_000)
afterAll(async () => {
  await Promise.all(programs.map((program) => program.kill()))
  await Promise.all([quiet.close(), killed.close()])
  await rm(dir, { recursive: true })
})

test('worker and player killed three times in mid-year: the year ends as the undisturbed one did', async () => {
  expect(kills).toBe(6)
  expect(await finalState(killed.db, killed.cycle)).toEqual(await finalState(quiet.db, quiet.cycle))
})

test('no command that was received is lost, and none is applied twice', async () => {
  expect(await killed.db.command.count({ where: { act: 'release-mails' } })).toBe(1)
  const ofFlows = { where: { act: { not: 'release-mails' } } }
  const commands = await killed.db.command.findMany({ ...ofFlows, select: { id: true, state: true } })
  expect(commands.map((command) => command.state)).toEqual(commands.map(() => 'applied'))
  expect(commands).toHaveLength(await quiet.db.command.count(ofFlows))
  const rows = await killed.db.trail.findMany({ where: { cycleId: killed.cycle, kind: 'applied' }, select: { key: true } })
  expect(rows.map((row) => row.key).sort()).toEqual(commands.map((command) => command.id).sort())
})

test('the trail is whole, and nobody is alarmed', async () => {
  const rows = await killed.db.trail.findMany({ where: { cycleId: killed.cycle }, orderBy: { no: 'asc' } })
  expect(verifyChain(rows, await killed.db.chainHead.findUniqueOrThrow({ where: { cycleId: killed.cycle } }))).toEqual([])
  expect(await killed.db.fault.findMany()).toEqual([])
})

test('the same mails went out, each once', async () => {
  const mails = async ({ db }: Rig) => {
    const found = await db.mail.findMany({ orderBy: [{ slot: 'asc' }, { mailbox: 'asc' }] })
    // Receipts are numbered in the order in which people who act at one instant happen to come.
    return found.map(({ mailbox, slot, subject, state }) => ({ mailbox, slot, state, subject: subject.replace(/受付番号\d+/, '受付番号') }))
  }
  expect(await mails(killed)).toEqual(await mails(quiet))
  const ids = killed.mail.taken.map((mail) => mail.messageId)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toHaveLength(await killed.db.mail.count())
})
