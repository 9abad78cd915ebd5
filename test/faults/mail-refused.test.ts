import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { moveDue } from '../../client/app/people/move-due.js'
import { clearAddress } from '../../client/app/steering/clear-address.js'
import { verifyTrail } from '../../client/app/views/verify-trail.js'
import { smallCity } from '../support/bundles.js'
import { type Rig, rigFor } from '../support/rig.js'
import { moveTo } from '../workflows/move-clock.js'

// Requests to addresses that the server does not know: what they ask for reaches the section once it can be written to.
vi.setConfig({ testTimeout: 60_000 })
let rig: Rig
let mended = false
beforeAll(async () => {
  rig = await rigFor(smallCity())
  rig.mail.recipient = (address) => (!mended && /^(gone|stale)@/.test(address) ? { code: 550, text: '5.1.1 no such user' } : null)
  rig.mail.answer = ({ to }) => (to.startsWith('seisaku@') ? { code: 554, text: '5.7.1 not wanted' } : 'take')
  await rig.startWorker()
  await rig.startYear()
  await readdress('minato-officer', 'stale@minato.example')
  await readdress('machi-officer', 'gone@minato.example')
  await moveTo(rig, '2022-05-10T02:00:00.000Z')
  mended = true
}, 120_000)
afterAll(() => rig.close())

const readdress = (post: string, mailbox: string) => rig.db.post.update({ where: { id: `${rig.city}/${post}` }, data: { mailbox } })
const requestsTo = async (...posts: string[]) => {
  const notices = await rig.db.notice.findMany({
    where: { kind: 'request', post: { in: posts.map((post) => `${rig.city}/${post}`) } },
    orderBy: { id: 'asc' },
  })
  return notices.map(({ id, state }) => `${id.endsWith('/again') ? 'again ' : ''}${state}`).sort()
}
const takenBy = (name: string) => rig.mail.taken.filter(({ to }) => to === `${name}@minato.example`)

test('what was refused at an address stays on record, and is asked again by the next dispatch once the address is cleared or corrected', async () => {
  const first = await requestsTo('minato-officer', 'machi-officer')
  expect(new Set(first)).toEqual(new Set(['refused']))
  const clearing = {
    id: randomUUID(),
    city: rig.city,
    mailbox: 'gone@minato.example',
    post: rig.office,
    person: null,
    reason: '電話で確かめた',
  }
  await clearAddress(rig.connections, clearing)
  await readdress('minato-officer', 'right@minato.example')
  await moveDue(rig.connections, rig.city, rig.app)
  await moveDue(rig.connections, rig.city, rig.app)
  const planned = first.map(() => 'again planned')
  expect(await requestsTo('minato-officer', 'machi-officer')).toEqual([...planned, ...first])
  expect([...takenBy('gone'), ...takenBy('right')]).toEqual([])

  await moveTo(rig, '2022-05-11T02:00:00.000Z')
  expect([takenBy('gone').length, takenBy('right').length]).toEqual([1, 1])
  expect(await requestsTo('minato-officer', 'machi-officer')).toEqual([...first.map(() => 'again sent'), ...first])
  expect(await verifyTrail(rig.db, rig.cycle)).toMatchObject({ faults: [] })
})

test('what a server refused for what it says is not sent again by itself', async () => {
  const states = await requestsTo('seisaku-officer')
  expect(states.length).toBeGreaterThan(0)
  expect(new Set(states)).toEqual(new Set(['refused']))
})

test('what has been settled meanwhile is not asked again', async () => {
  mended = false
  await readdress('minato-officer', 'stale@minato.example')
  await rig.db.refusedAddress.updateMany({ where: { mailbox: 'stale@minato.example' }, data: { clearedAt: new Date() } })
  await moveTo(rig, '2022-05-25T02:00:00.000Z')
  const reminders = { kind: 'reminder', post: `${rig.city}/minato-officer`, state: 'refused' }
  const refused = await rig.db.notice.findMany({ where: reminders, orderBy: { id: 'asc' } })
  expect(refused.length).toBeGreaterThan(1)
  const done = refused[0]?.processId ?? ''
  const outcome = await rig.app.act({ processId: done, act: 'attest', post: rig.office, via: 'page', reason: '該当がないため' })
  expect(outcome.state).toBe('applied')
  await readdress('minato-officer', 'right@minato.example')
  await moveDue(rig.connections, rig.city, rig.app)
  const again = await rig.db.notice.findMany({ where: { ...reminders, state: 'planned', id: { endsWith: '/again' } } })
  expect(again.map(({ processId }) => processId).sort()).toEqual(refused.slice(1).map(({ processId }) => processId))
})
