import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { smallCity } from '../support/bundles.js'
import { type Pages, pagesOf } from '../support/pages.js'
import { type Rig, rigFor } from '../support/rig.js'
import type { Browser } from '../support/sign-in.js'
import { moveTo, quiet } from '../workflows/move-clock.js'

vi.setConfig({ testTimeout: 120_000 })
let rig: Rig
let pages: Pages
let section: Browser
const mailboxOf = (key: string) => rig.bundle.posts.find((post) => post.key === key)?.mailbox ?? ''
const home = () => `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}/assignments/cards`
const linesOf = (file: string) => file.replaceAll('\r\n ', '').trimEnd().split('\r\n')
const due = async (subject: string) =>
  (await rig.db.process.findUniqueOrThrow({ where: { id: `${rig.cycle}/cards/${subject}` } })).dueAt?.toISOString() ?? ''
const stamp = (instant: string) => instant.replace(/[-:]|\.000/g, '')
const act = (id: string, request: object) =>
  rig.app.act({ id, processId: `${rig.cycle}/cards/market`, post: rig.office, via: 'page', ...request } as Parameters<
    typeof rig.app.act
  >[0])

beforeAll(async () => {
  rig = await rigFor(smallCity())
  await rig.startWorker()
  await rig.startYear()
  await moveTo(rig, '2022-05-10T02:00:00.000Z')
  pages = await pagesOf(rig)
  section = await pages.signedIn(mailboxOf('minato-officer'))
}, 180_000)
afterAll(() => rig.close())

test('a section saves all its due dates, and one sheet saves its own; the links stand where the work is', async () => {
  expect((await section.get('/my-work')).text).toContain('href="/my-work/calendar.ics"')
  expect((await section.get(`${home()}/market/sheet`)).text).toContain(`href="${home()}/market/calendar.ics"`)
  const all = linesOf((await section.get('/my-work/calendar.ics')).text)
  expect(all).toContain(`UID:${rig.cycle}/cards/market@junkan.${rig.city}`)
  expect(all).toContain(`DTEND:${stamp(await due('market'))}`)
  const one = await section.get(`${home()}/market/calendar.ics`)
  expect(linesOf(one.text).filter((line) => line.startsWith('UID:'))).toEqual([`UID:${rig.cycle}/cards/market@junkan.${rig.city}`])
})

test("a date that is not one's own is answered as if it were not there", async () => {
  const stranger = await pages.signedIn(mailboxOf('seisaku-head'))
  expect((await stranger.get(`${home()}/market/calendar.ics`)).status).toBe(404)
  expect((await section.get(`${home()}/nothing/calendar.ics`)).status).toBe(404)
  expect((await stranger.get('/my-work/calendar.ics')).text).not.toContain('cards/market')
})

test('an extension raises the number of the entry, a withdrawal cancels it under the same UID', async () => {
  const file = async () => linesOf((await section.get(`${home()}/market/calendar.ics`)).text)
  const sequence = async () => Number((await file()).find((line) => line.startsWith('SEQUENCE:'))?.slice(9))
  const before = await sequence()
  await act('calendar-extend', { act: 'extend', dueAt: '2022-06-30T08:00:00.000Z', reason: '会議のため' })
  await quiet(rig)
  expect(await file()).toContain('DTEND:20220630T080000Z')
  const extended = await sequence()
  expect(extended).toBeGreaterThan(before)

  await act('calendar-withdraw', { act: 'withdraw', reason: '対象から外したため' })
  await quiet(rig)
  expect(await file()).toContain('STATUS:CANCELLED')
  expect(await sequence()).toBeGreaterThan(extended)
  const all = linesOf((await section.get('/my-work/calendar.ics')).text)
  const entry = all.slice(all.indexOf(`UID:${rig.cycle}/cards/market@junkan.${rig.city}`))
  expect(entry.find((line) => line.startsWith('STATUS:'))).toBe('STATUS:CANCELLED')
})
