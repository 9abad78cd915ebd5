import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { courierId } from '../../domain/process/ids.js'
import { poke } from '../../workflows/acting.js'
import { smallCity } from '../support/bundles.js'
import { frozenMail } from '../support/frozen-mails.js'
import { type Rig, rigFor } from '../support/rig.js'
import { type ScriptedMailServer, scriptedMailServer } from '../support/scripted-mail-server.js'
import { moveTo, until } from '../workflows/move-clock.js'

// A dispatch that its server asks to bring again, and then hangs: what the courier leaves to retries, seen at its own workflow.
vi.setConfig({ testTimeout: 120_000 })
const many = 60
let rig: Rig
let server: ScriptedMailServer
const ids: string[] = []
beforeAll(async () => {
  rig = await rigFor(smallCity())
  server = await scriptedMailServer()
  rig.mail.url = `smtp://127.0.0.1:${server.port}`
  await rig.startWorker()
  await rig.startYear()
  await moveTo(rig, '2022-05-10T02:00:00.000Z')
}, 120_000)
afterAll(async () => {
  await rig.close()
  await server.close()
})

const courier = () => rig.connections.temporal.workflow.getHandle(courierId(rig.city))
const retries = async () =>
  ((await courier().describe()).raw.pendingActivities ?? []).filter(({ activityType }) => activityType?.name?.startsWith('resend'))
const lookAgain = async () => {
  await rig.db.gate.update({ where: { id: courierId(rig.city) }, data: { version: { increment: 1 } } })
  await courier().signal(poke)
}
const standingOf = async () => (await rig.db.mail.groupBy({ by: ['state'], where: { id: { in: ids } } })).map(({ state }) => state)

test('a dispatch that the server asks to bring again is left to a few retries, however many mails it has', async () => {
  server.manner = (stage) => (stage === 'RCPT' ? '450 4.2.0 greylisted' : null)
  for (let mail = 0; mail < many; mail++) ids.push(await frozenMail(rig))
  await lookAgain()
  await until('all are deferred', async () => (await rig.db.mail.count({ where: { id: { in: ids }, reply: { not: null } } })) === many)
  await until('the courier has left them to retries', async () => (await retries()).length > 0)
  expect((await retries()).length).toBeLessThanOrEqual(4)
})

test('while the server hangs, what people do is recorded all the same', async () => {
  server.reset()
  server.manner = (stage) => (stage === 'greeting' ? 'silence' : null)
  await until('a retry hangs', async () => server.lines() > 0)
  const nudged = await rig.app.act({ processId: `${rig.cycle}/cards/crane`, act: 'nudge', post: rig.office, via: 'page' })
  expect(nudged.state).toBe('applied')
})

test('once the server takes them, each leaves once', async () => {
  server.reset()
  await expect.poll(standingOf, { timeout: 100_000, interval: 200 }).toEqual(['sent'])
  const told = server.messages.map((message) => /^Message-ID: (.+)$/im.exec(message)?.[1]).filter((id) => id !== undefined)
  expect(new Set(told).size).toBe(told.length)
  expect(await retries()).toEqual([])
})
