import { WorkflowUpdateFailedError } from '@temporalio/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { advanceClock, standing, tellClock } from '../../client/app/played-clock.js'
import type { Request } from '../../client/app/receive.js'
import type { Command } from '../../domain/process/command.js'
import { act, poke } from '../../workflows/acting.js'
import { smallCity } from '../support/bundles.js'
import { type Rig, rigFor } from '../support/rig.js'
import { moveTo, quiet, until } from './move-clock.js'

let rig: Rig
let stopWorker: () => Promise<void>
const cards = (subject: string) => `${rig.cycle}/cards/${subject}`
const remarks = () => `${rig.cycle}/remarks`
beforeAll(async () => {
  rig = await rigFor(smallCity())
  stopWorker = await rig.startWorker()
  await rig.startYear()
  await moveTo(rig, '2022-05-09T02:00:00.000Z')
})
afterAll(() => rig.close())

const ask = (processId: string, does: string, more: Partial<Request> = {}) =>
  rig.app.act({ processId, act: does, post: rig.office, via: 'page', reason: '試験のため', ...more })
const rowOf = (id: string) => rig.db.process.findUniqueOrThrow({ where: { id } })
const day = (n: number) => `2022-06-${String(n).padStart(2, '0')}T08:00:00.000Z`

test('of three people who say at one instant that there is nothing to report, one is taken at their word', async () => {
  const outcomes = await Promise.all([1, 2, 3].map(() => ask(cards('lights'), 'attest')))
  expect(outcomes.map((outcome) => outcome.state).sort()).toEqual(['applied', 'refused', 'refused'])
  // Refused while the first is being recorded, or after it: two words for the same no.
  for (const refusal of outcomes.flatMap((outcome) => outcome.refusal ?? [])) expect(['changed-meanwhile', 'not-open']).toContain(refusal)
  expect(await rowOf(cards('lights'))).toMatchObject({ state: 'attested', seq: 1 })
})

test('acts are recorded in the order in which they were decided, each on what the one before it made', async () => {
  const outcomes = await Promise.all(Array.from({ length: 12 }, (_, n) => ask(cards('ferry'), 'extend', { dueAt: day(n + 1) })))
  expect(outcomes.map((outcome) => outcome.seq).sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual(Array.from({ length: 12 }, (_, n) => n + 1))
  const rows = await rig.db.trail.findMany({ where: { processId: cards('ferry'), kind: 'applied' }, orderBy: { no: 'asc' } })
  const told = rows.map((row) => JSON.parse(row.body) as { seq: number; dueAt: string; previousDueAt: string })
  expect(told.map((row) => row.seq)).toEqual(Array.from({ length: 12 }, (_, n) => n + 1))
  for (const [index, row] of told.entries()) if (index > 0) expect(row.previousDueAt).toBe(told[index - 1]?.dueAt)
  expect((await rowOf(cards('ferry'))).dueAt?.toISOString()).toBe(told.at(-1)?.dueAt)
})

test('when the word that the clock has moved is lost, the clock stands still until it is told again', async () => {
  const { db, city, connections } = rig
  await moveTo(rig, '2022-05-27T07:00:00.000Z')
  await until('the clock has come to the due instant', async () => {
    await advanceClock(db, city, '2022-05-27T08:00:00.000Z')
    const { now, because } = await standing(db, city)
    return now.toISOString() === '2022-05-27T08:00:00.000Z' && because === 'an assignment is due'
  })
  expect((await advanceClock(db, city, day(1))).moved).toBe(false)
  expect((await rowOf(cards('crane'))).overdue).toBe(false)
  await tellClock(db, connections.temporal, city)
  await until('it is noted as overdue', async () => (await rowOf(cards('crane'))).overdue)
})

test('going on as a new run loses no act that came in the meantime, and applies none a second time', async () => {
  const { temporal } = rig.connections
  for (const subject of ['crane', 'seamen', 'market']) expect((await ask(cards(subject), 'attest')).state).toBe('applied')
  expect((await ask(cards('ferry'), 'attest')).state).toBe('applied')
  await until('the next step waits for its opening', async () => (await rowOf(remarks())).started)
  await quiet(rig)
  const early = await ask(remarks(), 'reschedule', { dueAt: day(20) })
  expect(early).toMatchObject({ state: 'applied', seq: 1 })
  const handle = temporal.workflow.getHandle(remarks())
  const { runId } = await handle.describe()

  await stopWorker()
  for (let sent = 0; sent < 2_000; sent += 50) await Promise.all(Array.from({ length: 50 }, () => handle.signal(poke)))
  const receipts = []
  for (let n = 21; n < 29; n++)
    receipts.push(
      await rig.app.receive({
        processId: remarks(),
        act: 'reschedule',
        dueAt: day(n),
        post: rig.office,
        via: 'page',
        reason: '試験のため',
      }),
    )
  const applying = receipts.map((receipt) => rig.app.apply(receipt.id))
  stopWorker = await rig.startWorker()
  await Promise.all(applying)
  await until('it has gone on', async () => (await handle.describe()).runId !== runId)
  for (const receipt of receipts) await until('it is applied', async () => (await rig.app.apply(receipt.id)).state === 'applied')
  const commands = await rig.db.command.findMany({ where: { processId: remarks() }, orderBy: { seq: 'asc' } })
  expect(commands.map((command) => command.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect((await rowOf(remarks())).seq).toBe(9)

  const { payload } = await rig.db.command.findUniqueOrThrow({ where: { id: early.id } })
  const travel = (payload as unknown as { travel: Command }).travel
  const again = await handle.executeUpdate(act, { updateId: 'another', args: [travel] }).catch((error: unknown) => error)
  expect(again).toBeInstanceOf(WorkflowUpdateFailedError)
  expect((again as WorkflowUpdateFailedError).cause).toMatchObject({ type: 'already-applied' })
  expect(await rig.db.fault.count({ where: { kind: 'forged-act' } })).toBe(0)
})
