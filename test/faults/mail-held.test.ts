import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createClaimMails } from '../../activities/claim-mails.js'
import { changeNotice } from '../../client/app/steering/hold-notice.js'
import { verifyTrail } from '../../client/app/views/verify-trail.js'
import { smallCity } from '../support/bundles.js'
import { type HeldLock, holdLock } from '../support/held-lock.js'
import { type Rig, rigFor } from '../support/rig.js'
import { moveTo } from '../workflows/move-clock.js'

// The office holds a mail back in the same moment in which the courier claims it.
vi.setConfig({ testTimeout: 60_000 })
let rig: Rig
beforeAll(async () => {
  rig = await rigFor(smallCity())
  await rig.startWorker()
  await rig.startYear()
  await moveTo(rig, '2022-05-10T02:00:00.000Z')
}, 120_000)
afterAll(() => rig.close())

/** A planned notice whose time has come, unknown to the courier. */
async function dueNotice() {
  const { id } = await rig.db.notice.findFirstOrThrow({ where: { state: 'planned' }, orderBy: { at: 'desc' } })
  const { now } = await rig.db.clock.findUniqueOrThrow({ where: { city: rig.city } })
  return rig.db.notice.update({ where: { id }, data: { at: new Date((now ?? new Date()).getTime() - 60_000) } })
}
const claim = () =>
  createClaimMails({ db: rig.db, publicUrl: 'http://127.0.0.1' } as Parameters<typeof createClaimMails>[0]).claimMails(rig.city, true)
const hold = (noticeId: string) =>
  changeNotice(rig.connections, { id: randomUUID(), noticeId, as: 'hold', post: rig.office, person: 'somebody', reason: '電話したため' })
const stateOf = async (id: string) => (await rig.db.notice.findUniqueOrThrow({ where: { id } })).state
const mails = () => rig.db.mail.count()
/** Until this many wait for the lock, or the others have ended. */
const meeting = (lock: HeldLock, others: number, ended: Promise<unknown>) => Promise.race([lock.waitedForBy(others), ended])

test('held before the claim reads it, the mail stays here, though the hold is not yet written down when the courier comes', async () => {
  const { id } = await dueNotice()
  const before = await mails()
  const lock = await holdLock(rig, 'SELECT 1 FROM chain_head WHERE cycle_id = $1 FOR UPDATE', [rig.cycle])
  const holding = hold(id)
  await lock.waitedForBy(1)
  const claiming = claim()
  await meeting(lock, 2, claiming)
  await lock.release()
  await Promise.all([holding, claiming])
  expect([await stateOf(id), await mails()]).toEqual(['held', before])
})

test('once the courier is claiming it, the hold is refused with the word that it is being sent', async () => {
  const { id } = await dueNotice()
  const lock = await holdLock(rig, 'LOCK TABLE mail IN SHARE MODE', [])
  const claiming = claim()
  await lock.waitedForBy(1)
  const holding = hold(id).then(
    () => 'held',
    (error: Error) => error.message,
  )
  await meeting(lock, 2, holding)
  await lock.release()
  await claiming
  expect(await holding).toContain('すでに送信の手続きに入っているため、止められません')
  const { state, mailId } = await rig.db.notice.findUniqueOrThrow({ where: { id } })
  expect([state === 'held', mailId === null]).toEqual([false, false])
  expect(await verifyTrail(rig.db, rig.cycle)).toMatchObject({ faults: [] })
})

test('further mails to one mailbox in the same instant leave as mails of their own, a millisecond apart', async () => {
  const now = (await rig.db.clock.findUniqueOrThrow({ where: { city: rig.city } })).now.getTime()
  const mailbox = 'sangyo@minato.example'
  const posts = (await rig.db.post.findMany({ where: { city: rig.city, mailbox } })).map(({ id }) => id)
  const planned = await rig.db.notice.findMany({ where: { state: 'planned', post: { in: posts } }, take: 3, orderBy: { id: 'asc' } })
  expect(planned).toHaveLength(3)
  const slots: number[] = []
  for (const { id } of planned) {
    await rig.db.notice.update({ where: { id }, data: { at: new Date(now - 30_000) } })
    await claim()
    const { mailId } = await rig.db.notice.findUniqueOrThrow({ where: { id } })
    slots.push((await rig.db.mail.findUniqueOrThrow({ where: { id: mailId ?? '' } })).slot.getTime() - now)
  }
  expect(slots).toEqual([-30_000, 0, 1])
})

test('sent at once, a mail takes nothing along of a year whose mails may not leave yet, though the office has held it by hand', async () => {
  const year = await rig.db.process.findUniqueOrThrow({ where: { id: rig.cycle } })
  const next = `${rig.cycle}-next`
  await rig.db.process.create({ data: { ...year, plan: year.plan ?? {}, id: next, cycleId: next, mailReleasedAt: null } as never })
  const at = new Date('2022-06-30T00:00:00.000Z')
  const mailbox = 'sangyo@minato.example'
  const posts = (await rig.db.post.findMany({ where: { city: rig.city, mailbox } })).map(({ id }) => id)
  const [one, other] = await rig.db.notice.findMany({ where: { mailId: null, post: { in: posts } }, orderBy: { id: 'asc' }, take: 2 })
  if (!one || !other) throw new Error('There are not two notices without a mail.')
  await rig.db.notice.update({ where: { id: one.id }, data: { at, state: 'planned' } })
  await rig.db.notice.update({ where: { id: other.id }, data: { at, cycleId: next, state: 'held', heldFor: 'office' } })
  const mail = { city: rig.city, slot: at.toISOString(), mailbox }
  const word = { id: randomUUID(), post: rig.office, person: 'somebody', reason: '急ぐため' }
  expect(await changeNotice(rig.connections, { ...word, mail, as: 'send-now' })).toBe(1)
  expect(await rig.db.notice.findUnique({ where: { id: other.id } })).toMatchObject({ state: 'held', at })
})
