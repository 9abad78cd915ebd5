import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { smallCity } from '../support/bundles.js'
import { type Pages, pagesOf } from '../support/pages.js'
import { stringsOf } from '../support/payloads.js'
import { type Rig, rigFor } from '../support/rig.js'
import type { Browser } from '../support/sign-in.js'
import { moveTo, quiet } from '../workflows/move-clock.js'

vi.setConfig({ testTimeout: 120_000 })
let rig: Rig
let pages: Pages
let office: Browser
let section: Browser
const mailboxOf = (key: string) => rig.bundle.posts.find((post) => post.key === key)?.mailbox ?? ''
const year = () => `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}`
const path = (subject: string) => `${year()}/assignments/cards/${subject}`
const call = (browser: Browser, subject: string, form: Record<string, string>) =>
  browser.post(`${path(subject)}/acts`, { _act: 'record-call', _key: randomUUID(), ...form })
const rowOf = (subject: string) => rig.db.process.findUniqueOrThrow({ where: { id: `${rig.cycle}/cards/${subject}` } })
const sentTo = async (kind: string, subject: string) =>
  (
    await rig.db.notice.findMany({ where: { kind, processId: `${rig.cycle}/cards/${subject}`, state: 'sent' }, orderBy: { at: 'asc' } })
  ).map(({ at }) => at.toISOString())
const note = { 'call-whom': 'まち課 担当係長', 'call-said': '担当が出張中。戻り次第、課長の確認を受けて出すとのこと。' }

beforeAll(async () => {
  rig = await rigFor(smallCity())
  await rig.startWorker()
  await rig.startYear()
  await moveTo(rig, '2022-05-27T09:00:00.000Z')
  pages = await pagesOf(rig)
  office = await pages.signedIn(mailboxOf('office'))
  section = await pages.signedIn(mailboxOf('machi-officer'))
}, 180_000)
afterAll(() => rig.close())

test('the form is one press away from the row of 提出状況, for the office alone', async () => {
  const list = `${year()}/assignments?state=all`
  const link = `${path('market')}?act=record-call#act-record-call`
  expect((await office.get(list)).text).toContain(`href="${link}"`)
  expect((await section.get(list)).text).not.toContain('電話を記録')
  expect((await office.get(`${path('market')}?act=record-call`)).text).toContain('<details id="act-record-call" open')
  expect((await section.get(path('market'))).text).not.toContain('act-record-call')
  expect((await call(section, 'market', note)).status).toBe(404)
})

test('whom and what are needed, and a promised day that is one; what was typed stays', async () => {
  for (const [form, field, words] of [
    [{ ...note, 'call-whom': '' }, 'call-whom', '氏名は書かないでください'],
    [{ ...note, 'call-said': '' }, 'call-said', '話した内容を書いてください'],
    [{ ...note, 'call-date': '来週' }, 'call-date', '2016-12-22 のように'],
    [{ ...note, 'call-date': '2022-06-04' }, 'call-date', '閉庁日'],
  ] as const) {
    const { status, text } = await call(office, 'market', form)
    expect([status, text.includes(`href="#${field}"`), text.includes(words)], words).toEqual([400, true, true])
    if (form['call-whom']) expect(text).toContain(form['call-whom'])
  }
  expect(await rig.db.command.count({ where: { act: 'record-call' } })).toBe(0)
})

test('a note without a promise stands in the course of contact, and nothing rests', async () => {
  const before = await rig.db.notice.count({ where: { processId: `${rig.cycle}/cards/lights`, state: 'planned' } })
  expect((await call(office, 'lights', { ...note, 'call-said': '折り返し電話をもらうことにした。' })).status).toBe(303)
  await quiet(rig)
  expect((await rowOf('lights')).pausedUntil).toBeNull()
  expect(await rig.db.notice.count({ where: { processId: `${rig.cycle}/cards/lights`, state: 'planned' } })).toBe(before)
  expect((await section.get(path('lights'))).text).toContain('まち課 担当係長と電話。折り返し電話をもらうことにした。')
})

test('a promise rests the chase until its day, in words; past it, the chase is counted from that day', async () => {
  expect((await call(office, 'market', { ...note, 'call-date': '2022-06-02' })).status).toBe(303)
  await quiet(rig)
  const { text } = await office.get(path('market'))
  for (const words of [
    `${note['call-whom']}と電話。${note['call-said']}`,
    '令和4年6月2日（木）17時までに提出するとの約束',
    'それまでに送る予定だった再依頼は取りやめました',
  ])
    expect(text).toContain(words)
  expect((await section.get('/my-work')).text).toContain('まで、お知らせを控えています')
  expect((await office.get(`${year()}/assignments?state=all`)).text).toMatch(/電話で .*6\/2（木）17時.* の約束/)

  await moveTo(rig, '2022-06-02T08:30:00.000Z')
  expect(await sentTo('head-notice', 'market')).toEqual([])
  expect(await sentTo('head-notice', 'lights')).toEqual(['2022-05-30T01:00:00.000Z'])
  await moveTo(rig, '2022-06-03T02:00:00.000Z')
  expect(await sentTo('head-notice', 'market')).toEqual(['2022-06-03T01:00:00.000Z'])
})

test('neither whom nor what was said stands in the trail, in a workflow or in its search attributes', async () => {
  const bodies = (await rig.db.trail.findMany({ where: { cycleId: rig.cycle } })).map(({ body }) => body).join('\n')
  expect(bodies).not.toContain('出張中')
  const handle = rig.connections.temporal.workflow.getHandle(`${rig.cycle}/cards/market`)
  const [history, told] = [await handle.fetchHistory(), await handle.describe()]
  const strings = stringsOf(history).join('\n')
  expect(strings).toContain('record-call')
  expect(strings + JSON.stringify(told.searchAttributes)).not.toMatch(/出張中|担当係長/)
})
