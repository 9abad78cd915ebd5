import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { tellClock } from '../../client/app/played-clock.js'
import { courierId } from '../../domain/process/ids.js'
import { smallCity } from '../support/bundles.js'
import { type Rig, rigFor } from '../support/rig.js'
import { type TcpGate, tcpGate } from '../support/tcp-gate.js'
import { moveTo, quiet, until } from '../workflows/move-clock.js'

// Two days without a mail server, from a dispatch on that had been frozen already.
vi.setConfig({ testTimeout: 60_000 })
let rig: Rig
let gate: TcpGate
beforeAll(async () => {
  rig = await rigFor(smallCity())
  gate = await tcpGate(Number(new URL(rig.mail.url).port))
  rig.mail.url = `smtp://127.0.0.1:${gate.port}`
  await gate.shut()
  await rig.startWorker()
  await rig.startYear()
  await moveTo(rig, '2022-05-10T00:59:00.000Z')
  await standAt('2022-05-10T01:00:30.000Z')
  await until('the courier has tried in vain', async () => {
    const { raw } = await rig.connections.temporal.workflow.getHandle(courierId(rig.city)).describe()
    return raw.pendingActivities?.some(({ activityType, lastFailure }) => activityType?.name === 'sendMails' && lastFailure)
  })
}, 120_000)
afterAll(async () => {
  await rig.close()
  await gate.shut()
})

/** The clock goes on though mails wait to be sent, as a wall's does. */
async function standAt(instant: string): Promise<void> {
  await rig.db.clock.update({ where: { city: rig.city }, data: { now: new Date(instant) } })
  await tellClock(rig.db, rig.connections.temporal, rig.city)
}

test('when the server is back, what was written days ago does not leave, and nothing leaves at once', async () => {
  expect(await rig.db.mail.count({ where: { state: 'claimed' } })).toBe(2)
  await standAt('2022-05-12T11:00:00.000Z')
  await gate.open()
  await quiet(rig)
  expect(rig.mail.taken).toEqual([])
  expect(await rig.db.mail.findMany({ distinct: ['state'], select: { state: true } })).toEqual([{ state: 'dropped' }])
})

test('with the next dispatch each mailbox gets one mail, which speaks of that day', async () => {
  await moveTo(rig, '2022-05-13T02:00:00.000Z')
  expect(rig.mail.taken.map(({ to }) => to).sort()).toEqual(['sangyo@minato.example', 'seisaku@minato.example'])
  const mails = await rig.db.mail.findMany({ where: { state: 'sent' } })
  for (const { slot, text } of mails) {
    expect(slot.toISOString()).toBe('2022-05-13T01:00:00.000Z')
    expect(text).toContain('令和4年5月13日')
  }
})
