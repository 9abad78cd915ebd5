import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

// What runs in the page is passed as text: the project's types know no browser.
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Rules about colours: what is true of a page's structure in light is true of it in dark. */
const colours = ['color-contrast', 'link-in-text-block']

/**
 * What axe finds wrong with a page in light and in dark, at the size it has, with everything that can be opened laid open; and how
 * far it scrolls sideways.
 */
export async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe)
  const run = async (options: object) => {
    const result = (await page.evaluate(`axe.run(document, ${JSON.stringify({ resultTypes: ['violations'], ...options })})`)) as AxeResults
    return result.violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html.slice(0, 200)}`)
  }
  await page.emulateMedia({ colorScheme: 'light' })
  const light = await run({})
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await run({ runOnly: colours })
  const sideways = (await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')) as number
  return [...light, ...dark.map((fault) => `in dark: ${fault}`), ...(sideways > 0 ? [`scrolls ${sideways} px sideways`] : [])]
}
