import { MockActivityEnvironment } from '@temporalio/testing'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createClaimMails } from '../../activities/claim-mails.js'
import { createSendMails } from '../../activities/send-mails.js'
import { courierId, stepId } from '../../domain/process/ids.js'
import { smallCity } from '../support/bundles.js'
import { holdLock } from '../support/held-lock.js'
import { type Rig, rigFor } from '../support/rig.js'
import { type TcpGate, tcpGate } from '../support/tcp-gate.js'

// Two attempts at one mail, as when a worker was believed dead and was only slow: the sending activity on a real database
// and a real mail server, called as Temporal calls it.
let rig: Rig
let gate: TcpGate
let number = 0
beforeAll(async () => {
  rig = await rigFor(smallCity())
  gate = await tcpGate(Number(new URL(rig.mail.url).port))
  await rig.startYear()
})
afterAll(async () => {
  await rig.close()
  await gate.shut()
})
beforeEach(() => {
  rig.mail.answer = () => 'take'
  rig.mail.recipient = () => null
})

/** A mail frozen for one mailbox, with one notice in it for a post that has it. */
async function frozen(mailbox: string): Promise<string> {
  number += 1
  const id = `${rig.city}/mail/${number}`
  const slot = new Date(Date.parse('2022-05-10T01:00:00Z') + number)
  const words = { subject: '試験', text: '試験です。', html: '<p>試験です。</p>' }
  await rig.db.mail.create({
    data: { id, city: rig.city, mailbox, slot, messageId: `<${number}@junkan.${rig.city}>`, ...words, state: 'claimed' },
  })
  const post = await rig.db.post.findFirst({ where: { city: rig.city, mailbox } })
  const of = { processId: stepId(rig.cycle, 'cards'), cycleId: rig.cycle, city: rig.city, post: post?.id ?? rig.office }
  await rig.db.notice.create({
    data: { id: `${id}#1`, ...of, rule: 'request', kind: 'request', at: slot, reason: '試験', state: 'claimed', mailId: id },
  })
  return id
}

const activities = () => {
  const { db, connections } = rig
  const log = pino({ level: 'silent' })
  const deps = {
    db,
    temporal: connections.temporal,
    log,
    smtpUrl: `smtp://127.0.0.1:${gate.port}`,
    publicUrl: '',
  }
  return createSendMails({
    ...deps,
    apply: async () => undefined,
    resume: async () => undefined,
    moveDue: async () => undefined,
    start: async () => undefined,
  })
}
const send = (ids: string[]): Promise<{ deferred: string[] }> => new MockActivityEnvironment().run(activities().sendMails, ids)
const resend = (...ids: string[]): Promise<void> => new MockActivityEnvironment().run(activities().resendMails, ids)

const standing = async (id: string) => {
  const mail = await rig.db.mail.findUniqueOrThrow({ where: { id } })
  const notices = await rig.db.notice.findMany({ where: { mailId: id } })
  return {
    mail: mail.state,
    notices: notices.map((notice) => notice.state),
    taken: rig.mail.taken.filter((t) => t.messageId === mail.messageId).length,
  }
}
const openAlarms = (id: string) => rig.db.fault.count({ where: { id: { startsWith: `${id}/` }, clearedAt: null } })

test('the word of a server that was only slow still settles a mail that had been given up as ambiguous, and its alarm', async () => {
  const id = await frozen('sangyo@minato.example')
  let say = () => {}
  let asked = () => {}
  const arrived = new Promise<void>((resolve) => (asked = resolve))
  rig.mail.answer = () => {
    asked()
    return new Promise((resolve) => (say = () => resolve('take')))
  }
  const slow = send([id])
  await arrived
  await send([id])
  expect(await standing(id)).toEqual({ mail: 'ambiguous', notices: ['ambiguous'], taken: 0 })
  expect(await openAlarms(id)).toBe(1)

  say()
  await slow
  expect(await standing(id)).toEqual({ mail: 'sent', notices: ['sent'], taken: 1 })
  expect(await openAlarms(id)).toBe(0)
  const told = await rig.db.trail.findMany({ where: { cycleId: rig.cycle, key: { startsWith: id } }, orderBy: { no: 'asc' } })
  expect(told.map((row) => JSON.parse(row.body)).map(({ outcome, late }) => ({ outcome, late }))).toEqual([
    { outcome: 'ambiguous', late: false },
    { outcome: 'sent', late: true },
  ])
})

test('a mail whose last notice was cancelled while it was on its way is not sent, the next one is, and no line stays open', async () => {
  const [pointless, next] = [await frozen('machi-cho@minato.example'), await frozen('sangyo@minato.example')]
  await rig.db.notice.updateMany({ where: { mailId: pointless }, data: { state: 'cancelled' } })
  await send([pointless, next])
  expect(await standing(pointless)).toEqual({ mail: 'dropped', notices: ['cancelled'], taken: 0 })
  expect(await standing(next)).toEqual({ mail: 'sent', notices: ['sent'], taken: 1 })
  await expect.poll(() => gate.lines(), { timeout: 5_000 }).toBe(0)
})

test('a mailbox that no mail can be addressed to is refused, and the next mail is sent', async () => {
  const [wrong, next] = [await frozen('not a mailbox'), await frozen('sangyo@minato.example')]
  await send([wrong, next])
  expect(await standing(wrong)).toEqual({ mail: 'refused', notices: ['refused'], taken: 0 })
  expect(await openAlarms(wrong)).toBe(1)
  expect(await standing(next)).toEqual({ mail: 'sent', notices: ['sent'], taken: 1 })
})

test('two attempts at one mail at the same moment send it once', async () => {
  const id = await frozen('sangyo@minato.example')
  await Promise.all([send([id]), send([id])])
  expect((await standing(id)).taken).toBe(1)
})

test('a post that has another address by now: nothing goes to the old one, and its matters are planned anew', async () => {
  const id = await frozen('machi-cho@minato.example')
  const head = `${rig.city}/machi-head`
  const before = await rig.db.gate.findUniqueOrThrow({ where: { id: courierId(rig.city) } })
  await rig.db.post.update({ where: { id: head }, data: { mailbox: 'new-head@minato.example' } })
  await send([id])
  await rig.db.post.update({ where: { id: head }, data: { mailbox: 'machi-cho@minato.example' } })
  expect(await standing(id)).toEqual({ mail: 'dropped', notices: [], taken: 0 })
  expect(await rig.db.notice.findUnique({ where: { id: `${id}#1` } })).toMatchObject({ state: 'planned', mailId: null })
  expect((await rig.db.gate.findUniqueOrThrow({ where: { id: before.id } })).version).toBe(before.version + 1)
})

test('an address that was refused meanwhile is not asked again', async () => {
  const id = await frozen('sangyo@minato.example')
  const refusal = { city: rig.city, mailbox: 'sangyo@minato.example', reply: '550', mailId: id, since: new Date() }
  await rig.db.refusedAddress.create({ data: refusal })
  const asked: string[] = []
  rig.mail.recipient = (address) => {
    asked.push(address)
    return null
  }
  await send([id])
  await rig.db.refusedAddress.updateMany({ data: { clearedAt: new Date() } })
  expect(asked).toEqual([])
  expect(await standing(id)).toEqual({ mail: 'dropped', notices: [], taken: 0 })
})

test('while the office has stopped all mail a frozen one waits, one that was deferred too, and leaves once mail leaves again', async () => {
  const id = await frozen('sangyo@minato.example')
  const hold = { city: rig.city, heldAt: new Date(), byPost: rig.office, byPerson: 'somebody', reason: '誤りを見つけたため' }
  await rig.db.dispatchHold.create({ data: hold })
  await send([id])
  await expect(resend(id)).rejects.toThrow('stopped')
  expect(await standing(id)).toEqual({ mail: 'claimed', notices: ['claimed'], taken: 0 })
  await rig.db.dispatchHold.delete({ where: { city: rig.city } })
  await resend(id)
  expect(await standing(id)).toEqual({ mail: 'sent', notices: ['sent'], taken: 1 })
})

test('a mail whose server asked to come again at its address keeps those words, and is left to its own retries', async () => {
  const [later, next] = [await frozen('sangyo@minato.example'), await frozen('machi@minato.example')]
  rig.mail.recipient = () => ({ code: 450, text: '4.2.0 greylisted' })
  expect(await send([later])).toEqual({ deferred: [later] })
  expect(await standing(later)).toEqual({ mail: 'claimed', notices: ['claimed'], taken: 0 })
  expect((await rig.db.mail.findUniqueOrThrow({ where: { id: later } })).reply).toContain('4.2.0 greylisted')
  const { claimMails } = createClaimMails({ db: rig.db, publicUrl: '' })
  expect((await claimMails(rig.city, false)).mails).toEqual([next])
  // Nothing is in the courier's hand: whatever waits has no other owner.
  expect((await claimMails(rig.city, true)).mails.sort()).toEqual([later, next].sort())

  await expect(resend(later)).rejects.toThrow('come again later')
  rig.mail.recipient = () => null
  await resend(later)
  expect(await standing(later)).toEqual({ mail: 'sent', notices: ['sent'], taken: 1 })
})

test('a mail that an attempt left deferred when it died is deferred by the next one too, though all mail was stopped in between', async () => {
  const [later, next] = [await frozen('sangyo@minato.example'), await frozen('machi-cho@minato.example')]
  rig.mail.recipient = (address) => (address.startsWith('sangyo@') ? { code: 450, text: '4.2.0 greylisted' } : null)
  await send([later])
  const hold = { city: rig.city, heldAt: new Date(), byPost: rig.office, byPerson: 'somebody', reason: '誤りを見つけたため' }
  await rig.db.dispatchHold.create({ data: hold })
  expect(await send([later, next])).toEqual({ deferred: [later] })
  await rig.db.dispatchHold.delete({ where: { city: rig.city } })
  rig.mail.recipient = () => null
  await resend(later, next)
  expect([await standing(later), await standing(next)].map(({ mail, taken }) => [mail, taken])).toEqual([
    ['sent', 1],
    ['sent', 1],
  ])
})

test('what a slow server takes only later is planned anew, though it had been given up as ambiguous: the alarm is cleared', async () => {
  const id = await frozen('seisaku@minato.example')
  let say = () => {}
  let asked = () => {}
  const arrived = new Promise<void>((resolve) => (asked = resolve))
  rig.mail.answer = () => {
    asked()
    return new Promise((resolve) => (say = () => resolve({ code: 451, text: '4.3.0 come again' })))
  }
  const slow = send([id])
  await arrived
  await send([id])
  expect(await standing(id)).toEqual({ mail: 'ambiguous', notices: ['ambiguous'], taken: 0 })
  await rig.db.process.update({ where: { id: stepId(rig.cycle, 'cards') }, data: { state: 'open' } })

  say()
  await slow
  expect(await standing(id)).toEqual({ mail: 'dropped', notices: [], taken: 0 })
  expect(await rig.db.notice.findUnique({ where: { id: `${id}#1` } })).toMatchObject({ state: 'planned', mailId: null })
  expect(await openAlarms(id)).toBe(0)
})

test('a mail of which one matter is over, or that was written on an earlier day, is not sent: the rest is planned anew', async () => {
  const [partly, old] = [await frozen('sangyo@minato.example'), await frozen('machi-cho@minato.example')]
  const { now } = await rig.db.clock.findUniqueOrThrow({ where: { city: rig.city } })
  const own = await rig.db.notice.findUniqueOrThrow({ where: { id: `${partly}#1` } })
  await rig.db.notice.create({ data: { ...own, facts: {}, id: `${partly}#2`, state: 'cancelled' } })
  await rig.db.mail.update({ where: { id: old }, data: { slot: new Date((now as Date).getTime() - 86_400_000) } })
  expect(await send([partly, old])).toEqual({ deferred: [] })
  expect(await standing(partly)).toEqual({ mail: 'dropped', notices: ['cancelled'], taken: 0 })
  expect(await standing(old)).toEqual({ mail: 'dropped', notices: [], taken: 0 })
  const planned = async (id: string) => {
    const { state, at } = await rig.db.notice.findUniqueOrThrow({ where: { id: `${id}#1` } })
    return { state, at }
  }
  expect(await planned(partly)).toEqual({ state: 'planned', at: own.at })
  const again = await planned(old)
  expect(again.state).toBe('planned')
  expect(again.at.getTime()).toBeGreaterThan((now as Date).getTime())
  expect(again.at.toISOString().slice(11)).toBe('01:00:00.000Z')
})

test.each([
  ['is taken in hand', 'sangyo@minato.example', 'sent'],
  ['is refused at its address', 'not a mailbox', 'refused'],
])('a mail %s while a record has one of its matters and comes for another: neither is in the way', async (_, mailbox, state) => {
  const id = await frozen(mailbox)
  const [first, second] = [`${id}#0`, `${id}#1`]
  const notice = await rig.db.notice.findUniqueOrThrow({ where: { id: second } })
  await rig.db.notice.create({ data: { ...notice, facts: {}, id: first } })
  const lockNotice = 'SELECT 1 FROM notice WHERE id = $1 FOR UPDATE'
  const record = await holdLock(rig, lockNotice, [first])
  const sending = send([id])
  await record.waitedForBy(1)
  await record.also(lockNotice, [second])
  await record.release()
  await sending
  expect(await standing(id)).toMatchObject({ mail: state, notices: [state, state] })
})

test('what the office has written for a mail, and for its whole dispatch, goes with it to the next one', async () => {
  const mailbox = 'machi-cho@minato.example'
  const id = await frozen(mailbox)
  const { now } = await rig.db.clock.findUniqueOrThrow({ where: { city: rig.city } })
  const slot = new Date((now as Date).getTime() - 2 * 86_400_000)
  await rig.db.mail.update({ where: { id }, data: { slot } })
  await rig.db.notice.update({ where: { id: `${id}#1` }, data: { at: slot } })
  const line = { city: rig.city, slot, byPost: rig.office, byPerson: 'somebody', at: slot }
  await rig.db.coveringLine.createMany({
    data: [
      { ...line, mailbox, text: '来週は庁舎が停電します。' },
      { ...line, mailbox: '', text: '提出先は共有フォルダです。' },
    ],
  })
  await send([id])
  const { at } = await rig.db.notice.findUniqueOrThrow({ where: { id: `${id}#1` } })
  const written = await rig.db.coveringLine.findMany({ orderBy: { slot: 'asc' }, select: { slot: true, mailbox: true, text: true } })
  expect(written).toEqual([
    { slot, mailbox: '', text: '提出先は共有フォルダです。' },
    { slot: at, mailbox, text: '提出先は共有フォルダです。\n来週は庁舎が停電します。' },
  ])
})
