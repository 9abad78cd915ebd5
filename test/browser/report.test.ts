import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildReport } from '../../domain/publication/build-report.js'
import { reportFiles } from '../../domain/publication/report-files.js'
import { openBrowser } from '../support/browser.js'
import { recordedReport } from '../support/recorded-report.js'

// What runs in the page is passed as text: the project's types know no browser.
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const pages = new Map(reportFiles(buildReport(recordedReport())).map(({ path, content }) => [path, content]))
const read = ['index.html', 'article-16.html', 'all.html']

describe('the published report in a real browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  const open = async (path: string, width: number, colorScheme: 'light' | 'dark') => {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme })
    const requests: string[] = []
    page.on('request', (request) => requests.push(request.url()))
    await page.setContent(pages.get(path) ?? '')
    return { page, requests }
  }

  for (const width of [320, 1280]) {
    for (const scheme of ['light', 'dark'] as const) {
      it(`has no accessibility violation at ${width} px in ${scheme}, nor anything that scrolls sideways but tables`, async () => {
        for (const path of read) {
          const { page, requests } = await open(path, width, scheme)
          await page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
          await page.evaluate(axe)
          const result = (await page.evaluate("axe.run(document, { resultTypes: ['violations'] })")) as AxeResults
          expect(result.violations.map(({ id, nodes }) => `${path}: ${id} ${nodes[0]?.html}`)).toEqual([])
          expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0)
          expect(requests.filter((url) => url.startsWith('http'))).toEqual([])
          await page.close()
        }
      })
    }
  }

  it('can be reached by keyboard: first the skip link, then tables that scroll', async () => {
    const { page } = await open('article-12.html', 320, 'light')
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent.trim()')).toBe('本文へ移動')
    const unreachable = await page.evaluate(
      "[...document.querySelectorAll('.scroll')].filter((frame) => frame.scrollWidth > frame.clientWidth && frame.tabIndex !== 0).length",
    )
    expect(unreachable).toBe(0)
    await page.close()
  })

  it('is set in lines of about 38 characters', async () => {
    const { page } = await open('article-12.html', 1280, 'light')
    const widest = await page.evaluate(`Math.max(...[...document.querySelectorAll('main p, main li')]
      .map((block) => block.getBoundingClientRect().width / Number.parseFloat(getComputedStyle(block).fontSize)))`)
    expect(widest).toBeLessThanOrEqual(40)
    await page.close()
  })
})
