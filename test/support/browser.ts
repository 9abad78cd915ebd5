import { access } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

/** Names under which a system's own Chrome or Chromium stands on the PATH. */
const installed = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser']

async function onPath(): Promise<string | undefined> {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of installed) {
      const path = join(folder, name)
      const found = await access(path).then(
        () => true,
        () => false,
      )
      if (found) return path
    }
  }
  return undefined
}

/**
 * A real browser: CHROME_PATH, else the installed Chrome or Chromium, else the one that comes with the project's packages
 * (Linux x64). The sandbox is off because tests may run as root and open nothing but pages of this project.
 */
export async function openBrowser(): Promise<Browser> {
  const path = process.env.CHROME_PATH ?? (await onPath())
  if (path !== undefined) return chromium.launch({ executablePath: path, args: ['--no-sandbox'] })
  const { default: packaged } = await import('@sparticuz/chromium')
  return chromium.launch({ executablePath: await packaged.executablePath(), args: [...packaged.args, '--no-sandbox'] })
}
