import type { Page } from 'playwright-core'

/** More than any page of a test has to tab through. */
const most = 200

/** Presses Tab until what is focused has this in its words or in its field's name. @throws when the keyboard does not reach it */
export async function reach(page: Page, name: string): Promise<void> {
  const focused = page.locator(':is(a, button, summary, input, textarea):focus')
  for (let tabs = 0; tabs < most; tabs += 1) {
    await page.keyboard.press('Tab')
    if ((await focused.count()) === 0) continue
    const words = [await focused.textContent(), await focused.getAttribute('name')]
    if (words.some((word) => word?.includes(name))) return
  }
  throw new Error(`the keyboard does not reach ${name}`)
}

/** The same, and presses it. */
export async function press(page: Page, name: string, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
  await reach(page, name)
  await page.keyboard.press(key)
}

/** The same for a field: writes into it in place of what stood there. */
export async function write(page: Page, name: string, text: string): Promise<void> {
  await reach(page, name)
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.insertText(text)
}
