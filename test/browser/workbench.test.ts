import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultsOf } from '../support/axe.js'
import { openBrowser } from '../support/browser.js'
import { cookiesOf, type Pages, pagesOf } from '../support/pages.js'
import { reviewCity } from '../support/review-city.js'
import { type Rig, rigFor } from '../support/rig.js'
import { playUntil } from '../support/stage.js'

// The office, from pasted notes to opinions, without a script. JUNKAN_PICTURES names a folder for pictures.
const pictures = process.env['JUNKAN_PICTURES']

describe('the office at the workbench', () => {
  let rig: Rig
  let pages: Pages
  let server: { base: string; close(): void }
  let browser: Browser
  let page: Page
  let home: string

  beforeAll(async () => {
    rig = await rigFor(reviewCity())
    await rig.startWorker()
    await playUntil(rig, ({ steps }) => steps['remarks'] === 'open')
    pages = await pagesOf(rig)
    server = await pages.listen()
    browser = await openBrowser()
    // Whoever examines the pages needs a script of its own; the pages' own are kept out.
    const context = await browser.newContext({ bypassCSP: true })
    await context.addCookies(cookiesOf(await pages.signedIn('seisaku@minato.example'), server.base))
    await context.route('**/*.js', (route) => route.abort())
    page = await context.newPage()
    home = `${server.base}/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}/review`
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    server?.close()
    await rig?.close()
  })

  async function look(name: string): Promise<void> {
    const found: string[] = []
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 900 })
      found.push(...(await faultsOf(page)).map((fault) => `${name} at ${width} px: ${fault}`))
    }
    expect(found).toEqual([])
    if (!pictures) return
    await mkdir(pictures, { recursive: true })
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 900 })
      await page.screenshot({ path: join(pictures, `workbench-${name}-${width}.png`), fullPage: true })
    }
  }

  it('pastes notes, looks at them, and records them', async () => {
    await page.goto(`${home}/remarks`)
    await page
      .getByLabel('発言（一行に一つ）')
      .fill('【朝市の支援】\n・出店が減っている。\n・客の数を知りたい。\n・朝が早すぎて、来られない人がいる。')
    await page.getByLabel('発言の出所').selectOption('meeting')
    await page.getByLabel(/^発言した委員/).selectOption(`${rig.city}/seat-01`)
    await page.getByRole('button', { name: '確かめる（まだ記録しません）' }).click()
    await look('preview')
    await page.getByRole('button', { name: 'この3件を記録する' }).click()
    await page.getByText('発言を3件記録しました。').waitFor()
    await look('remarks')
    await page
      .getByRole('link', { name: /訂正・取消し/ })
      .first()
      .click()
    await look('remark')
  })

  it('makes opinions of them, splits and merges, and undoes', async () => {
    await page.goto(`${home}/workbench/market`)
    await page.getByLabel('出店が減っている。').check()
    await page.getByLabel('客の数を知りたい。').check()
    await page.getByLabel('種類').first().selectOption('ask')
    await page.getByRole('button', { name: '意見をつくる', exact: true }).click()
    await page.getByText('意見（1件）').waitFor()
    await page.getByLabel('朝が早すぎて、来られない人がいる。').check()
    await page.getByLabel('種類').first().selectOption('ask')
    await page.getByRole('button', { name: '意見をつくる', exact: true }).click()
    await page.getByText('意見（2件）').waitFor()
    await look('bench')
    await page.goto(`${home}/workbench/market?split=${await firstOpinion()}`)
    await look('split')
    await page.goto(`${home}/workbench/market`)
    for (const box of await page.getByLabel(/をまとめる意見に選ぶ/).all()) await box.check()
    await page.getByRole('button', { name: '選んだ意見をまとめる' }).click()
    await look('merge')
    await page.getByRole('button', { name: 'まとめる', exact: true }).click()
    await page.getByText('意見（1件）').waitFor()
    await page.getByRole('button', { name: '元に戻す（意見をまとめる）' }).click()
    await page.getByText('意見（2件）').waitFor()
    await page.goto(`${home}/workbench`)
    await look('year')
  })

  it('sees who has confirmed, and prints what a member is sent', async () => {
    await page.goto(`${home}/confirmations`)
    await look('confirmations')
    await page.getByRole('link', { name: '委員（学識経験者）' }).click()
    await look('confirmation')
    await page.getByText('検証意見（案）①').first().waitFor()
  })

  const firstOpinion = async (): Promise<string> => {
    const { content } = await rig.db.draft.findUniqueOrThrow({ where: { processId: `${rig.cycle}/remarks/market` } })
    return (content as { opinions: { id: string }[] }).opinions[0]?.id ?? ''
  }
})
