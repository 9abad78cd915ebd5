import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { serve } from '@hono/node-server'
import { enrolMailboxes } from '../../client/app/people/enrol.js'
import { createSignIn } from '../../client/app/people/sign-in.js'
import { codeMail } from '../../client/web/code-mail.js'
import { createWeb, type WebParts } from '../../client/web/web.js'
import type { Rig } from './rig.js'
import { type Browser, codeIn, createBrowser } from './sign-in.js'

/** The pages of a rig as `npm start` serves them, with people who sign in by real mails. */
export interface Pages {
  app: ReturnType<typeof createWeb>
  /** a browser in which the person of this mailbox has signed in */
  signedIn(email: string): Promise<Browser>
  /** the next code mailed to an address */
  codeFor(email: string): Promise<string>
  /** serves the pages on a port of this machine, for a real browser; a free one unless it is named. Closing cuts every line */
  listen(port?: number): Promise<{ base: string; port: number; close(): Promise<void> }>
}

/** The cookies of somebody who has signed in, for a real browser. */
export const cookiesOf = ({ jar }: Browser, url: string) => [...jar].map(([name, value]) => ({ name, value, url }))

const secret = 'a secret of a test: 32 characters or more'
const origin = 'http://127.0.0.1'

export async function pagesOf(rig: Pick<Rig, 'db' | 'city' | 'connections' | 'mail'>, over: Partial<WebParts> = {}): Promise<Pages> {
  await enrolMailboxes(rig.db, rig.city)
  const log = { error: () => undefined }
  const signIn = createSignIn({
    db: rig.db,
    secret,
    publicUrl: origin,
    codeMinutes: 10,
    sessionHours: 10,
    sendCode: codeMail(rig.mail.url, { from: 'junkan@city.example', publicUrl: origin, minutes: 10, secret, log, again: [] }),
    oidc: null,
  })
  const app = createWeb({
    connections: rig.connections,
    signIn,
    log,
    publicUrl: origin,
    temporal: { url: 'http://127.0.0.1:8281', namespace: 'default' },
    secret,
    secondFactor: 'optional',
    behindProxy: true,
    codeMinutes: 10,
    mailUrl: null,
    definitions: fileURLToPath(new URL('../../definitions', import.meta.url)),
    ...over,
  })
  let addresses = 0
  const mailed = new Map<string, number>()
  // Other pages of this rig may have sent codes, too.
  const before = rig.mail.taken.length
  const codeFor = async (email: string): Promise<string> => {
    const seen = mailed.get(email) ?? 0
    for (let waited = 0; waited < 10_000; waited += 20) {
      const mail = rig.mail.taken.slice(before).filter((one) => one.to === email && /^From: junkan@/m.test(one.raw))[seen]
      if (mail) {
        mailed.set(email, seen + 1)
        return codeIn(mail.raw)
      }
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    throw new Error(`no code was mailed to ${email}`)
  }
  return {
    app,
    codeFor,
    async signedIn(email) {
      addresses += 1
      const browser = createBrowser((request) => Promise.resolve(app.fetch(request)), origin, `192.0.2.${addresses}`)
      await browser.post('/sign-in', { email })
      const entered = await browser.post('/sign-in/code', { code: await codeFor(email) })
      if (entered.status !== 303) throw new Error(`${email} could not sign in: ${entered.status}`)
      return browser
    },
    async listen(wanted = 0) {
      const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: wanted }) as Server
      await once(server, 'listening')
      const { port } = server.address() as AddressInfo
      const close = async () => {
        server.closeAllConnections()
        await new Promise((resolve) => server.close(resolve))
      }
      return { base: `${origin}:${port}`, port, close }
    },
  }
}
