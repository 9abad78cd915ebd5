import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyChain } from '../../domain/trail/chain.js'
import { smallCity } from '../support/bundles.js'
import { type Rig, rigFor } from '../support/rig.js'

let rig: Rig
beforeAll(async () => {
  rig = await rigFor(smallCity())
  await rig.startWorker()
  await rig.play()
}, 180_000)
afterAll(() => rig.close())

test('a year of another city, by another definition, is carried to its seal', async () => {
  const cycle = await rig.db.process.findUniqueOrThrow({ where: { id: rig.cycle } })
  expect(cycle.state).toBe('sealed')
  expect(await rig.db.process.count({ where: { cycleId: rig.cycle, kind: 'step', state: { not: 'closed' } } })).toBe(0)
  expect(await rig.db.process.count({ where: { cycleId: rig.cycle, kind: 'assignment', sealed: false } })).toBe(0)
})

test('the trail of the year is whole', async () => {
  const rows = await rig.db.trail.findMany({ where: { cycleId: rig.cycle }, orderBy: { no: 'asc' } })
  const head = await rig.db.chainHead.findUniqueOrThrow({ where: { cycleId: rig.cycle } })
  expect(rows.length).toBeGreaterThan(20)
  expect(verifyChain(rows, head)).toEqual([])
})

test('each mail that was frozen reached its mailbox once', async () => {
  const mails = await rig.db.mail.findMany()
  expect(mails.map((mail) => mail.state)).toEqual(mails.map(() => 'sent'))
  expect(rig.mail.taken.map((mail) => mail.messageId).sort()).toEqual(mails.map((mail) => mail.messageId).sort())
})
