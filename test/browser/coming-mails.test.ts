import type { BrowserContext, Browser as Chromium, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { faultsOf } from '../support/axe.js'
import { openBrowser } from '../support/browser.js'
import { smallCity } from '../support/bundles.js'
import { press } from '../support/keyboard.js'
import { cookiesOf, type Pages, pagesOf } from '../support/pages.js'
import { type Rig, rigFor } from '../support/rig.js'
import { moveTo } from '../workflows/move-clock.js'

// 送信予定 as the office uses it: without scripts, on a narrow window, by keyboard alone.
vi.setConfig({ testTimeout: 120_000 })
let rig: Rig
let pages: Pages
let server: { base: string; close(): Promise<void> }
let browser: Chromium
let context: BrowserContext
let page: Page

beforeAll(async () => {
  rig = await rigFor(smallCity())
  await rig.startWorker()
  const { departments, posts, programmes, fiscalYear, startsAt } = rig.bundle
  const register = { departments, posts, programmes }
  await rig.app.startCycle({ definition: rig.definition, fiscalYear, register, post: rig.office, playedFrom: startsAt })
  await moveTo(rig, '2022-05-09T03:00:00.000Z')
  pages = await pagesOf(rig)
  server = await pages.listen()
  browser = await openBrowser()
  context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 800 } })
  await context.addCookies(cookiesOf(await pages.signedIn('seisaku@minato.example'), server.base))
  page = await context.newPage()
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await rig?.close()
})

test('the first mails are looked at and let go by keyboard, then one mail is held and all are stopped', async () => {
  await page.goto(`${server.base}/${rig.city}/coming-mails`)
  expect(await page.locator('main').textContent()).toContain('点検が済むまで、この年度のメールは一通も送りません')
  await press(page, '送り始める')
  await press(page, 'agreed', 'Space')
  await Promise.all([page.waitForURL(/done=release-year/), press(page, '内容を確認したので、送り始める')])
  expect(await page.locator('[role=status]').textContent()).toContain('送り始めます')

  await Promise.all([page.waitForURL(/\/coming-mails\/\d/), press(page, 'まち課')])
  await press(page, 'このメールを止める')
  await page.keyboard.press('Tab')
  await page.keyboard.insertText('電話で話したため')
  await Promise.all([page.waitForURL(/done=hold/), page.keyboard.press('Enter')])
  expect(await page.locator('main').textContent()).toContain('事務局が保留')

  await page.goto(`${server.base}/${rig.city}/coming-mails`)
  await page.locator('summary', { hasText: 'メールを全て止める' }).click()
  await page.locator('input#stop').fill('宛名の誤りを調べるため')
  await Promise.all([page.waitForURL(/done=stop/), page.keyboard.press('Enter')])
  expect(await page.locator('header [role=status]').textContent()).toContain('宛名の誤りを調べるため')
})

test('stopped and held, the list and one mail neither scroll sideways nor break a rule of accessibility', async () => {
  const open = await browser.newContext({ bypassCSP: true })
  await open.addCookies(await context.cookies())
  const found: string[] = []
  const list = `/${rig.city}/coming-mails`
  const seen = await open.newPage()
  await seen.goto(server.base + list)
  const mail = await seen.locator('tbody a[href*="coming-mails/"]').first().getAttribute('href')
  for (const path of [list, mail ?? '', `${list}?held=office`, `/${rig.city}/mails`])
    for (const width of [1280, 320]) {
      await seen.setViewportSize({ width, height: 900 })
      await seen.goto(server.base + path)
      found.push(...(await faultsOf(seen)).map((fault) => `${path} at ${width} px: ${fault}`))
    }
  await open.close()
  expect(found).toEqual([])
})
