import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { verifyTrail } from '../../client/app/views/verify-trail.js'
import { smallCity } from '../support/bundles.js'
import { type Pages, pagesOf } from '../support/pages.js'
import { type Rig, rigFor } from '../support/rig.js'
import type { Browser } from '../support/sign-in.js'
import { moveTo } from '../workflows/move-clock.js'

// One year's mails from the first look of the office on; the tests are its chapters and lean on each other.
vi.setConfig({ testTimeout: 120_000 })
let rig: Rig
let pages: Pages
let office: Browser
let section: Browser
const list = () => `/${rig.city}/coming-mails`
const mailboxOf = (key: string) => rig.bundle.posts.find((post) => post.key === key)?.mailbox ?? ''
const port = 'sangyo@minato.example'

beforeAll(async () => {
  rig = await rigFor(smallCity())
  await rig.startWorker()
  const { departments, posts, programmes, fiscalYear, startsAt } = rig.bundle
  await rig.app.startCycle({
    definition: rig.definition,
    fiscalYear,
    register: { departments, posts, programmes },
    post: rig.office,
    playedFrom: startsAt,
  })
  pages = await pagesOf(rig)
  office = await pages.signedIn(mailboxOf('office'))
  section = await pages.signedIn(mailboxOf('minato-officer'))
}, 180_000)
afterAll(() => rig.close())

const act = (path: string, form: Record<string, string>, browser = office) => browser.post(path, { _key: randomUUID(), ...form })
const reasoned = (path: string, kind: string, reason: string, more: Record<string, string> = {}) =>
  act(path, { _act: kind, field: 'why', why: reason, ...more })
const sentTo = (mailbox: string) => rig.db.mail.findMany({ where: { mailbox, state: 'sent' }, orderBy: { slot: 'asc' } })
/** The page of the coming mail to a mailbox, the soonest of them, as the list links it. */
async function coming(mailbox: string): Promise<string> {
  const rows = (await office.get(list())).text.split('<tr>').filter((row) => row.includes(`>${mailbox}<`))
  const link = /<a href="([^"]*\/coming-mails\/\d[^"]*)"/.exec(rows[0] ?? '')?.[1]
  if (!link) throw new Error(`no coming mail to ${mailbox}`)
  return link
}
const letterIn = (text: string) => /<pre class="letter"[^>]*>([\s\S]*?)<\/pre>/.exec(text)?.[1]?.trimStart()
const nowAt = async () => (await rig.db.clock.findFirstOrThrow({ where: { city: rig.city } })).now.toISOString()

test('a year begins with its mails held: the office sees them by kind and section, and nothing leaves until it has agreed', async () => {
  // Before the first request there is nothing to look at, and so nothing to agree to.
  const agreed = `agreed:${rig.cycle}`
  const release = { _act: 'release-year', cycle: rig.cycle, field: agreed }
  const early = await office.get(list())
  expect(early.text).toContain('最初の依頼が始まると')
  expect(early.text).not.toContain('内容を確認したので、送り始める')
  const refused = await act(`${list()}/acts`, { ...release, [agreed]: 'yes' })
  expect(refused).toMatchObject({ status: 400, text: expect.stringContaining('点検する初回メールが、まだありません') })

  await moveTo(rig, '2022-05-10T03:00:00.000Z')
  expect(await rig.db.mail.count()).toBe(0)
  const { text } = await office.get(list())
  expect(text).toContain('初回メールの点検')
  expect(text).toMatch(/照会（依頼）5件/)
  expect(text).toContain('港湾課　6件')
  expect((await office.get(`/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}`)).text).toContain('初回メールを点検する')
  expect((await office.get(await coming(port))).text).toContain('点検票の作成について（依頼）')
  expect((await section.get(list())).status).toBe(404)

  expect(await act(`${list()}/acts`, release)).toMatchObject({ status: 400, text: expect.stringContaining('確かめたことに印を') })
  expect(await act(`${list()}/acts`, { ...release, [agreed]: 'yes' }, section)).toMatchObject({ status: 404 })
  const done = await act(`${list()}/acts`, { ...release, [agreed]: 'yes' })
  expect((await office.get(done.location ?? '')).text).toContain('送り始めます')
  expect((await office.get(list())).text).not.toContain('初回メールの点検（')
})

test('what the preview shows, with the office’s own sentences, is word for word what is sent', async () => {
  const path = await coming(port)
  expect((await act(`${path}/acts`, { _act: 'cover', field: 'cover', cover: '一\n二' })).text).toContain('改行せずに書いてください')
  expect((await act(`${path}/acts`, { _act: 'cover', field: 'cover', cover: '来週は庁舎が停電します。' })).status).toBe(303)
  // Somebody who looked before that was written does not write over it unseen.
  const late = await act(`${path}/acts`, { _act: 'cover', field: 'cover', cover: '別の一文。', was: '' })
  expect(late).toMatchObject({
    status: 400,
    text: expect.stringContaining('ほかの操作で添え書きが「来週は庁舎が停電します。」になりました。'),
  })
  expect(late.text).toMatch(/name="was" value="来週は庁舎が停電します。"/)
  const slot = (await rig.db.notice.findFirstOrThrow({ where: { kind: 'request' } })).at.toISOString()
  const tampered = await act(`${list()}/acts`, { _act: 'cover', slot: 'tomorrow', field: 'all', all: '提出先は共有フォルダです。' })
  expect(tampered).toMatchObject({ status: 400, text: expect.stringContaining('できない操作です') })
  const whole = await act(`${list()}/acts`, { _act: 'cover', slot, field: 'all', all: '提出先は共有フォルダです。' })
  expect(whole.status).toBe(303)
  const page = (await office.get(path)).text
  const shown = letterIn(page)
  expect(shown).toContain('来週は庁舎が停電します。')
  expect(shown).toContain('提出先は共有フォルダです。')
  const html = await office.get(`${path}/html`)
  expect(html.text).toContain('来週は庁舎が停電します。')

  await moveTo(rig, slot)
  const [sent] = await sentTo(port)
  expect(sent?.text.trim()).toBe(
    shown?.replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&quot;', '"').replaceAll('&amp;', '&').trim(),
  )
  const other = await rig.db.mail.findFirstOrThrow({ where: { mailbox: 'seisaku@minato.example' } })
  expect(other.text).toContain('提出先は共有フォルダです。')
  expect(other.text).not.toContain('停電')
  expect((await office.get(`/${sent?.id.replace('/mail/', '/mails/')}/html`)).text).toContain('停電')
})

test('all mails are stopped with a reason that stands on every page, and leave with the next dispatch when they are let go', async () => {
  const reminder = await rig.db.notice.findFirstOrThrow({ where: { kind: 'reminder', state: 'planned' }, orderBy: { at: 'asc' } })
  expect((await reasoned(`${list()}/acts`, 'stop', '')).text).toContain('理由を書いてください')
  expect((await reasoned(`${list()}/acts`, 'stop', '宛名の誤りを調べる')).status).toBe(303)
  expect((await reasoned(`${list()}/acts`, 'stop', '二度目')).text).toContain('メールは全て止めてあります')
  for (const path of ['/my-work', `/${rig.city}/people`]) expect((await office.get(path)).text).toContain('宛名の誤りを調べる')
  expect((await section.get('/my-work')).text).not.toContain('宛名の誤り')
  const now = await reasoned(`${await coming(port)}/acts`, 'send-now', '急ぐため')
  expect(now.text).toContain('メールは全て止めてあります')

  await moveTo(rig, new Date(reminder.at.getTime() + 3_600_000).toISOString())
  expect((await rig.db.notice.findUniqueOrThrow({ where: { id: reminder.id } })).state).toBe('planned')
  expect((await office.get(list())).text).toContain('時刻の過ぎたもの')

  // What is late leaves together, with what was written for either dispatch: it is changed from where it is read.
  const path = await coming(port)
  const late = await rig.db.notice.findFirstOrThrow({ where: { state: 'planned', processId: reminder.processId, kind: 'reminder' } })
  const slot = new Date(reminder.at.getTime() - 3_600_000)
  await rig.db.notice.update({ where: { id: late.id }, data: { at: slot } })
  const line = { city: rig.city, slot, mailbox: port, byPost: rig.office, byPerson: 'somebody', at: slot }
  await rig.db.coveringLine.create({ data: { ...line, text: '共有フォルダは使えません。\n電話でお尋ねください。' } })
  expect((await office.get(path)).text).toMatch(/<textarea[^>]*>\s*共有フォルダは使えません。\n電話でお尋ねください。/)
  const cover = (was: string, text: string) => act(`${path}/acts`, { _act: 'cover', field: 'cover', was, cover: text })
  const written = () => rig.db.coveringLine.findMany({ where: { mailbox: port, text: { not: { contains: '停電' } } } })
  const shorter = '共有フォルダは使えません。\r\n電話で。'
  expect((await cover('共有フォルダは使えません。\r\n電話でお尋ねください。', shorter)).status).toBe(303)
  expect(await written()).toMatchObject([{ slot, text: '共有フォルダは使えません。\n電話で。' }])
  expect((await cover(shorter, '')).status).toBe(303)
  expect(await written()).toEqual([])

  expect((await reasoned(`${list()}/acts`, 'resume', '誤りはなかった')).status).toBe(303)
  const again = await rig.db.notice.findUniqueOrThrow({ where: { id: reminder.id } })
  expect(again.at > reminder.at).toBe(true)
  expect((await office.get('/my-work')).text).not.toContain('宛名の誤り')
})

test('one matter that is held is not in the mail that the preview shows, and the reason for it stands beside it', async () => {
  const path = await coming(port)
  const before = letterIn((await office.get(path)).text) ?? ''
  const held = await rig.db.notice.findFirstOrThrow({
    where: { state: 'planned', kind: 'reminder', processId: { endsWith: '/crane' } },
    orderBy: { at: 'asc' },
  })
  const numbered = held.processId
  expect(before).toContain(numbered)
  expect((await reasoned(`${path}/acts`, 'hold', '電話で済ませた', { notice: held.id })).status).toBe(303)
  const { text } = await office.get(path)
  expect(letterIn(text)).not.toContain(numbered)
  for (const words of ['保留の用件1件は、このメールに入りません', '理由：電話で済ませた', 'うち保留1件']) expect(text).toContain(words)
  expect((await reasoned(`${path}/acts`, 'release', '送ってよい', { notice: held.id })).status).toBe(303)
  expect(letterIn((await office.get(path)).text)).toBe(before)
})

test('one whole mail is held, waits past its time, and leaves at once when the office says so', async () => {
  const before = (await sentTo(port)).length
  const path = await coming(port)
  const [slot] = await rig.db.notice.findMany({ where: { state: 'planned', kind: 'reminder' }, orderBy: { at: 'asc' } })
  const line = { _act: 'cover', slot: slot?.at.toISOString() ?? '', field: 'all', all: '共有フォルダは土曜に止まります。' }
  expect((await act(`${list()}/acts`, line)).status).toBe(303)
  expect((await reasoned(`${path}/acts`, 'hold', '電話で話した')).status).toBe(303)
  expect((await office.get(path)).text).toContain('事務局が保留')
  const { at } = await rig.db.notice.findFirstOrThrow({ where: { state: 'held' }, orderBy: { at: 'asc' } })
  expect(await rig.db.notice.count({ where: { state: 'held', heldFor: 'office' } })).toBe(4)
  await moveTo(rig, new Date(at.getTime() + 7_200_000).toISOString())
  expect((await sentTo(port)).length).toBe(before)

  const sent = await reasoned(`${await coming(port)}/acts`, 'send-now', '返事がないため')
  expect(sent.status).toBe(303)
  expect((await office.get(sent.location ?? '')).text).toContain('今すぐ送ることにしました')
  expect((await office.get(`${list()}?done=send-now`)).text).toContain('今すぐ送ることにしました')
  await moveTo(rig, await nowAt())
  const [newest] = (await sentTo(port)).slice(-1)
  expect(newest?.text).toContain('共有フォルダは土曜に止まります。')
  const [told] = await rig.db.notice.findMany({ where: { mailId: newest?.id ?? '' } })
  expect(told?.reason).toContain('事務局が、予定の時刻を待たずに送ると決めたため')
  expect([(await sentTo(port)).length, newest?.slot.toISOString()]).toEqual([before + 1, await nowAt()])
})

test('an address that a server refused stands as a task with its remedy, and what waited for it leaves when it is cleared', async () => {
  const mail = await rig.db.mail.findFirstOrThrow({ where: { mailbox: 'machi-cho@minato.example' } }).catch(() => null)
  const { id } = mail ?? (await rig.db.mail.findFirstOrThrow())
  const reply = '550 5.1.1 no such user'
  await rig.db.refusedAddress.create({
    data: { city: rig.city, mailbox: 'machi-cho@minato.example', reply, mailId: id, since: new Date() },
  })
  await moveTo(rig, '2022-05-30T03:00:00.000Z')
  const { text } = await office.get(list())
  expect(text).toContain('宛先に送れないもの')
  expect(text).toContain(reply)
  expect((await office.get(`/${rig.city}/mails`)).text).toContain(reply)
  const clear = { mailbox: 'machi-cho@minato.example' }
  expect((await reasoned(`${list()}/acts`, 'clear-address', '', clear)).text).toContain('理由を書いてください')
  expect((await reasoned(`${list()}/acts`, 'clear-address', '受信箱を空けてもらった', clear)).status).toBe(303)
  expect((await reasoned(`${list()}/acts`, 'clear-address', '二度目', clear)).text).toContain('すでに解除されています')
  expect((await office.get(list())).text).not.toContain('宛先に送れないもの')
  await moveTo(rig, '2022-05-31T03:00:00.000Z')
  expect((await sentTo('machi-cho@minato.example')).length).toBe(1)
})

test('every notice, sent or not, is explained on one page in words', async () => {
  const pathOf = (id: string) => {
    const [process = '', rest = ''] = id.split('#')
    return `${process.replace(rig.cycle, `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}/assignments`)}/notices/${rest}`
  }
  const late = { post: rig.office, via: 'page' as const, reason: '集計のため' }
  await rig.app.act({ ...late, processId: `${rig.cycle}/cards/crane`, act: 'extend', dueAt: '2022-06-13T08:00:00.000Z' })
  await rig.app.act({ ...late, processId: `${rig.cycle}/cards/market`, act: 'extend', dueAt: '2022-06-13T08:00:00.000Z' })
  await rig.app.act({ ...late, processId: `${rig.cycle}/cards/market`, act: 'withdraw' })
  const notices = await rig.db.notice.findMany({ orderBy: { id: 'asc' } })
  expect(new Set(notices.map(({ state }) => state))).toEqual(new Set(['sent', 'planned', 'cancelled']))
  for (const { id, reason } of notices) {
    const { status, text } = await office.get(pathOf(id))
    expect([id, status]).toEqual([id, 200])
    for (const words of ['なぜ送るか', 'なぜこの日時か', '誰に送るか', 'どうなったか', reason]) expect(text).toContain(words)
  }
  const sent = notices.find(({ kind, state }) => kind === 'request' && state === 'sent')
  expect((await office.get(pathOf(sent?.id ?? ''))).text).toContain('メールサーバーは受け取ったと答えています')
  for (const { id, rule } of notices) expect((await office.get(pathOf(id))).text).not.toContain(`（${rule}）`)
  const head = notices.find(({ kind }) => kind === 'head-notice')
  expect((await office.get(pathOf(head?.id ?? ''))).text).toContain('再依頼の段取り「再依頼」の「課長への確認」によります。')
  expect((await office.get(pathOf(head?.id ?? ''))).text).toContain('課長だから')
  expect((await section.get(pathOf(sent?.id ?? ''))).status).toBe(404)
  const all = pathOf(sent?.id ?? '').replace(/\/\d+\/[^/]*$/, '')
  expect((await office.get(all)).text).toContain('再依頼の段取りは「再依頼」です')
  expect((await office.get(pathOf(`${sent?.id}-none`))).status).toBe(404)
})

test('the list is filtered by section, step, kind and day, and counts what fits', async () => {
  await rig.db.notice.updateMany({
    where: { state: 'sent', kind: 'request', processId: { endsWith: '/ferry' } },
    data: { state: 'planned', at: new Date('2022-06-20T01:00:00Z') },
  })
  const matching = async (query: string) =>
    /メール(\d+)通（用件(\d+)件）/
      .exec((await office.get(`${list()}?${query}`)).text)
      ?.slice(1)
      .map(Number)
  expect(await matching('day=2022-06-20')).toEqual([1, 1])
  expect(await matching('section=seisaku&kind=request&step=cards')).toEqual([1, 1])
  expect((await office.get(`${list()}?section=minato&kind=request&from=recorded`)).text).toContain('この条件に当てはまるメールはありません')
  // The step of the replies has not begun: what it will ask is foretold, in one mail with what another section of that mailbox is asked.
  expect(await matching('section=minato&kind=request&from=foretold')).toEqual([1, 2])
  expect((await office.get(`${list()}?from=elsewhere`)).status).toBe(400)
  expect((await office.get(`${list()}?day=tomorrow`)).status).toBe(400)
  expect((await office.get(`/${rig.city}/mails?to=${encodeURIComponent('まち課長')}`)).text).toContain('machi-cho@minato.example')
  expect((await office.get(`/${rig.city}/mails?to=${encodeURIComponent('100%')}`)).text).toContain('当てはまるメールはありません')
})

test('every word of the office stands in the trail, without a name or an address', async () => {
  const rows = await rig.db.trail.findMany({
    where: {
      kind: {
        in: [
          'mails-released',
          'dispatch-stopped',
          'dispatch-resumed',
          'notice-held',
          'notice-sent-now',
          'covering-line',
          'address-cleared',
        ],
      },
    },
    orderBy: { no: 'asc' },
  })
  expect(rows.map(({ kind }) => kind)).toEqual([
    'mails-released',
    'covering-line',
    'covering-line',
    'dispatch-stopped',
    'covering-line',
    'covering-line',
    'dispatch-resumed',
    'notice-held',
    'covering-line',
    'notice-held',
    'notice-sent-now',
    'address-cleared',
  ])
  expect(rows.map(({ body }) => body).join('')).not.toMatch(/@minato|停電/)
  const { text } = await office.get(`/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}/trail?page=1`)
  expect(text).toContain('初回メールを点検し、この年度のメールを送り始めた')
  expect(await verifyTrail(rig.db, rig.cycle)).toMatchObject({ faults: [] })
})
