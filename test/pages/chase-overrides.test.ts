import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { verifyTrail } from '../../client/app/views/verify-trail.js'
import { smallCity } from '../support/bundles.js'
import { type Pages, pagesOf } from '../support/pages.js'
import { type Rig, rigFor } from '../support/rig.js'
import type { Browser, Seen } from '../support/sign-in.js'
import { moveTo, quiet } from '../workflows/move-clock.js'

vi.setConfig({ testTimeout: 120_000 })
let rig: Rig
let pages: Pages
let office: Browser
let section: Browser
const mailboxOf = (key: string) => rig.bundle.posts.find((post) => post.key === key)?.mailbox ?? ''
const page = () => `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}/chases`
const path = (subject: string) => `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}/assignments/cards/${subject}`
const say = (browser: Browser, act: string, form: Record<string, string>, key: string = randomUUID()): Promise<Seen> =>
  browser.post(page(), { _act: act, _key: key, ...form })
const chases = async () =>
  Object.fromEntries(
    (await rig.db.process.findMany({ where: { parentId: `${rig.cycle}/cards`, kind: 'assignment' }, orderBy: { id: 'asc' } })).map(
      ({ subject, chase }) => [subject, chase],
    ),
  )
const planned = async (subject: string) =>
  (await rig.db.notice.findMany({ where: { processId: `${rig.cycle}/cards/${subject}`, state: 'planned' }, orderBy: { at: 'asc' } })).map(
    ({ kind, at }) => `${kind} ${at.toISOString()}`,
  )
const fromPlain = ['reminder 2022-05-25T01:00:00.000Z', 'head-notice 2022-05-30T01:00:00.000Z']
const reason = '年度替わりの体制を考え、早めに知らせるため'

/** The small city with a second chase: a week and a day before, and every business day after, four times. */
function choosingCity() {
  const year = smallCity()
  const notice = { kind: 'reminder' as const, at: '09:00', to: 'owner' as const }
  const close = {
    id: 'close',
    name: 'こまめに知らせる段取り',
    notices: [
      { ...notice, id: 'week', businessDays: -5 },
      { ...notice, id: 'eve', businessDays: -1 },
      { ...notice, id: 'after', kind: 'overdue' as const, businessDays: 1, repeat: { everyBusinessDays: 1, times: 4 } },
    ],
  }
  return { ...year, definition: { ...year.definition, chases: [...year.definition.chases, close] } }
}

beforeAll(async () => {
  rig = await rigFor(choosingCity())
  await rig.startWorker()
  await rig.startYear()
  await moveTo(rig, '2022-05-16T02:00:00.000Z')
  pages = await pagesOf(rig)
  office = await pages.signedIn(mailboxOf('office'))
  section = await pages.signedIn(mailboxOf('machi-officer'))
}, 180_000)
afterAll(() => rig.close())

test('each chase that can be chosen says what it sends and when', async () => {
  const { text } = await office.get(`/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}/chases`)
  expect(text).toContain(
    '期限の5開庁日前に担当へ期限前のお知らせ、期限の1開庁日前に担当へ期限前のお知らせ、期限の1開庁日後に担当へ再依頼（1開庁日ごとに全4回）。',
  )
})

describe('a section chased otherwise', () => {
  test('is the office’s to say; what is missing is said at its field', async () => {
    expect((await section.get(page())).status).toBe(404)
    expect((await say(section, 'section', { section: 'machi', chase: 'close', 'chase-reason': reason, _sure: 'yes' })).status).toBe(404)
    for (const [form, words] of [
      [{ chase: 'close', 'chase-reason': reason }, '課を選んでください'],
      [{ section: 'machi', 'chase-reason': reason }, '段取りを選んでください'],
      [{ section: 'machi', chase: 'close' }, '理由を書いてください'],
      [{ section: 'machi', chase: 'none-such', 'chase-reason': reason, _sure: 'yes' }, '実施要領にありません'],
      [{ section: 'nowhere', chase: 'close', 'chase-reason': reason, _sure: 'yes' }, 'この課はありません'],
      [{ section: 'machi', _back: 'yes', 'chase-reason': reason, _sure: 'yes' }, '取りやめる定めがありません'],
    ] as const)
      expect(await say(office, 'section', form), words).toMatchObject({ status: 400, text: expect.stringContaining(words) })
    expect(await rig.db.chaseOverride.count()).toBe(0)
  })

  test('shows which matters change, and how many mails fall away and come, before anything is changed', async () => {
    const { status, text } = await say(office, 'section', { section: 'machi', chase: 'close', 'chase-reason': reason })
    expect(status).toBe(200)
    // Two matters of two planned mails each; for each a reminder a week before, one on the eve, and four after.
    expect(text).toContain('依頼2件の段取りが変わります。送る予定のメール4件を取りやめ、12件を新しく予定します。')
    for (const words of ['朝市の支援（点検票の提出）', '港の灯り（点検票の提出）', 'こまめに知らせる段取り', 'まだ何も変えていません'])
      expect(text).toContain(words)
    expect(await planned('market')).toEqual(fromPlain)
    expect(await rig.db.command.count({ where: { act: 'set-chase' } })).toBe(0)
  })

  test('once said, is planned anew, once however often it is sent; other sections keep theirs', async () => {
    const key = randomUUID()
    const form = { section: 'machi', chase: 'close', 'chase-reason': reason, _sure: 'yes' }
    const first = await say(office, 'section', form, key)
    expect(first).toMatchObject({ status: 303, location: `${page()}?changed=2` })
    expect((await say(office, 'section', form, key)).status).toBe(303)
    expect((await say(office, 'section', form)).text).toContain('すでに決めてあるものと同じです')
    await quiet(rig)
    expect(await rig.db.chaseOverride.count()).toBe(1)
    expect(await rig.db.command.count({ where: { act: 'set-chase', state: 'applied' } })).toBe(2)
    expect(await chases()).toEqual({ crane: 'plain', ferry: 'plain', lights: 'close', market: 'close', seamen: 'plain' })
    expect(await planned('market')).toEqual([
      'reminder 2022-05-20T01:00:00.000Z',
      'reminder 2022-05-26T01:00:00.000Z',
      ...['05-30', '05-31', '06-01', '06-02'].map((day) => `overdue 2022-${day}T01:00:00.000Z`),
    ])
    expect(await planned('crane')).toEqual(fromPlain)
    const { text } = await office.get(page())
    for (const words of ['課「まち課」', 'こまめに知らせる段取り', reason]) expect(text).toContain(words)
  })
})

describe('a single matter chased otherwise', () => {
  const set = (form: Record<string, string>) => office.post(`${path('market')}/acts`, { _act: 'set-chase', _key: randomUUID(), ...form })

  test('gets nothing any more when the office says so; its section’s word no longer counts for it', async () => {
    expect((await set({ chase: '-' })).text).toContain('理由を書いてください')
    expect((await set({ chase: '-', 'chase-reason': '事務局が直接聞き取るため' })).status).toBe(303)
    await quiet(rig)
    expect(await planned('market')).toEqual([])
    expect((await office.get(path('market'))).text).toContain('いまの段取り：何も送らない')
    const { text } = await say(office, 'section', { section: 'machi', chase: 'plain', 'chase-reason': reason })
    expect(text).toContain('依頼1件の段取りが変わります')
    expect(text).toContain('依頼一件ごとに決めた段取りのある1件は、変わりません')
  })

  test('follows its section again when the word for it alone is taken back', async () => {
    expect((await office.get(path('market'))).text).toContain('この依頼だけの定めをやめる（こまめに知らせる段取りに戻る）')
    expect((await set({ chase: '=', 'chase-reason': '聞き取りが済んだため' })).status).toBe(303)
    await quiet(rig)
    expect((await chases())['market']).toBe('close')
    expect((await office.get(path('market'))).text).not.toContain('この依頼だけの定めをやめる')
  })
})

test('a programme’s word goes before its section’s; both taken back, the definition’s chase is back', async () => {
  const programme = { programme: 'market', chase: 'plain', 'chase-reason': reason, _sure: 'yes' }
  expect((await say(office, 'programme', programme)).location).toBe(`${page()}?changed=1`)
  await quiet(rig)
  expect(await chases()).toMatchObject({ market: 'plain', lights: 'close' })
  const back = { _back: 'yes', 'chase-reason': '取りやめるため' }
  expect((await say(office, 'section', { section: 'machi', ...back })).text).toContain('依頼1件の段取りが変わります')
  expect((await say(office, 'section', { section: 'machi', ...back, _sure: 'yes' })).location).toBe(`${page()}?changed=1`)
  expect((await say(office, 'programme', { programme: 'market', ...back, _sure: 'yes' })).location).toBe(`${page()}?changed=0`)
  await quiet(rig)
  expect(await chases()).toEqual({ crane: 'plain', ferry: 'plain', lights: 'plain', market: 'plain', seamen: 'plain' })
  expect(await planned('lights')).toEqual(fromPlain)
  expect((await office.get(page())).text).toContain('変えているものはありません')
  expect(await verifyTrail(rig.db, rig.cycle)).toMatchObject({ faults: [] })
})
