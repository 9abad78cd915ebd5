import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { verifyTrail } from '../../client/app/views/verify-trail.js'
import { smallCity } from '../support/bundles.js'
import { type Pages, pagesOf } from '../support/pages.js'
import { type Rig, rigFor } from '../support/rig.js'
import type { Browser } from '../support/sign-in.js'
import { moveTo } from '../workflows/move-clock.js'

vi.setConfig({ testTimeout: 120_000 })
let rig: Rig
let pages: Pages
let office: Browser
let section: Browser
const coming = () => `/${rig.city}/coming-mails`
const mailboxOf = (key: string) => rig.bundle.posts.find((post) => post.key === key)?.mailbox ?? ''

/** The small city, where a proposal is made to the office three business days after the due date. */
function proposingCity() {
  const year = smallCity()
  const proposal = { id: 'above', kind: 'escalation-proposal' as const, businessDays: 3, at: '09:00', to: 'office' as const }
  const chases = year.definition.chases.map((chase) => ({ ...chase, notices: [...chase.notices, proposal] }))
  return { ...year, definition: { ...year.definition, chases } }
}

beforeAll(async () => {
  rig = await rigFor(proposingCity())
  await rig.startWorker()
  await rig.startYear()
  rig.mail.answer = () => 'take-and-hang-up'
  await moveTo(rig, '2022-05-10T02:00:00.000Z')
  rig.mail.answer = () => 'take'
  pages = await pagesOf(rig)
  office = await pages.signedIn(mailboxOf('office'))
  section = await pages.signedIn(mailboxOf('minato-officer'))
}, 180_000)
afterAll(() => rig.close())

const noticeOf = async (kind: string, subject = 'market') =>
  rig.db.notice.findFirstOrThrow({ where: { processId: `${rig.cycle}/cards/${subject}`, kind }, orderBy: { at: 'asc' } })
/** Who held, released or decided, and about what; the trail keeps only the post. */
const steered = async (...acts: string[]) =>
  (await rig.db.command.findMany({ where: { act: { in: acts }, state: 'applied' }, orderBy: { receiptNo: 'asc' } })).map(
    ({ act, actorPerson, payload }) => [act, actorPerson, (payload as { notice?: string }).notice],
  )
const person = async (key: string) => (await rig.db.person.findFirstOrThrow({ where: { email: mailboxOf(key) } })).id
const act = (browser: Browser, kind: string, notice: string, form: Record<string, string> = {}) =>
  browser.post(`${coming()}/acts`, { _act: kind, _key: randomUUID(), notice, ...form })
/** The page that explains a notice. */
const pageOf = (notice: string) => `${(notice.split('#')[0] ?? '').replace(rig.cycle, home())}/notices/${notice.split('#')[1]}`
const home = () => `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}/assignments`
const say = (browser: Browser, kind: string, notice: string, reason = '') =>
  browser.post(`${pageOf(notice)}/acts`, { _act: kind, _key: randomUUID(), field: kind, [kind]: reason })

test('a mail in doubt shows three ends with their effects; settled, it says by whom and how that was found out', async () => {
  const mail = await rig.db.mail.findFirstOrThrow({ where: { state: 'ambiguous', mailbox: mailboxOf('minato-officer') } })
  const path = `/${mail.id.replace('/mail/', '/mails/')}`
  const { text } = await office.get(path)
  expect(text).toMatch(/（港湾課）<\/a>/)
  for (const words of ['届いていた', '届いておらず、送らなくてよい', '届いていないので、改めて送る', '一度だけ記録でき'])
    expect(text).toContain(words)
  expect((await section.post(`${path}/settle`, { as: 'sent', 'settle-reason': 'x' })).status).toBe(404)
  expect((await office.post(`${path}/settle`, { as: 'sent' })).text).toContain('どのように確かめたかを書いてください')
  expect((await office.post(`${path}/settle`, { 'settle-reason': '電話' })).text).toContain('結果を一つ選んでください')
  const long = await office.post(`${path}/settle`, { as: 'sent', 'settle-reason': '電'.repeat(2_001) })
  expect(long).toMatchObject({ status: 400, text: expect.stringContaining('2000字以内で書いてください') })
  expect((await rig.db.mail.findUniqueOrThrow({ where: { id: mail.id } })).state).toBe('ambiguous')

  expect((await office.post(`${path}/settle`, { as: 'sent', 'settle-reason': '課に電話で確かめた' })).status).toBe(303)
  const settled = (await office.get(path)).text
  expect(settled).toContain('送信済')
  expect(settled).toContain('政策室 点検事務局')
  expect(settled).toContain('課に電話で確かめた')
  expect(settled).not.toContain('届いたかを確かめた結果</h2>')
  const again = await office.post(`${path}/settle`, { as: 'refused', 'settle-reason': '別の人' })
  expect(again).toMatchObject({ status: 400, text: expect.stringContaining('送達不明ではない') })
})

test('a planned mail is held with a reason, does not leave at its time, and leaves when it is released', async () => {
  const notice = await noticeOf('reminder')
  expect((await office.get(pageOf(notice.id))).text).toContain('送るのを止める')
  expect((await say(office, 'hold', notice.id)).text).toContain('理由を書いてください')
  expect((await say(section, 'hold', notice.id, 'x')).status).toBe(404)
  const long = await say(office, 'hold', notice.id, '電'.repeat(2_001))
  expect(long).toMatchObject({ status: 400, text: expect.stringContaining('2000字以内で書いてください') })
  expect((await rig.db.notice.findUniqueOrThrow({ where: { id: notice.id } })).state).toBe('planned')
  const held = await say(office, 'hold', notice.id, '課長に電話したため')
  expect(held.status).toBe(303)
  expect((await office.get(held.location ?? '')).text).toContain('保留を解くまで送りません')
  expect((await say(office, 'hold', notice.id, '二度目')).text).toContain('すでに処理されています')

  await moveTo(rig, new Date(notice.at.getTime() + 3_600_000).toISOString())
  expect((await rig.db.notice.findUniqueOrThrow({ where: { id: notice.id } })).state).toBe('held')
  expect((await say(office, 'release', notice.id, '連絡がつかないため')).status).toBe(303)
  const released = await rig.db.notice.findUniqueOrThrow({ where: { id: notice.id } })
  expect(released.state).toBe('planned')
  expect(released.at > notice.at).toBe(true)
  await moveTo(rig, new Date(released.at.getTime() + 60_000).toISOString())
  expect((await rig.db.notice.findUniqueOrThrow({ where: { id: notice.id } })).state).toBe('sent')
  const told = await rig.db.trail.findMany({ where: { kind: { in: ['notice-held', 'notice-released'] } }, orderBy: { no: 'asc' } })
  expect(told.map(({ kind, body }) => [kind, JSON.parse(body).reason])).toEqual([
    ['notice-held', '課長に電話したため'],
    ['notice-released', '連絡がつかないため'],
  ])
  expect(await steered('hold', 'release')).toEqual([
    ['hold', await person('office'), notice.id],
    ['release', await person('office'), notice.id],
  ])
})

test('above the head nobody is told but by the office: one proposal is sent on, one is not, each once and with its reason', async () => {
  await moveTo(rig, '2022-06-03T02:00:00.000Z')
  const { text } = await office.get(coming())
  expect(text).toContain('上位の職への連絡の判断')
  expect((await office.get('/my-work')).text).toContain('上位の職への連絡の判断（')
  expect((await section.get('/my-work')).text).not.toContain('上位の職への連絡の判断')
  expect(text).toContain('<optgroup label="ほかの局">')
  expect(text).toContain('政策室長</option>')
  for (const post of ['監査担当', '担当']) expect(text).not.toContain(`${post}</option>`)
  const [market, crane] = [await noticeOf('escalation-proposal'), await noticeOf('escalation-proposal', 'crane')]
  expect(text.split('<form').find((form) => form.includes(crane.id))).not.toContain('港湾課長</option>')
  const field = (id: string) => `escalate:${id}`
  const to = `${rig.city}/seisaku-head`
  const reason = '二度の再依頼に返事がないため'
  expect((await act(office, 'escalate', market.id, { [field(market.id)]: reason, told: 'yes' })).text).toContain('宛先の職を選んで')
  const form = { [field(market.id)]: reason, [`${field(market.id)}:to`]: to, told: 'yes' }
  expect((await act(office, 'escalate', market.id, form)).status).toBe(303)
  expect((await act(office, 'escalate', market.id, form)).text).toContain('すでに処理されています')
  expect((await act(office, 'escalate', crane.id, { [field(crane.id)]: '本日届く見込み', told: 'no' })).status).toBe(303)

  const [planned, ...more] = await rig.db.notice.findMany({ where: { kind: 'escalation' } })
  expect([planned?.post, more.length]).toEqual([to, 0])
  await moveTo(rig, new Date((planned?.at.getTime() ?? 0) + 60_000).toISOString())
  const mail = await rig.db.mail.findFirstOrThrow({
    where: { mailbox: mailboxOf('seisaku-head'), text: { contains: '事務局の判断により' } },
  })
  expect(mail.subject).toContain('提出の遅れについて')
  const left = (await office.get(coming())).text
  expect(left).not.toContain(`value="${market.id}"`)
  expect(left).not.toContain(`value="${crane.id}"`)
  const told = await rig.db.trail.findMany({ where: { kind: 'escalation-decided' }, orderBy: { no: 'asc' } })
  expect(told.map(({ body }) => JSON.parse(body).outcome)).toEqual(['told', 'not-told'])
  const who = await person('office')
  expect(await steered('escalate')).toEqual([market, crane].map(({ id }) => ['escalate', who, id]))
  expect(await verifyTrail(rig.db, rig.cycle)).toMatchObject({ faults: [] })
})
