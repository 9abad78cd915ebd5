import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultsOf } from '../support/axe.js'
import { openBrowser } from '../support/browser.js'
import { smallCity } from '../support/bundles.js'
import { pagesOf } from '../support/pages.js'
import { type Rig, rigFor } from '../support/rig.js'

describe('the pages in a real browser', () => {
  let rig: Rig
  let browser: Browser
  let server: { base: string; close(): void }
  let base: string
  /** what a browser brings that has signed in as the office */
  let cookies: { name: string; value: string; url: string }[]
  let paths: string[]

  beforeAll(async () => {
    rig = await rigFor(smallCity())
    await rig.startWorker()
    await rig.play()
    // Half of what is due is laid open again, so that every state of the chart and of the lists is drawn.
    const cards = await rig.db.process.findMany({ where: { cycleId: rig.cycle, stepKey: 'cards' }, orderBy: { id: 'asc' } })
    const open = cards.filter((one) => one.kind === 'assignment').slice(0, 2)
    await rig.db.process.update({ where: { id: rig.cycle }, data: { state: 'running' } })
    await rig.db.process.updateMany({
      where: { id: { in: open.map(({ id }) => id) } },
      data: { state: 'open', overdue: true, sealed: false },
    })
    await rig.db.process.update({ where: { id: `${rig.cycle}/cards` }, data: { state: 'open', closedAt: null } })
    await rig.db.process.update({ where: { id: `${rig.cycle}/remarks` }, data: { state: 'waiting', closedAt: null } })
    await rig.db.notice.updateMany({ where: { processId: open[0]?.id ?? '' }, data: { state: 'planned' } })
    const mail = await rig.db.mail.findFirstOrThrow()
    await rig.db.mail.update({ where: { id: mail.id }, data: { state: 'ambiguous' } })

    const pages = await pagesOf(rig)
    server = await pages.listen()
    base = server.base
    const office = await pages.signedIn(rig.bundle.posts.find((post) => post.role === 'office')?.mailbox ?? '')
    cookies = [...office.jar].map(([name, value]) => ({ name, value, url: base }))
    const home = `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}`
    paths = [
      '/?still',
      `${home}/plan`,
      `${home}/assignments`,
      `${open[0]?.id.replace(rig.cycle, `${home}/assignments`)}`,
      `${home}/trail?from=60`,
      `/${rig.city}/coming-mails`,
      `/${rig.city}/mails`,
      `/${mail.id.replace('/mail/', '/mails/')}`,
      '/nowhere',
    ]
    browser = await openBrowser()
  }, 180_000)
  afterAll(async () => {
    await browser?.close()
    server?.close()
    await rig?.close()
  })

  async function signedIn() {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
    await context.addCookies(cookies)
    return context.newPage()
  }

  it('has no accessibility violation where everything is late, waiting, in doubt or shut', async () => {
    const context = await browser.newContext({ bypassCSP: true })
    await context.addCookies(cookies)
    for (const path of paths) {
      const page = await context.newPage()
      await page.goto(base + path)
      for (const width of [1280, 320]) {
        await page.setViewportSize({ width, height: 900 })
        expect(await faultsOf(page), `${path} at ${width} px`).toEqual([])
      }
      await page.close()
    }
    await context.close()
  }, 120_000)

  it('draws every page under its own policy, asking nobody else for anything', async () => {
    const page = await signedIn()
    const faults: string[] = []
    const asked = new Set<string>()
    page.on('console', (message) => message.text().includes('Security Policy') && faults.push(message.text()))
    page.on('request', (request) => asked.add(new URL(request.url()).origin))
    const report = `/report/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}/`
    for (const path of [...paths, report]) await page.goto(base + path)
    expect(faults).toEqual([])
    expect([...asked]).toEqual([base])
    await page.close()
  })

  it('can be walked by keyboard: the skip link first, then the navigation with a visible focus', async () => {
    const page = await signedIn()
    await page.goto(`${base}/?still`)
    const focused: string[] = []
    for (let step = 0; step < 3; step += 1) {
      await page.keyboard.press('Tab')
      focused.push((await page.evaluate('document.activeElement.textContent.trim()')) as string)
      expect(await page.evaluate('Number.parseFloat(getComputedStyle(document.activeElement).outlineWidth)')).toBeGreaterThanOrEqual(3)
    }
    expect(focused).toEqual(['本文へ移動', '循環 Junkan', 'マイ業務'])
    await page.close()
  })

  it('stands as a table of steps, states and dates when styles are missing', async () => {
    const page = await signedIn()
    await page.route('**/*.css', (route) => route.abort())
    await page.goto(`${base}/?still`)
    const rows = (await page.evaluate("[...document.querySelectorAll('table.chart tbody tr')].map((row) => row.innerText)")) as string[]
    expect(rows).toHaveLength(rig.definition.steps.length)
    for (const [at, step] of rig.definition.steps.entries()) expect(rows[at]).toContain(step.name)
    expect(rows[0]).toMatch(/進行中[\s\S]*超過2件[\s\S]*5\/9（/)
    await page.close()
  })
})
