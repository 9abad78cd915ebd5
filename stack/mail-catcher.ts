import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Child } from './children.js'
import { claimPort } from './ports.js'
import { spawnNode } from './spawn-node.js'
import { fileError } from './stack-error.js'

export interface MailCatcher {
  /** SMTP_URL for those who send */
  smtpUrl: string
  /** the page that shows what was caught */
  pageUrl: string
  child: Child
  stop(): Promise<void>
}

/**
 * Starts a mail server that delivers nothing and shows everything, on the loopback address alone. Mails stay in mail/ across restarts.
 * @throws StackError when a port is taken
 */
export async function startMailCatcher(options: { dir: string; smtpPort: number; pagePort: number }): Promise<MailCatcher> {
  const { smtpPort, pagePort } = options
  const dir = resolve(options.dir)
  const mails = join(dir, 'mail')
  await mkdir(mails, { recursive: true }).catch((error) => Promise.reject(fileError(error, mails)))
  await claimPort(smtpPort, 'the mail catcher', 'JUNKAN_SMTP_PORT')
  await claimPort(pagePort, "the mail catcher's page", 'JUNKAN_MAIL_PORT')
  const env = { ...process.env, CATCHER_SMTP_PORT: String(smtpPort), CATCHER_PAGE_PORT: String(pagePort), CATCHER_MAILS: mails }
  const child = await spawnNode({ name: 'mail-catcher', file: 'stack/mail-catcher-main.ts' }, { dir, env, patience: 60_000 })
  return { smtpUrl: `smtp://127.0.0.1:${smtpPort}`, pageUrl: `http://127.0.0.1:${pagePort}/`, child, stop: child.stop }
}
