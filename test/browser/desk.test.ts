import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { instantAt } from '../../domain/calendar/instants.js'
import { openBrowser } from '../support/browser.js'
import { kawasaki2016 } from '../support/bundles.js'
import { type Pages, pagesOf } from '../support/pages.js'
import { type Rig, rigFor } from '../support/rig.js'

// A sheet's whole way in a real browser: asked for, written, confirmed, handed in, sent back, mended, accepted; then the next
// year is started while this one runs. JUNKAN_PICTURES names a folder for pictures of what is seen on the way.
const pictures = process.env['JUNKAN_PICTURES']
const officer = 'shogyo@kawasaki.example'
const head = 'shogyo-kacho@kawasaki.example'

describe('a section and the office do their part of fiscal year 2016 in a browser', () => {
  let rig: Rig
  let pages: Pages
  let server: { base: string; close(): void }
  let browser: Browser
  const contexts = new Map<string, BrowserContext>()

  beforeAll(async () => {
    rig = await rigFor(kawasaki2016())
    await rig.startWorker()
    await rig.play(instantAt('2016-12-05', '09:00'))
    pages = await pagesOf(rig)
    server = await pages.listen()
    browser = await openBrowser()
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    server?.close()
    await rig?.close()
  })

  /** A page of somebody who has signed in through the pages, as everybody does. */
  async function as(mailbox: string, path = '/my-work'): Promise<Page> {
    const known = contexts.get(mailbox)
    const context = known ?? (await browser.newContext({ viewport: { width: 1280, height: 900 } }))
    contexts.set(mailbox, context)
    const page = await context.newPage()
    await page.goto(server.base + path)
    if (!known) {
      await page.getByLabel('メールアドレス').fill(mailbox)
      await page.getByRole('button', { name: '番号を送る' }).click()
      await page.getByLabel('6桁の番号').fill(await pages.codeFor(mailbox))
      await page.getByRole('button', { name: 'サインインする' }).click()
      await page.waitForURL(server.base + path)
    }
    return page
  }

  async function picture(page: Page, name: string): Promise<void> {
    if (!pictures) return
    await mkdir(pictures, { recursive: true })
    await page.screenshot({ path: join(pictures, `${name}.png`) })
  }

  const home = () => `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}`
  const assignment = () => `${home()}/assignments/sheet-forecast/p16-01`
  const one = () => rig.db.process.findUniqueOrThrow({ where: { id: `${rig.cycle}/sheet-forecast/p16-01` } })
  const settled = (page: Page) => page.locator('.save-state[data-state=saved]').waitFor()

  it('the officer finds the sheet under one’s own work, writes, and sees it saved without a button', async () => {
    const page = await as(officer)
    expect(await page.getByRole('heading', { name: '書いて提出するもの（4件）' }).count()).toBe(1)
    await picture(page, 'my-work')
    await page.getByRole('link', { name: /商店街課題対応事業/ }).click()
    await page.getByLabel('事業計画').fill('商店街が抱える課題を聞き取り、専門家を派遣する。\n空き店舗を使う創業を支援する。')
    await page.getByLabel('当年度予算（当初）').fill('１３,２００')
    await page.getByLabel('指標の名称').first().fill('専門家を派遣した商店街の数')
    await settled(page)
    const draft = await rig.db.draft.findUniqueOrThrow({ where: { processId: (await one()).id } })
    expect(draft.content).toMatchObject({ budget: { value: 13_200 } })
    await picture(page, 'sheet')
    await page.getByRole('button', { name: '課長の確認を依頼する' }).click()
    expect(await page.getByRole('status').first().textContent()).toContain('課長に確認を依頼しました')
    await page.close()
  })

  it('the head confirms it, and the officer hands it in and gets a number', async () => {
    const chief = await as(head)
    expect(await chief.getByRole('heading', { name: '課長の確認を待っているもの（1件）' }).count()).toBe(1)
    await chief.getByRole('link', { name: /商店街課題対応事業/ }).click()
    await chief.getByRole('button', { name: '確認だけして、提出は担当者に任せる' }).click()
    await chief.getByText('確認済みにしました。提出できます。').waitFor()
    await chief.close()

    const page = await as(officer, `${assignment()}/sheet`)
    await page.getByRole('button', { name: '提出する', exact: true }).click()
    await page.getByRole('heading', { name: '受け付けました' }).waitFor()
    await picture(page, 'receipt')
    const command = await rig.db.command.findFirstOrThrow({ where: { processId: (await one()).id, act: 'submit' } })
    expect(await page.locator('.receipt-number').textContent()).toBe(String(command.receiptNo))
    expect(command.payload).toMatchObject({ confirmed: 'self' })
    expect((await one()).state).toBe('submitted')
    await page.goto(`${server.base}${assignment()}/sheet`)
    expect(await page.getByText('第1版の内容です。').count()).toBe(1)
    expect(await page.locator('textarea').count()).toBe(0)
    await page.close()
  })

  it('the office sends it back with a remark at a field; the officer sees it there, mends it and hands it in again', async () => {
    const office = await as('kikaku@kawasaki.example', assignment())
    await picture(office, 'assignment')
    await office.getByRole('link', { name: '内容を確かめる（受理・修正の依頼）' }).click()
    await office.getByText('「当年度予算（当初）」の修正を依頼する').click()
    await picture(office, 'check')
    await office.locator('[id="remark.budget"]').fill('桁を確かめてください。前年度は9,676千円です。')
    await office.getByRole('button', { name: '修正を依頼する（課に通知されます）' }).click()
    expect(await office.getByRole('status').textContent()).toContain('「修正依頼」を受け付けました')
    await office.close()

    const page = await as(officer)
    await page.getByRole('heading', { name: '修正を依頼されたもの（1件）' }).waitFor()
    await page.getByRole('link', { name: /商店街課題対応事業/ }).click()
    expect(await page.locator('[data-field=budget] .remark').textContent()).toContain('桁を確かめてください。')
    await picture(page, 'returned')
    await page.getByLabel('当年度予算（当初）').fill('13,020')
    await page.getByText('口頭で課長の確認を得ているとき').click()
    await page.getByLabel(/課長に口頭で内容の確認を得ました/).check()
    await page.getByRole('button', { name: '提出する', exact: true }).click()
    await page.getByRole('heading', { name: '受け付けました' }).waitFor()
    const latest = await rig.db.command.findFirstOrThrow({
      where: { processId: (await one()).id, act: 'submit' },
      orderBy: { receiptNo: 'desc' },
    })
    expect(latest.payload).toMatchObject({ confirmed: 'oral' })
    await page.close()
  })

  it('the office sees what changed, mends a word itself, and accepts', async () => {
    const office = await as('kikaku@kawasaki.example', assignment())
    await office.getByRole('link', { name: '第1版と第2版の違い' }).first().click()
    expect(await office.locator('table.differences tbody tr').count()).toBe(1)
    expect(await office.locator('table.differences').textContent()).toContain('13,020')
    await picture(office, 'compare')
    await office.goto(`${server.base}${assignment()}/edit`)
    await office.getByLabel('事業計画').fill('商店街が抱える課題を聞き取り、専門家を派遣する。\n空き店舗を使った創業を支援する。')
    await office.getByLabel('何を直したか').fill('文末の統一')
    await office.getByRole('button', { name: /直した版を保存する/ }).click()
    expect(await office.getByRole('status').textContent()).toContain('「事務局修正」を受け付けました')
    await office.getByRole('link', { name: '内容を確かめる（受理・修正の依頼）' }).click()
    await office.getByRole('button', { name: '第3版を受理する' }).click()
    expect(await office.getByRole('status').textContent()).toContain('「受理」を受け付けました')
    expect(await one()).toMatchObject({ state: 'accepted', acceptedVersion: `${(await one()).id}@3` })
    await office.goto(`${server.base}/?still`)
    await picture(office, 'year')
    await office.close()
  })

  it('the office starts fiscal year 2017 while 2016 still runs', async () => {
    const office = await as('kikaku@kawasaki.example', `/${rig.city}/start-year`)
    await office.getByRole('main').getByRole('button').last().click()
    await office.waitForURL(/\/2017\//)
    await office.goto(`${server.base}/${rig.city}/start-year/2017/check`)
    await picture(office, 'start-year')
    await office.getByRole('button', { name: /年度を始める/ }).click()
    await office.waitForURL(/started=new/)
    const years = await rig.db.process.findMany({ where: { city: rig.city, kind: 'cycle' }, orderBy: { fiscalYear: 'asc' } })
    expect(years.map(({ fiscalYear, state }) => [fiscalYear, state])).toEqual([
      [2016, 'running'],
      [2017, 'running'],
    ])
    await office.goto(`${server.base}/`)
    expect(await office.getByRole('heading', { name: /平成29年度（2017年度）の進み具合/ }).count()).toBe(1)
    expect(await office.getByRole('heading', { name: /平成28年度（2016年度）の進み具合/ }).count()).toBe(1)
    await office.close()
  })
})
