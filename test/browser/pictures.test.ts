import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultsOf } from '../support/axe.js'
import { openBrowser } from '../support/browser.js'
import { photograph } from '../support/made-up-pictures.js'
import { type Pages, pagesOf } from '../support/pages.js'
import { type Rig, rigFor } from '../support/rig.js'
import { smallCityWithPictures } from '../support/small-city-pictures.js'
import { moveTo, quiet } from '../workflows/move-clock.js'

// A picture added in a real browser, with the pages' script and without it. JUNKAN_PICTURES names a folder for what is seen on the way.
const shots = process.env['JUNKAN_PICTURES']

describe('a section adds a picture in a browser', () => {
  let rig: Rig
  let pages: Pages
  let server: { base: string; close(): void }
  let browser: Browser

  beforeAll(async () => {
    rig = await rigFor(smallCityWithPictures())
    await rig.startWorker()
    await rig.startYear()
    await moveTo(rig, '2022-05-09T02:00:00.000Z')
    await quiet(rig)
    pages = await pagesOf(rig)
    server = await pages.listen()
    browser = await openBrowser()
  }, 180_000)
  afterAll(async () => {
    await browser?.close()
    server?.close()
    await rig?.close()
  })

  async function signedIn(options: Parameters<Browser['newContext']>[0], mailbox = 'machi-cho@minato.example'): Promise<BrowserContext> {
    const { jar } = await pages.signedIn(mailbox)
    const context = await browser.newContext(options)
    await context.addCookies([...jar].map(([name, value]) => ({ name, value, url: server.base })))
    return context
  }
  const sheet = (subject: string) =>
    `${server.base}/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}/assignments/cards/${subject}/sheet`
  const choose = async (page: Page) =>
    page
      .getByLabel('加える写真（JPEG・PNG・WebP、5 MBまで）')
      .setInputFiles({ name: '朝市.jpg', mimeType: 'image/jpeg', buffer: await photograph(800, 600) })
  const faults = async (page: Page, name: string) => {
    const found: string[] = []
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 900 })
      if (shots) await mkdir(shots, { recursive: true })
      if (shots) await page.screenshot({ path: join(shots, `${name}-${width}.png`), fullPage: true })
      found.push(...(await faultsOf(page)).map((fault) => `${name} at ${width} px: ${fault}`))
    }
    return found
  }

  for (const javaScriptEnabled of [true, false]) {
    const subject = javaScriptEnabled ? 'market' : 'lights'
    it(`${javaScriptEnabled ? 'with' : 'without'} script: the text stays, the picture is shown, its own field has the words`, async () => {
      const context = await signedIn({ javaScriptEnabled })
      const page = await context.newPage()
      await page.goto(sheet(subject))
      await page.getByLabel('行ったこと').fill('朝市を開いた。')
      await choose(page)
      await page.getByRole('button', { name: '写真を加える' }).click()
      await page.waitForURL(/done=picture/)
      expect(await page.getByLabel('行ったこと').inputValue()).toBe('朝市を開いた。')
      const image = page.getByAltText('1枚目の写真（代替テキストはまだありません）')
      expect((await image.boundingBox())?.width).toBeGreaterThan(100)
      await page.getByLabel(/^代替テキスト（1枚目）/).fill('朝市の通りに並ぶ10の店と買い物客')
      await page.getByLabel('自ら撮影（市）').check()
      await page.getByRole('button', { name: '保存する' }).last().click()
      await page.waitForURL(/done=saved/)
      expect(await page.getByAltText('朝市の通りに並ぶ10の店と買い物客').count()).toBe(1)
      const draft = await rig.db.draft.findUniqueOrThrow({ where: { processId: `${rig.cycle}/cards/${subject}` } })
      expect(draft.content).toMatchObject({ photos: [{ alt: '朝市の通りに並ぶ10の店と買い物客', rights: 'own' }] })
      await context.close()
    })
  }

  it('the form and the page to be read have no accessibility violation and do not scroll sideways', async () => {
    // The pages' own policy lets no script in, not even the one that examines them.
    const writing = await signedIn({ bypassCSP: true })
    const page = await writing.newPage()
    await page.goto(sheet('market'))
    expect(await faults(page, 'form')).toEqual([])
    await page.getByRole('button', { name: '確認して提出する' }).click()
    await page.getByRole('heading', { name: '受け付けました' }).waitFor()
    await quiet(rig)
    await writing.close()
    const reading = await signedIn({ bypassCSP: true }, 'seisaku@minato.example')
    const read = await reading.newPage()
    await read.goto(sheet('market'))
    expect(await read.getByAltText('朝市の通りに並ぶ10の店と買い物客').count()).toBe(1)
    expect(await faults(read, 'read')).toEqual([])
    await reading.close()
  })
})
