import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { moveDue } from '../../client/app/people/move-due.js'
import { clearAddress } from '../../client/app/steering/clear-address.js'
import { verifyTrail } from '../../client/app/views/verify-trail.js'
import { courierId } from '../../domain/process/ids.js'
import { smallCity } from '../support/bundles.js'
import { type Rig, rigFor } from '../support/rig.js'
import { moveTo, until } from '../workflows/move-clock.js'

// Posts that cannot be written to: one without a mailbox, one whose mailbox is no address, one whose address the server refuses.
vi.setConfig({ testTimeout: 60_000 })
let rig: Rig
const asked: string[] = []
beforeAll(async () => {
  rig = await rigFor(smallCity())
  rig.mail.recipient = (address) => {
    asked.push(address)
    return address.startsWith('gone@') ? { code: 550, text: `5.1.1 <${address}> no such user` } : null
  }
  await rig.startWorker()
  await rig.startYear()
  await readdress('minato-officer', '')
  await readdress('seisaku-officer', 'seisaku@minato.example, everybody@elsewhere.example\r\nBcc: all@elsewhere.example')
  await readdress('machi-officer', 'gone@minato.example')
  await moveTo(rig, '2022-05-10T02:00:00.000Z')
}, 120_000)
afterAll(() => rig.close())

const readdress = (post: string, mailbox: string) => rig.db.post.update({ where: { id: `${rig.city}/${post}` }, data: { mailbox } })
const noticesOf = (post: string) => rig.db.notice.findMany({ where: { post: `${rig.city}/${post}` }, orderBy: { id: 'asc' } })
const statesOf = async (post: string, kind: string) => [
  ...new Set((await noticesOf(post)).filter((one) => one.kind === kind).map(({ state, heldFor }) => `${state} ${heldFor ?? ''}`.trim())),
]
const faults = async () =>
  (await rig.db.fault.findMany({ where: { clearedAt: null }, orderBy: { kind: 'asc' } })).map(({ kind, detail }) => ({ kind, detail }))
const takenBy = (mailbox: string) => rig.mail.taken.filter(({ to }) => to === mailbox)

test('what cannot be addressed is held and no server is asked; one alarm a post says what to do and names no address', async () => {
  expect(await statesOf('minato-officer', 'request')).toEqual(['held address'])
  expect(await statesOf('seisaku-officer', 'request')).toEqual(['held address'])
  expect(asked.filter((address) => address.includes('elsewhere'))).toEqual([])
  const open = (await faults()).filter(({ kind }) => kind === 'notice-unaddressed').map(({ detail }) => detail)
  expect(open).toHaveLength(2)
  expect(open.find((detail) => detail.includes('minato-officer'))).toContain('届ける先がありません')
  expect(open.find((detail) => detail.includes('seisaku-officer'))).toContain('メールアドレスではありません')
})

test('an address that the server refuses is marked once, its mail is refused, and the alarm names the post, not the address', async () => {
  expect(await statesOf('machi-officer', 'request')).toEqual(['refused'])
  const marked = await rig.db.refusedAddress.findMany()
  expect(marked).toMatchObject([{ mailbox: 'gone@minato.example', reply: expect.stringContaining('no such user'), clearedAt: null }])
  const refused = (await faults()).filter(({ kind }) => kind !== 'notice-unaddressed')
  expect(refused).toMatchObject([{ kind: 'address-refused', detail: expect.stringContaining('machi-officer') }])
  expect(refused[0]?.detail).not.toContain('gone')
})

test('the trail tells of what was held and what was refused, without an address', async () => {
  const rows = await rig.db.trail.findMany({ where: { cycleId: rig.cycle, kind: { in: ['notices-held', 'mail'] } } })
  const bodies = rows.map(({ body }) => body)
  expect(bodies.filter((body) => body.includes('notices-held'))).toHaveLength(1)
  expect(JSON.parse(bodies.find((body) => body.includes('notices-held')) ?? '').notices).toHaveLength(3)
  expect(bodies.some((body) => body.includes('no such user'))).toBe(true)
  for (const body of bodies) expect(body).not.toMatch(/gone@|elsewhere/)
})

test('the next mails to the refused address are held without asking the server again, and without another alarm', async () => {
  await moveTo(rig, '2022-05-25T02:00:00.000Z')
  expect(await statesOf('machi-officer', 'reminder')).toEqual(['held address'])
  expect(asked.filter((address) => address.startsWith('gone@'))).toHaveLength(1)
  expect(await faults()).toHaveLength(3)
})

test('with an address at last, what had waited leaves as one mail with the next dispatch, and the alarm is cleared', async () => {
  await readdress('minato-officer', 'minato@minato.example')
  await moveDue(rig.connections, rig.city, rig.app)
  expect(await statesOf('minato-officer', 'request')).toEqual(['planned'])
  await moveTo(rig, '2022-05-26T02:00:00.000Z')
  expect(await statesOf('minato-officer', 'request')).toEqual(['sent'])
  expect(await statesOf('minato-officer', 'reminder')).toEqual(['cancelled'])
  expect(takenBy('minato@minato.example')).toHaveLength(1)
  expect((await faults()).map(({ detail }) => detail).filter((detail) => detail.includes('minato-officer'))).toEqual([])
})

test('once the office says that the address takes mail again, what had waited for it leaves', async () => {
  rig.mail.recipient = () => null
  await clearAddress(rig.connections, {
    id: randomUUID(),
    city: rig.city,
    mailbox: 'Gone@minato.example',
    post: rig.office,
    person: null,
    reason: '電話で確かめた',
  })
  await moveTo(rig, '2022-05-27T02:00:00.000Z')
  expect(takenBy('gone@minato.example')).toHaveLength(1)
  expect((await faults()).map(({ kind }) => kind)).toEqual(['notice-unaddressed'])
})

test('an alarm that comes true again stands open again, still one a post', async () => {
  await readdress('minato-officer', '')
  await moveTo(rig, '2022-06-10T02:00:00.000Z')
  const done = await rig.app.act({
    processId: `${rig.cycle}/cards/crane`,
    act: 'extend',
    dueAt: '2022-06-30T08:00:00.000Z',
    post: rig.office,
    via: 'page',
    reason: '集計のため',
  })
  expect(done.state).toBe('applied')
  await moveTo(rig, '2022-06-13T02:00:00.000Z')
  expect(await statesOf('minato-officer', 'extension')).toEqual(['held address'])
  expect((await faults()).filter(({ detail }) => detail.includes('minato-officer'))).toHaveLength(1)
  expect(await verifyTrail(rig.db, rig.cycle)).toMatchObject({ faults: [] })
})

test('what waited for an address leaves for its new post with the next dispatch, though its chase is called off and no other mail is planned', async () => {
  const { id, processId } = await rig.db.notice.findFirstOrThrow({
    where: { post: `${rig.city}/seisaku-officer`, kind: 'request', heldFor: 'address' },
  })
  const act = (request: { act: string; chase?: null; toPost?: string }) =>
    rig.app.act({ processId, post: rig.office, via: 'page', reason: '担当替えのため', ...request })
  expect((await act({ act: 'set-chase', chase: null })).state).toBe('applied')
  expect((await act({ act: 'reassign', toPost: `${rig.city}/machi-officer` })).state).toBe('applied')
  const { state, at } = await rig.db.notice.findUniqueOrThrow({ where: { id } })
  expect(state).toBe('planned')
  const courier = async () => (await rig.db.gate.findUniqueOrThrow({ where: { id: courierId(rig.city) } })).wakeAt
  await until('the courier knows of it', async () => ((await courier()) ?? new Date(8.64e15)) <= at)
  await moveTo(rig, at.toISOString())
  expect((await rig.db.notice.findUniqueOrThrow({ where: { id } })).state).toBe('sent')
})
