import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { verifyTrail } from '../../client/app/views/verify-trail.js'
import { type Pages, pagesOf } from '../support/pages.js'
import { type Rig, rigFor } from '../support/rig.js'
import type { Browser, Seen } from '../support/sign-in.js'
import { wishingCity } from '../support/wishing-city.js'
import { moveTo, quiet } from '../workflows/move-clock.js'

vi.setConfig({ testTimeout: 120_000 })
let rig: Rig
let pages: Pages
let office: Browser
let harbour: Browser
let town: Browser
const mailboxOf = (key: string) => rig.bundle.posts.find((post) => post.key === key)?.mailbox ?? ''
const path = (subject: string) => `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}/assignments/cards/${subject}`
const wish = (browser: Browser, subject: string, form: Record<string, string>, key: string = randomUUID()): Promise<Seen> =>
  browser.post(`${path(subject)}/extension`, { _key: key, ...form })
const decide = (browser: Browser, subject: string, act: string, form: Record<string, string>, key: string = randomUUID()): Promise<Seen> =>
  browser.post(`${path(subject)}/extension/decision`, { _act: act, _key: key, ...form })
const rowOf = (subject: string) => rig.db.process.findUniqueOrThrow({ where: { id: `${rig.cycle}/cards/${subject}` } })
const dueOf = async (subject: string) => (await rowOf(subject)).dueAt?.toISOString()
const asked = async (subject: string) => (await rowOf(subject)).extensionAsked ?? ''
const sent = (kind: string, subject: string) =>
  rig.db.notice.findMany({ where: { kind, processId: `${rig.cycle}/cards/${subject}`, state: 'sent' }, orderBy: { at: 'asc' } })

beforeAll(async () => {
  rig = await rigFor(wishingCity())
  await rig.startWorker()
  await rig.startYear()
  await moveTo(rig, '2022-05-24T02:00:00.000Z')
  pages = await pagesOf(rig)
  office = await pages.signedIn(mailboxOf('office'))
  harbour = await pages.signedIn(mailboxOf('minato-officer'))
  town = await pages.signedIn(mailboxOf('machi-officer'))
}, 180_000)
afterAll(() => rig.close())

describe('a section', () => {
  test('finds the way on its sheet and in its work, and is told at the field what is missing', async () => {
    expect((await town.get(`${path('market')}/sheet`)).text).toContain('期限の延長を申し出る')
    expect((await town.get('/my-work')).text).toContain(`href="${path('market')}/extension"`)
    for (const [form, field, words] of [
      [{ 'wished-date': '六月' }, 'wished-date', '2016-12-22 のように'],
      [{ 'wished-date': '2022-05-27', 'extension-reason': '集計中' }, 'wished-date', 'より後の日'],
      [{ 'wished-date': '2022-06-04', 'extension-reason': '集計中' }, 'wished-date', '閉庁日'],
      [{ 'wished-date': '2022-06-03' }, 'extension-reason', '理由を書いてください'],
      [{ 'wished-date': '2022-06-03', 'extension-reason': '長'.repeat(2_001) }, 'extension-reason', '2000字以内'],
    ] as const) {
      const { status, text } = await wish(town, 'market', form)
      expect([status, text.includes(`href="#${field}"`), text.includes(words)], words).toEqual([400, true, true])
    }
    expect(await rig.db.command.count({ where: { act: 'request-extension' } })).toBe(0)
  })

  test('asks, once however often the button is pressed, and sees that it waits; another section sees nothing', async () => {
    const key = randomUUID()
    const form = { 'wished-date': '2022/6/1', 'extension-reason': '出店者の集計に時間を要するため' }
    for (let i = 0; i < 2; i += 1) expect((await wish(town, 'market', form, key)).status).toBe(303)
    await quiet(rig)
    expect(await rig.db.command.count({ where: { act: 'request-extension' } })).toBe(1)
    expect(await asked('market')).toBe(key)
    expect(await dueOf('market')).toBe('2022-05-27T08:00:00.000Z')
    for (const page of [`${path('market')}/extension`, `${path('market')}/sheet`, '/my-work'])
      expect((await town.get(page)).text, page).toMatch(/までの延長を申出中（受付番号 \d+/)
    expect((await harbour.get(`${path('market')}/extension`)).status).toBe(404)
    expect((await wish(harbour, 'market', form)).status).toBe(404)
    expect((await town.get(`${path('market')}/extension/decision`)).status).toBe(404)
    expect((await decide(town, 'market', 'grant', { asked: key })).status).toBe(404)
  })

  test('replaces what it asked; a decision on what the office saw before is not taken', async () => {
    const before = await asked('market')
    const form = { 'wished-date': '2022-06-10', 'extension-reason': '出店者の集計と決裁に時間を要するため' }
    expect((await wish(town, 'market', form)).status).toBe(303)
    await quiet(rig)
    expect(await asked('market')).not.toBe(before)
    const late = await decide(office, 'market', 'grant', { asked: before })
    expect(late).toMatchObject({ status: 400, text: expect.stringContaining('課が申出を変えました') })
    expect(await dueOf('market')).toBe('2022-05-27T08:00:00.000Z')
  })
})

describe('the office', () => {
  test('finds it on the year’s page with the way to decide; an auditor sees it there without', async () => {
    const year = `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}`
    const { text } = await office.get(`${year}?still`)
    const deciding = text.slice(text.indexOf('判断が要るもの'))
    expect(deciding).toMatch(/まち課　朝市の支援.*5\/27（金）17時.*6\/10（金）17時.*までに延ばす申出/s)
    expect(deciding).toContain(`href="${path('market')}/extension/decision"`)
    const auditor = await pages.signedIn(mailboxOf('auditor'))
    for (const page of [`${year}?still`, path('market')]) {
      const seen = await auditor.get(page)
      expect(seen.text, page).toContain(page === path('market') ? 'までの延長を申出中' : 'までに延ばす申出')
      expect(seen.text, page).not.toContain('/extension/decision')
    }
  })

  test('finds it among its work, by mail and on one page: who, why, what it moves, and how one got here', async () => {
    expect((await office.get('/my-work')).text).toContain('期限の延長の申出（1件）')
    const { status, text } = await office.get(`${path('market')}/extension/decision`)
    expect(status).toBe(200)
    for (const words of [
      'まち課 担当',
      '出店者の集計と決裁に時間を要するため',
      'まだ延長していません',
      '連絡の経過',
      'メール：照会（依頼）',
      'ほかの工程の日程が',
      '法定の期日（',
      'ずれる見込みの日程',
    ])
      expect(text, words).toContain(words)
    await moveTo(rig, '2022-05-25T02:00:00.000Z')
    const [notice] = await sent('extension-request', 'market')
    const mail = await rig.db.mail.findUniqueOrThrow({ where: { id: notice?.mailId ?? '' } })
    expect(mail).toMatchObject({ mailbox: mailboxOf('office'), text: expect.stringContaining('出店者の集計と決裁') })
  })

  test('looks at a shorter date first: it says what that moves, and grants nothing by looking', async () => {
    const wrong = await office.get(`${path('market')}/extension/decision?date=2022-06-05`)
    expect(wrong.text).toContain('閉庁日')
    const { text } = await office.get(`${path('market')}/extension/decision?date=2022-06-02`)
    expect(text).toContain('令和4年6月2日（木）17時</time> までの延長を認める')
    expect(text.split('id="other"')[1]).toContain('ほかの工程の日程は変わりません')
    expect(await dueOf('market')).toBe('2022-05-27T08:00:00.000Z')
  })

  test('grants it for another day; the section is told, its chase starts anew, and of two answers one is taken', async () => {
    const key = await asked('market')
    const form = { asked: key, date: '2022-06-02', 'other-reason': '全体の取りまとめに間に合う日としました' }
    const two = await Promise.all([decide(office, 'market', 'grant-other', form), decide(office, 'market', 'grant-other', form)])
    expect(two.map(({ status }) => status).sort()).toEqual([303, 400])
    await quiet(rig)
    expect(await rig.db.command.count({ where: { processId: `${rig.cycle}/cards/market`, act: 'extend' } })).toBe(1)
    expect(await dueOf('market')).toBe('2022-06-02T08:00:00.000Z')
    expect(await asked('market')).toBe('')
    for (const page of ['/my-work', '/?still'])
      expect((await office.get(page)).text, page).not.toContain(`${path('market')}/extension/decision`)
  })

  test('declines with a reason that the section reads by mail; its due date stays', async () => {
    const form = { 'wished-date': '2022-06-30', 'extension-reason': '担当が替わったため' }
    expect((await wish(harbour, 'crane', form)).status).toBe(303)
    await quiet(rig)
    const key = await asked('crane')
    expect((await decide(office, 'crane', 'decline', { asked: key })).text).toContain('認めない理由を書いてください')
    const declined = await decide(office, 'crane', 'decline', { asked: key, 'decline-reason': '会議の資料に間に合わないため' })
    expect(declined.status).toBe(303)
    expect((await office.get(declined.location ?? '')).text).toContain('を受け付けました（受付番号')
    await quiet(rig)
    expect(await dueOf('crane')).toBe('2022-05-27T08:00:00.000Z')
    await moveTo(rig, '2022-05-26T02:00:00.000Z')
    const [notice] = await sent('extension-declined', 'crane')
    const mail = await rig.db.mail.findUniqueOrThrow({ where: { id: notice?.mailId ?? '' } })
    expect(mail.text.replace(/\s/g, '')).toContain('会議の資料に間に合わないため')
    expect((await harbour.get(`${path('crane')}/extension`)).text).toContain('延長は認められませんでした')
    expect((await decide(office, 'crane', 'grant', { asked: key })).text).toContain('すでに判断が済んでいます')
  })

  test('grants as wished on behalf of a section that telephoned, and all of it stands in a trail that is whole', async () => {
    expect((await office.get(`${path('seamen')}/extension`)).text).toContain('課に代わって申し出ます')
    expect((await wish(office, 'seamen', { 'wished-date': '2022-06-01', 'extension-reason': '電話で申出があったため' })).status).toBe(303)
    await quiet(rig)
    expect((await decide(office, 'seamen', 'grant', { asked: await asked('seamen') })).status).toBe(303)
    await quiet(rig)
    expect(await dueOf('seamen')).toBe('2022-06-01T08:00:00.000Z')
    const { text } = await office.get(path('seamen'))
    for (const words of ['期限の延長の申出', '電話で申出があったため', '新しい期限：令和4年6月1日（水）17時']) expect(text).toContain(words)
    expect(await verifyTrail(rig.db, rig.cycle)).toMatchObject({ faults: [] })
  })
})
