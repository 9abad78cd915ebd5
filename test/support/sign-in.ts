import { createHmac, randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import type { OidcOptions } from '../../client/app/people/oidc.js'
import { createSignIn, type SignIn } from '../../client/app/people/sign-in.js'
import { codeMail } from '../../client/web/code-mail.js'
import { signInRoutes } from '../../client/web/sign-in-routes.js'
import { type Database, openDatabase } from '../../prisma/db.js'
import { freshDatabase } from './database.js'
import { type MailSink, mailSink } from './mail-sink.js'

/** The way in, on a database and a mail server of its own. */
export interface Entrance {
  db: Database
  mails: MailSink
  signIn: SignIn
  app: Hono
  /** what the server has logged, as text */
  logged: string[]
  browser(address?: string): Browser
  enrol(email: string): Promise<string>
  /** the code of the newest mail to an address, once it is there */
  codeFor(email: string, after?: number): Promise<string>
  close(): Promise<void>
}

const secret = 'a secret of a test: 32 characters or more'

export async function entrance({ publicUrl = 'http://junkan.test', oidc = null as OidcOptions | null } = {}): Promise<Entrance> {
  const database = await freshDatabase()
  const db = openDatabase(database.url)
  const mails = await mailSink()
  const logged: string[] = []
  const log = { error: (...words: unknown[]) => void logged.push(JSON.stringify(words)) } as never
  const sendCode = codeMail(mails.url, { from: 'junkan@city.example', publicUrl, minutes: 10, secret, log, again: [50] })
  const signIn = createSignIn({ db, secret, publicUrl, codeMinutes: 10, sessionHours: 10, sendCode, oidc })
  const secure = publicUrl.startsWith('https:')
  const app = new Hono().route('/', signInRoutes({ signIn, secret, secure, codeMinutes: 10, behindProxy: true, mailUrl: null, log }))
  return {
    db,
    mails,
    signIn,
    app,
    logged,
    browser: (address = '192.0.2.1') => createBrowser((request) => Promise.resolve(app.fetch(request)), publicUrl, address),
    async enrol(email) {
      const id = randomUUID()
      await db.person.create({ data: { id, name: '試験 一郎', email, createdAt: new Date(), updatedAt: new Date() } })
      return id
    },
    async codeFor(email, after = 0) {
      for (let waited = 0; waited < 5_000; waited += 20) {
        const mail = mails.taken.filter((one) => one.to === email).at(after)
        if (mail) return codeIn(mail.raw)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      throw new Error(`no mail to ${email}`)
    },
    async close() {
      await db.$disconnect()
      await mails.close()
      await database.drop()
    },
  }
}

/** The six digits that a mail names; its text may be quoted-printable or base64. */
export function codeIn(raw: string): string {
  const [head = '', body = ''] = raw.split(/\r?\n\r?\n([\s\S]*)/)
  const code = /番号は (\d{6}) です/.exec(/base64/i.test(head) ? Buffer.from(body, 'base64').toString('utf8') : printable(body))?.[1]
  if (!code) throw new Error('no code in the mail')
  return code
}

/** What a quoted-printable text says (RFC 2045). */
function printable(body: string): string {
  const bytes = body.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

/** The first link of a mail that matches; null: it has none. Its parts may be quoted-printable or base64. */
export function linkIn(raw: string, of: RegExp): string | null {
  const parts = raw.split(/^--.+$/m).map((part) => {
    const [head = '', body = ''] = part.replace(/^\r?\n/, '').split(/\r?\n\r?\n([\s\S]*)/)
    if (/encoding: base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8')
    return body.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  })
  return parts.flatMap((part) => part.match(/https?:\/\/[^\s"<>)）]+/g) ?? []).find((link) => of.test(link)) ?? null
}

export interface Seen {
  status: number
  text: string
  location: string | null
  cookies: string[]
}

/** A browser: keeps cookies by name, follows no redirect by itself. */
export interface Browser {
  jar: Map<string, string>
  get(path: string): Promise<Seen>
  post(path: string, form: Record<string, string>): Promise<Seen>
}

export function createBrowser(fetch: (request: Request) => Promise<Response>, origin: string, address: string): Browser {
  const jar = new Map<string, string>()
  const ask = async (path: string, init: RequestInit): Promise<Seen> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...(cookie && { cookie }), origin, 'x-forwarded-for': address }
    const response = await fetch(new Request(new URL(path, origin), { ...init, headers, redirect: 'manual' }))
    const cookies = response.headers.getSetCookie()
    for (const set of cookies) keep(jar, set)
    return { status: response.status, text: await response.text(), location: response.headers.get('Location'), cookies }
  }
  return { jar, get: (path) => ask(path, {}), post: (path, form) => ask(path, { method: 'POST', body: new URLSearchParams(form) }) }
}

function keep(jar: Map<string, string>, set: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
  if (/max-age=0(;|$)/i.test(set) || value === '') jar.delete(name)
  else jar.set(name, value)
}

/** An authenticator app (RFC 6238), of a key in base32. @param step half minutes from now */
export function totp(key: string, step = 0): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...key].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + step))
  const hash = createHmac('sha1', bytes).update(counter).digest()
  const at = (hash.at(-1) ?? 0) & 15
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
