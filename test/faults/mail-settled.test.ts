import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type MailSettlement, settleMail } from '../../client/app/settle-mail.js'
import { verifyTrail } from '../../client/app/views/verify-trail.js'
import { junkanWith } from '../cli/junkan.js'
import { smallCity } from '../support/bundles.js'
import { type Rig, rigFor } from '../support/rig.js'
import { moveTo, until } from '../workflows/move-clock.js'

// Mails that the server took without a word, and what the office then does about them.
vi.setConfig({ testTimeout: 120_000 })
let rig: Rig
beforeAll(async () => {
  rig = await rigFor(smallCity())
  await rig.startWorker()
  await rig.startYear()
  await withoutAWord('2022-05-10T02:00:00.000Z')
})
afterAll(() => rig.close())

/** Moves the clock while the server hangs up on every mail that it has taken. */
async function withoutAWord(until: string): Promise<void> {
  rig.mail.answer = () => 'take-and-hang-up'
  await moveTo(rig, until)
  rig.mail.answer = () => 'take'
}

/** One more mail in doubt: about the later due date of the market's card. */
async function doubtful(until: string): Promise<string> {
  const done = await rig.app.act({
    processId: `${rig.cycle}/cards/market`,
    act: 'extend',
    dueAt: `2022-06-${until.slice(8, 10)}T08:00:00.000Z`,
    post: rig.office,
    via: 'page',
    reason: '集計のため',
  })
  expect(done.state).toBe('applied')
  await withoutAWord(until)
  return (await mailOf('sangyo@minato.example')).id
}

const ambiguous = () => rig.db.mail.findMany({ where: { state: 'ambiguous' }, orderBy: { mailbox: 'asc' } })
const mailOf = async (mailbox: string) => rig.db.mail.findFirstOrThrow({ where: { state: 'ambiguous', mailbox } })
const noticesOf = (mailId: string) => rig.db.notice.findMany({ where: { mailId }, orderBy: { id: 'asc' } })
const alarmsOf = (mailId: string) => rig.db.fault.count({ where: { id: { startsWith: mailId }, clearedAt: null } })
const toldOf = async (mailId: string) =>
  (await rig.db.trail.findMany({ where: { key: `${mailId}/settled` } })).map((row) => JSON.parse(row.body) as Record<string, unknown>)
const settle = (mailId: string, as: MailSettlement['as'], other: Partial<MailSettlement> = {}) =>
  settleMail(rig.connections, { mailId, as, post: rig.office, reason: '宛先に電話で確かめた', via: 'page', ...other })

test('who may not, who says no reason and who names no mail is refused in words, and nothing changes', async () => {
  const before = await ambiguous()
  const id = before[0]?.id ?? ''
  expect(before.length).toBeGreaterThan(0)
  await expect(settle(id, 'sent', { post: `${rig.city}/minato-officer` })).rejects.toMatchObject({ code: 'wrong-post' })
  await expect(settle(id, 'sent', { post: `${rig.city}/nobody` })).rejects.toMatchObject({ code: 'unknown-post' })
  await expect(settle(id, 'sent', { reason: ' ' })).rejects.toMatchObject({ code: 'incomplete-command' })
  await expect(settle(id, 'sent', { reason: 'a\u0000b' })).rejects.toMatchObject({ code: 'invalid-input' })
  await expect(settle(`${id}0`, 'sent')).rejects.toMatchObject({ code: 'unknown-mail' })
  expect(await ambiguous()).toEqual(before)
  expect(await toldOf(id)).toEqual([])
})

test('a mail to be sent again leaves at the next dispatch, once, without what was handed in since', async () => {
  const mail = await mailOf('sangyo@minato.example')
  const [crane, ...others] = await noticesOf(mail.id)
  expect(others.length).toBeGreaterThan(0)
  const done = await rig.app.act({
    processId: crane?.processId ?? '',
    act: 'attest',
    post: rig.office,
    via: 'page',
    reason: '該当がないため',
  })
  expect(done.state).toBe('applied')

  const settled = await settle(mail.id, 'resend')
  expect(settled).toMatchObject({ state: 'resent', again: { notices: others.map(({ id }) => `${id}/again`) } })
  expect(await rig.db.mail.findUnique({ where: { id: mail.id } })).toMatchObject({ state: 'resent', settledBy: rig.office })
  expect((await noticesOf(mail.id)).map(({ state }) => state)).toEqual(['cancelled', ...others.map(() => 'resent')])
  expect(await alarmsOf(mail.id)).toBe(0)
  expect(await toldOf(mail.id)).toMatchObject([
    { outcome: 'resent', post: rig.office, via: 'page', reason: '宛先に電話で確かめた', again: settled.again?.notices },
  ])

  const before = rig.mail.taken.length
  await moveTo(rig, settled.again?.at ?? '')
  const again = await rig.db.notice.findMany({ where: { id: { in: settled.again?.notices ?? [] } } })
  expect(again.map(({ state }) => state)).toEqual(others.map(() => 'sent'))
  const carrying = await rig.db.mail.findMany({ where: { id: { in: again.map(({ mailId }) => mailId ?? '') } } })
  expect(carrying.map(({ mailbox }) => mailbox)).toEqual(['sangyo@minato.example'])
  expect(rig.mail.taken.slice(before).filter(({ messageId }) => messageId === carrying[0]?.messageId)).toHaveLength(1)
  expect(rig.mail.taken.filter(({ messageId }) => messageId === mail.messageId)).toHaveLength(1)
})

test('two who settle one mail at once settle it once; the other reads that it is no longer in doubt', async () => {
  const id = await doubtful('2022-05-13T02:00:00.000Z')
  const outcomes = await Promise.allSettled([settle(id, 'refused'), settle(id, 'sent')])
  const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  expect(refused).toMatchObject([{ code: 'mail-not-ambiguous', message: expect.stringContaining('送達不明ではない') }])
  const [told, ...more] = await toldOf(id)
  expect(more).toEqual([])
  const { state } = await rig.db.mail.findUniqueOrThrow({ where: { id } })
  expect(told).toMatchObject({ outcome: state })
  expect(new Set((await noticesOf(id)).map((notice) => notice.state))).toEqual(new Set([state]))
})

test('a mail of which nothing is left to say is not sent again', async () => {
  const id = await doubtful('2022-05-17T02:00:00.000Z')
  for (const { processId } of await noticesOf(id))
    await rig.app.act({ processId, act: 'withdraw', post: rig.office, via: 'page', reason: '対象でないため' })
  await expect(settle(id, 'resend')).rejects.toMatchObject({ code: 'nothing-to-resend' })
  expect(await rig.db.mail.findUnique({ where: { id } })).toMatchObject({ state: 'ambiguous' })
})

test('from the command line a mail that had arrived is settled by its number; a second time is refused', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'junkan-settle-'))
  const junkan = junkanWith({ ...rig.workerEnvironment(), JUNKAN_VAR: folder })
  const { id } = await mailOf('sangyo@minato.example')
  const listed = await junkan(['mail', 'list', '--state', 'ambiguous'])
  const number = id.split('/').at(-1) ?? ''
  expect(listed.out).toContain(number)

  const command = ['mail', 'settle', number, '--as', 'sent', '--reason', '受信を確かめた']
  expect((await junkan([...command, '--json'])).json()).toMatchObject({ mail: id, state: 'sent', again: null })
  expect(await toldOf(id)).toMatchObject([{ outcome: 'sent', post: rig.office, via: 'cli', reason: '受信を確かめた' }])
  expect(await alarmsOf(id)).toBe(0)
  const second = await junkan(command)
  expect(second).toMatchObject({ code: 1, out: '' })
  expect(second.error).toContain('送達不明ではない')
  expect((await junkan(['mail', 'settle', number, '--as', 'lost', '--reason', 'x'])).code).toBe(2)
  await rm(folder, { recursive: true, force: true })
})

test('the year ends, and its trail is whole', async () => {
  await rig.play()
  await until('the year is sealed', async () => (await rig.db.process.findUnique({ where: { id: rig.cycle } }))?.state === 'sealed')
  expect(await verifyTrail(rig.db, rig.cycle)).toMatchObject({ faults: [] })
})
