import type { Database } from '../../../prisma/db.js'
import { type AuthOptions, callAuth, createAuth } from './auth.js'

/** Where a request comes from: the browser's cookies and network address. */
export interface From {
  cookie: string
  address: string
}

/** Somebody who has signed in. */
export interface SignedIn {
  sessionId: string
  personId: string
  name: string
  email: string
  /** the second factor was given in this session */
  secondFactor: boolean
  /** the person has set one up */
  hasSecondFactor: boolean
}

export type EnterOutcome = { kind: 'entered'; cookies: string[] } | { kind: 'wrong-code' } | { kind: 'too-many' }

/** What the sign-in pages ask for. */
export interface SignIn {
  /** sends a code if this is somebody's address; says the same when it is nobody's. False: too many requests, wait */
  requestCode(from: From, email: string): Promise<boolean>
  enter(from: From, email: string, code: string): Promise<EnterOutcome>
  who(from: From): Promise<SignedIn | null>
  /** the cookies that end it */
  leave(from: From): Promise<string[]>
  /** begins a second factor: the address for an authenticator app (otpauth:), and codes for the day the telephone is lost */
  beginSecondFactor(from: From): Promise<{ uri: string; backupCodes: string[] } | null>
  giveSecondFactor(from: From, who: SignedIn, code: string): Promise<boolean>
}

export function createSignIn(options: AuthOptions): SignIn {
  const auth = createAuth(options)
  const { db, publicUrl } = options
  const call = (path: string, from: From, body: object) => callAuth(auth, publicUrl, path, from, body)
  return {
    async requestCode(from, email) {
      if (!(await mayAsk(db, email))) return false
      const response = await call('/email-otp/send-verification-otp', from, { email, type: 'sign-in' })
      return response.status !== 429
    },
    async enter(from, email, code) {
      const response = await call('/sign-in/email-otp', from, { email, otp: code })
      if (response.ok) return { kind: 'entered', cookies: response.headers.getSetCookie() }
      return { kind: response.status === 429 || response.status === 403 ? 'too-many' : 'wrong-code' }
    },
    async who(from) {
      if (!from.cookie.includes('junkan.session_token')) return null
      const found = await auth.api.getSession({ headers: new Headers({ cookie: from.cookie }) })
      if (!found) return null
      return {
        sessionId: found.session.id,
        personId: found.user.id,
        name: found.user.name,
        email: found.user.email,
        secondFactor: Boolean(found.session.secondFactorAt),
        hasSecondFactor: Boolean(found.user.twoFactorEnabled),
      }
    },
    leave: async (from) => (await call('/sign-out', from, {})).headers.getSetCookie(),
    async beginSecondFactor(from) {
      const response = await call('/two-factor/enable', from, {})
      if (!response.ok) return null
      const { totpURI, backupCodes } = (await response.json()) as { totpURI: string; backupCodes: string[] }
      return { uri: totpURI, backupCodes }
    },
    async giveSecondFactor(from, who, code) {
      const path = /^\d{6}$/.test(code) ? '/two-factor/verify-totp' : '/two-factor/verify-backup-code'
      const response = await call(path, from, { code })
      if (!response.ok) return false
      await db.session.updateMany({ where: { userId: who.personId, id: who.sessionId }, data: { secondFactorAt: new Date() } })
      return true
    },
  }
}

/** Codes that one address may ask for in ten minutes: somebody else's impatience must not fill a mailbox. */
const askedAtMost = 5
const span = 600_000

async function mayAsk(db: Database, email: string): Promise<boolean> {
  const key = `code:${email}`
  const now = Date.now()
  const rows = await db.$queryRaw<{ count: number }[]>`
    INSERT INTO rate_limit (id, key, count, last_request) VALUES (${key}, ${key}, 1, ${now})
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN rate_limit.last_request < ${now - span} THEN 1 ELSE rate_limit.count + 1 END,
      last_request = CASE WHEN rate_limit.last_request < ${now - span} THEN ${now} ELSE rate_limit.last_request END
    RETURNING count`
  return (rows[0]?.count ?? 1) <= askedAtMost
}
