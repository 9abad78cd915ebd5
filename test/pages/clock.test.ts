import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { smallCity } from '../support/bundles.js'
import { type Pages, pagesOf } from '../support/pages.js'
import { type Rig, rigFor } from '../support/rig.js'
import type { Browser } from '../support/sign-in.js'
import { moveTo } from '../workflows/move-clock.js'

vi.setConfig({ testTimeout: 120_000 })
let rig: Rig
let pages: Pages
let office: Browser
const path = () => `/${rig.city}/clock`
const now = async () => (await rig.db.clock.findUniqueOrThrow({ where: { city: rig.city } })).now.toISOString()

beforeAll(async () => {
  rig = await rigFor(smallCity())
  await rig.startWorker()
  await rig.startYear()
  await moveTo(rig, '2022-05-27T09:00:00.000Z')
  pages = await pagesOf(rig)
  office = await pages.signedIn('seisaku@minato.example')
}, 180_000)
afterAll(() => rig.close())

test('the clock of a played year goes on to the next mails by one press, and they have left', async () => {
  const { _min: first } = await rig.db.notice.aggregate({ where: { state: 'planned' }, _min: { at: true } })
  const next = first.at?.toISOString() ?? ''
  const { text } = await office.get(path())
  expect(text).toMatch(new RegExp(`name="to" value="${next}"[^>]*>次の送信時刻（`))
  expect(await office.post(path(), { to: next, date: '' })).toMatchObject({ status: 303, location: path() })
  expect(await now()).toBe(next)
  expect(await rig.db.notice.count({ where: { state: 'planned', at: { lte: next } } })).toBe(0)
  expect(await rig.db.notice.count({ where: { state: 'sent', at: next } })).toBeGreaterThan(0)
})

test('a day that is past, or none, is refused in words and moves nothing; nobody but the office finds the page', async () => {
  const before = await now()
  for (const date of ['2022-05-01', 'あした', '']) {
    const refused = await office.post(path(), { to: 'date', date })
    expect(refused).toMatchObject({ status: 400, text: expect.stringContaining('いまより後の日を、') })
  }
  expect(await now()).toBe(before)
  for (const who of ['machi-cho@minato.example', 'kansa@minato.example'])
    expect((await (await pages.signedIn(who)).get(path())).status).toBe(404)
})
