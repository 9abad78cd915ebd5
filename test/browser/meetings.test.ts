import { randomUUID } from 'node:crypto'
import type { BrowserContext, Browser as Chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { faultsOf } from '../support/axe.js'
import { openBrowser } from '../support/browser.js'
import { cookiesOf, type Pages, pagesOf } from '../support/pages.js'
import { reviewCity } from '../support/review-city.js'
import { type Rig, rigFor } from '../support/rig.js'
import type { Browser } from '../support/sign-in.js'
import { playUntil, quiet } from '../support/stage.js'
import { moveTo } from '../workflows/move-clock.js'

// One meeting as its office and a member see it; the tests are its chapters and lean on each other.
vi.setConfig({ testTimeout: 120_000 })
let rig: Rig
let pages: Pages
let server: { base: string; close(): Promise<void> }
let browser: Chromium
let office: Browser
let member: Browser
const list = () => `/${rig.city}/meetings`
const page = () => `${list()}/subcommittee/2022-1`
const own = () => `/member/meetings/${rig.city}/subcommittee/2022-1`
const id = () => `${rig.city}/meeting/subcommittee/2022-1`
const act = async (name: string, form: Record<string, string> = {}) => {
  const { revision } = await rig.db.meeting.findUniqueOrThrow({ where: { id: id() } })
  return office.post(`${page()}/acts`, { _act: name, _key: randomUUID(), _revision: `${revision}`, ...form })
}

beforeAll(async () => {
  rig = await rigFor(reviewCity({ seats: 3 }))
  await rig.startWorker()
  await playUntil(rig, ({ steps }) => steps['gathering'] === 'open')
  pages = await pagesOf(rig)
  server = await pages.listen()
  office = await pages.signedIn('seisaku@minato.example')
  member = await pages.signedIn('seat-01@minato.example')
  browser = await openBrowser()
  const step = `${rig.cycle}/gathering`
  await office.post(list(), { _act: 'plan', _key: randomUUID(), step, from: '14:00', until: '16:00', place: '市役所 会議室' })
  await act('invite')
  const { at } = await rig.db.notice.findFirstOrThrow({ where: { kind: 'invitation' } })
  await moveTo(rig, at.toISOString())
  await quiet(rig)
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await rig?.close()
})

async function contextOf(who: Browser, options: object = {}): Promise<BrowserContext> {
  const context = await browser.newContext({ bypassCSP: true, ...options })
  await context.addCookies(cookiesOf(who, server.base))
  return context
}

async function faults(who: Browser, path: string): Promise<string[]> {
  const context = await contextOf(who)
  const tab = await context.newPage()
  const response = await tab.goto(server.base + path)
  const found: string[] = response?.status() === 200 ? [] : [`${path}: ${response?.status()}`]
  for (const width of [1280, 768, 320]) {
    await tab.setViewportSize({ width, height: 900 })
    found.push(...(await faultsOf(tab)).map((fault) => `${path} at ${width} px: ${fault}`))
  }
  await context.close()
  return found
}

test('a member answers on a tablet, without script, with one press', async () => {
  const context = await contextOf(member, { javaScriptEnabled: false, viewport: { width: 768, height: 1024 } })
  const tab = await context.newPage()
  await tab.goto(server.base + own())
  await tab.getByRole('button', { name: '出席する', exact: true }).click()
  expect(await tab.getByRole('status').textContent()).toBe('「出席」と承りました。')
  await context.close()
})

test('the pages of a meeting to come have no accessibility violation and do not scroll sideways', async () => {
  expect([
    ...(await faults(office, list())),
    ...(await faults(office, page())),
    ...(await faults(member, own())),
    ...(await faults(member, '/member')),
  ]).toEqual([])
})

test('nor have those of a meeting that was held, its minutes and what was published', async () => {
  const { startsAt } = await rig.db.meeting.findUniqueOrThrow({ where: { id: id() } })
  await moveTo(rig, new Date(startsAt.getTime() + 3_600_000).toISOString())
  const present = Object.fromEntries([1, 2, 3].map((no) => [`present.${rig.city}/seat-0${no}`, no < 3 ? 'attend' : 'absent']))
  expect((await act('record', { ...present, visitors: '1', decisions: '了承', 'record-until': '' })).status).toBe(303)
  await act('minutes-save', { base: '0', 'part-0': '開会した。', 'part-1': '話した。' })
  await act('minutes-save', { base: '1', 'part-0': '開会した。', 'part-1': '意見を話した。' })
  expect((await act('minutes-ask')).status).toBe(303)
  const found = [
    ...(await faults(office, page())),
    ...(await faults(office, `${page()}/minutes?from=1&to=2`)),
    ...(await faults(member, own())),
    ...(await faults(member, '/member')),
  ]
  await act('minutes-confirm', { minutes: '2', 'confirm-reason': '期日のため' })
  expect((await act('minutes-publish')).status).toBe(303)
  found.push(...(await faults(office, `/report/${rig.city}/meetings/subcommittee/2022-1`)), ...(await faults(member, '/member')))
  expect(found).toEqual([])
})
