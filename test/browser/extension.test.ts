import type { Browser as Chromium, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openBrowser } from '../support/browser.js'
import { press, reach, write } from '../support/keyboard.js'
import { cookiesOf, type Pages, pagesOf } from '../support/pages.js'
import { type Rig, rigFor } from '../support/rig.js'
import { wishingCity } from '../support/wishing-city.js'
import { moveTo } from '../workflows/move-clock.js'

// A later date, from the wish to the mail, as sections and the office come to it: by keyboard alone, on a window of 768 px.
vi.setConfig({ testTimeout: 120_000 })
let rig: Rig
let pages: Pages
let server: { base: string; close(): Promise<void> }
let browser: Chromium
let office: Page
let town: Page
let harbour: Page

beforeAll(async () => {
  rig = await rigFor(wishingCity())
  await rig.startWorker()
  await rig.startYear()
  await moveTo(rig, '2022-05-24T02:00:00.000Z')
  pages = await pagesOf(rig)
  server = await pages.listen()
  browser = await openBrowser()
  office = await signedIn('seisaku@minato.example')
  town = await signedIn('machi@minato.example')
  harbour = await signedIn('sangyo@minato.example')
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await rig?.close()
})

async function signedIn(mailbox: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 768, height: 900 } })
  await context.addCookies(cookiesOf(await pages.signedIn(mailbox), server.base))
  return context.newPage()
}

const sheet = (subject: string) =>
  `${server.base}/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}/assignments/cards/${subject}/sheet`
const extension = (subject: string) => sheet(subject).replace(/sheet$/, 'extension')

/** What the page says, without spaces; it fits into its window. */
async function said(page: Page): Promise<string> {
  expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth'), page.url()).toBe(0)
  return ((await page.locator('main').textContent()) ?? '').replace(/\s/g, '')
}

/** Presses what leads on and waits for where it leads. */
const follow = (page: Page, name: string, to: RegExp) => Promise.all([page.waitForURL(to), press(page, name)])

async function ask(page: Page, subject: string, day: string, reason: string): Promise<void> {
  await page.goto(sheet(subject))
  await follow(page, '期限の延長を申し出る', /\/extension$/)
  await said(page)
  await write(page, 'wished-date', day)
  await write(page, 'extension-reason', reason)
  await follow(page, '申し出る', /receipt=/)
  expect(await said(page)).toMatch(/「期限の延長の申出」を受け付けました（受付番号\d+）/)
}

/** Opens the only request that waits, from the year's page. */
async function openRequest(): Promise<void> {
  await office.goto(`${server.base}/?still`)
  expect(await said(office)).toContain('までに延ばす申出')
  await follow(office, '見て決める', /\/extension\/decision$/)
}

/** What was mailed to a mailbox since then, and has been taken in by its server. */
async function mailed(mailbox: string, since: string): Promise<string> {
  const mails = await rig.db.mail.findMany({ where: { mailbox, state: 'sent', slot: { gt: since } } })
  for (const { messageId } of mails)
    expect(rig.mail.taken.filter((one) => one.messageId === messageId).map(({ to }) => to)).toEqual([mailbox])
  return mails.map(({ text }) => text.replace(/\s/g, '')).join()
}

test('a section asks from its sheet; the office sees what that moves and grants a shorter one; the section reads it on its page and by mail', async () => {
  await ask(town, 'market', '2022-06-10', '出店者の集計と決裁に時間を要するため')
  expect(await said(town)).toMatch(/6月10日（金）17時までの延長を申出中/)

  await openRequest()
  const wished = await said(office)
  expect(wished).toContain('出店者の集計と決裁に時間を要するため')
  expect(wished).toMatch(/「点検票の提出」が終わる見込みは、.*ほかの工程の日程が\d+か所ずれます/)
  expect(wished).toMatch(/法定の期日（令和4年9月30日（金））には間に合います/)
  await write(office, 'date', '2022-06-02')
  await follow(office, 'この日にした場合の影響を見る', /date=2022-06-02/)
  expect((await said(office)).split('日を改めて認める')[1]).toContain('ほかの工程の日程は変わりません')
  await write(office, 'other-reason', '取りまとめに間に合う日としました')
  await follow(office, '6月2日（木）17時 までの延長を認める', /receipt=/)
  const done = await said(office)
  expect(done).toMatch(/「期限の延長」を受け付けました（受付番号\d+）/)
  expect(done).toContain('判断を待っている延長の申出はありません')

  await town.goto(extension('market'))
  expect(await said(town)).toMatch(/いまの期限令和4年6月2日（木）17時.*までの延長が認められました.*取りまとめに間に合う日としました/)
  await moveTo(rig, '2022-05-25T02:00:00.000Z')
  const mail = await mailed('machi@minato.example', '2022-05-24T02:00:00.000Z')
  expect(mail).toContain('6月2日（木）17時')
})

test('another section’s is declined: only with a reason, which it reads on its page and by mail, and its date stays', async () => {
  await ask(harbour, 'crane', '2022-06-30', '担当が替わったため')
  await openRequest()
  await follow(office, '認めない（期限は変わらず', /\/decision$/)
  const problem = office.getByRole('alert')
  await problem.waitFor()
  expect(await problem.textContent()).toContain('認めない理由を書いてください')
  await press(office, '認めない理由を書いてください')
  await office.keyboard.insertText('会議の資料に間に合わないため')
  await follow(office, '認めない（期限は変わらず', /receipt=/)
  expect(await said(office)).toContain('「期限の延長を認めない」を受け付けました')

  await harbour.goto(extension('crane'))
  expect(await said(harbour)).toMatch(/いまの期限令和4年5月27日（金）17時.*延長は認められませんでした.*会議の資料に間に合わないため/)
  await reach(harbour, 'wished-date')
  await moveTo(rig, '2022-05-26T02:00:00.000Z')
  expect(await mailed('sangyo@minato.example', '2022-05-25T02:00:00.000Z')).toContain('会議の資料に間に合わないため')
})
