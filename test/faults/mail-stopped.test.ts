import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { adoptLetters } from '../../client/app/letters/adopt-letters.js'
import { changeDispatch } from '../../client/app/steering/hold-dispatch.js'
import { verifyTrail } from '../../client/app/views/verify-trail.js'
import { courierId } from '../../domain/process/ids.js'
import { shippedLetters } from '../../prisma/letters.js'
import { smallCity } from '../support/bundles.js'
import { frozenMail } from '../support/frozen-mails.js'
import { type Rig, rigFor } from '../support/rig.js'
import { moveTo, quiet } from '../workflows/move-clock.js'

// All mail of the city stopped by its office over a dispatch, and mail that cannot be written with the words in force.
vi.setConfig({ testTimeout: 60_000 })
let rig: Rig
beforeAll(async () => {
  rig = await rigFor(smallCity())
  await rig.startWorker()
  await rig.startYear()
}, 120_000)
afterAll(() => rig.close())

const word = () => ({ id: randomUUID(), city: rig.city, post: rig.office, person: null, reason: '宛先を確かめるため' })
const change = (as: 'stop' | 'resume') => changeDispatch(rig.connections, { ...word(), as })
const courier = () => rig.db.gate.findUniqueOrThrow({ where: { id: courierId(rig.city) } })
const standingOf = async (at: string) =>
  (await rig.db.notice.groupBy({ by: ['state', 'heldFor'], where: { at: new Date(at) }, _count: true })).map(
    ({ state, heldFor, _count }) => [state, heldFor, _count],
  )
const openFaults = () => rig.db.fault.findMany({ where: { clearedAt: null } })

test('stopped, nothing leaves and the courier sleeps while the year goes on', async () => {
  await change('stop')
  await moveTo(rig, '2022-05-12T02:00:00.000Z')
  // A new notice makes the courier look while mail is due.
  const nudged = await rig.app.act({ processId: `${rig.cycle}/cards/crane`, act: 'nudge', post: rig.office, via: 'page' })
  expect(nudged.state).toBe('applied')
  await quiet(rig)
  expect(rig.mail.taken).toEqual([])
  expect(await rig.db.mail.count()).toBe(0)
  expect(await standingOf('2022-05-10T01:00:00.000Z')).toEqual([['planned', null, 5]])
  expect(await courier()).toMatchObject({ wakeAt: null })
})

test('once mail leaves again, what had waited leaves with the next dispatch, one mail a mailbox; so does what was frozen before', async () => {
  const frozen = await frozenMail(rig)
  await rig.db.mail.update({ where: { id: frozen }, data: { slot: new Date('2022-05-12T01:00:00.000Z') } })
  const notice = { where: { id: `${frozen}#1` } }
  await change('resume')
  await quiet(rig)
  expect(rig.mail.taken).toEqual([])
  expect(await rig.db.mail.findUnique({ where: { id: frozen } })).toMatchObject({ state: 'dropped' })
  expect(await rig.db.notice.findUnique(notice)).toMatchObject({ state: 'planned', at: new Date('2022-05-13T01:00:00.000Z') })
  await rig.db.notice.update({ ...notice, data: { state: 'cancelled' } })
  await moveTo(rig, '2022-05-13T01:00:00.000Z')
  expect(rig.mail.taken.map(({ to }) => to).sort()).toEqual(['sangyo@minato.example', 'seisaku@minato.example'])
  expect(await courier()).toMatchObject({ wakeAt: new Date('2022-05-25T01:00:00.000Z') })
})

test('mails that cannot be written are held with one alarm that says what is wrong, and the courier sleeps', async () => {
  const letters = { body: 'junkan: letters/1\nframe: {}\n', hash: 'x', byPost: rig.office, byPerson: 'somebody', reason: 'x' }
  await rig.db.letters.create({ data: { ...letters, city: rig.city, no: 1, adoptedAt: new Date() } })
  const before = rig.mail.taken.length
  await moveTo(rig, '2022-05-25T02:00:00.000Z')
  expect(rig.mail.taken).toHaveLength(before)
  expect(await standingOf('2022-05-25T01:00:00.000Z')).toEqual([['held', 'letter', 5]])
  expect(await openFaults()).toMatchObject([{ kind: 'letter-failed', detail: expect.stringContaining('文面') }])
})

test('with words that can be read it is written and leaves with the next dispatch', async () => {
  await adoptLetters(rig.connections, { ...word(), text: await shippedLetters() })
  const before = rig.mail.taken.length
  await moveTo(rig, '2022-05-26T02:00:00.000Z')
  expect(
    rig.mail.taken
      .slice(before)
      .map(({ to }) => to)
      .sort(),
  ).toEqual(['sangyo@minato.example', 'seisaku@minato.example'])
  expect(await openFaults()).toEqual([])
  expect(await verifyTrail(rig.db, rig.cycle)).toMatchObject({ faults: [] })
})
