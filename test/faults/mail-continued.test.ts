import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { courierId } from '../../domain/process/ids.js'
import { eventsPerRun, poke } from '../../workflows/acting.js'
import { smallCity } from '../support/bundles.js'
import { frozenMail } from '../support/frozen-mails.js'
import type { Answer } from '../support/mail-sink.js'
import { type Rig, rigFor } from '../support/rig.js'
import { moveTo, until } from '../workflows/move-clock.js'

// A courier that goes on as another run while a deferred mail is in the hand of one of its retries, at a server that is slow to answer.
vi.setConfig({ testTimeout: 120_000 })
let rig: Rig
beforeAll(async () => {
  rig = await rigFor(smallCity())
  await rig.startWorker()
  await rig.startYear()
  await moveTo(rig, '2022-05-10T02:00:00.000Z')
}, 120_000)
afterAll(() => rig.close())

const courier = () => rig.connections.temporal.workflow.getHandle(courierId(rig.city))
const lookAgain = (times: number) => Promise.all(Array.from({ length: times }, () => courier().signal(poke)))

test('the mail is sent once and nobody is told of a doubt', async () => {
  let say: ((answer: Answer) => void) | null = null
  let brought = 0
  rig.mail.answer = () => {
    brought += 1
    return brought === 1 ? { code: 451, text: '4.3.0 come again' } : new Promise((resolve) => (say = resolve))
  }
  const id = await frozenMail(rig)
  const { runId } = await courier().describe()
  await rig.db.gate.update({ where: { id: courierId(rig.city) }, data: { version: { increment: 1 } } })
  await lookAgain(1)
  await until('the retry has it in hand', async () => say)
  for (let sent = 0; sent < eventsPerRun; sent += 50) await lookAgain(50)
  const other = async () => (await courier().describe()).runId !== runId
  // The run that would take it for another's has time to come and look.
  await until('the run is over, or waits for its retry', async () => {
    const { raw } = await courier().describe()
    return (await other()) || raw.pendingActivities?.some(({ state }) => String(state).includes('CANCEL') || state === 3)
  })
  ;(say as ((answer: Answer) => void) | null)?.('take')
  await until('it goes on as another run', other)
  await until('the mail has ended', async () => (await rig.db.mail.findUniqueOrThrow({ where: { id } })).state === 'sent')
  expect(brought).toBe(2)
  expect(await rig.db.fault.count({ where: { id: { startsWith: `${id}/` } } })).toBe(0)
})
