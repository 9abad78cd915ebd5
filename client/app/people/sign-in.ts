import { setTimeout as delay } from 'node:timers/promises'
import { type AuthOptions, boundCode, callAuth, createAuth } from './auth.js'
import { linksFor } from './mail-links.js'
import { type OidcSignIn, oidcSignIn } from './oidc-sign-in.js'
import { type SecondFactor, secondFactor } from './second-factor.js'
import { createLimits } from './sign-in-limits.js'
import { type From, type SignedIn, tokenOf } from './signed-in.js'

export type { From, SignedIn }

/** One asking for a code: the address, and the browser it was asked from, as a secret that only this browser holds. */
export interface Asking {
  email: string
  browser: string
}

export type EnterOutcome = { kind: 'entered'; cookies: string[] } | { kind: 'wrong-code' } | { kind: 'too-many' }

/** What the sign-in pages ask for. Everything is answered alike, and as quickly, for an address that nobody has. */
export interface SignIn extends SecondFactor, OidcSignIn {
  /** sends a code if this is somebody's address. False: too many requests, wait */
  requestCode(from: From, asking: Asking & { to?: string | null }): Promise<boolean>
  enter(from: From, asking: Asking, code: string): Promise<EnterOutcome>
  who(from: From): Promise<SignedIn | null>
  /** the cookies that end it */
  leave(from: From): Promise<string[]>
}

/** Hours after which one has to sign in again, however much the session is used. */
const longestHours = 24
/** Milliseconds that an answer about an address takes, at the least: the work behind it takes a tenth of that. */
const unhurried = 300

export function createSignIn(options: AuthOptions): SignIn {
  const auth = createAuth({ ...options, sendCode: linksFor(options) })
  const { db, publicUrl } = options
  const limits = createLimits(db)
  const call = (path: string, from: From & { browser?: string; to?: string | null }, body: object) =>
    callAuth(auth, publicUrl, path, from, body)

  async function who(from: From): Promise<SignedIn | null> {
    if (!from.cookie.includes('junkan.session_token')) return null
    const found = await auth.api.getSession({ headers: new Headers({ cookie: from.cookie }) })
    if (!found || found.session.createdAt.getTime() < Date.now() - longestHours * 3_600_000) return null
    return {
      sessionId: found.session.id,
      personId: found.user.id,
      name: found.user.name,
      email: found.user.email,
      secondFactor: Boolean(found.session.secondFactorAt),
      hasSecondFactor: Boolean(found.user.twoFactorEnabled),
    }
  }
  const leave = async (from: From) => (await call('/sign-out', from, {})).headers.getSetCookie()

  /** Ends the session that the browser had, and hands it the new one, for as long as the browser is open. */
  async function changeSession(from: From, cookies: string[]): Promise<string[]> {
    if (tokenOf(cookies)) await leave(from)
    return cookies.map((cookie) => (tokenOf([cookie]) ? cookie.replace(/; *Max-Age=[1-9]\d*/i, '') : cookie))
  }

  const factor = secondFactor(auth, db, publicUrl, limits)
  return {
    who,
    leave,
    ...factor,
    async giveSecondFactor(from, visitor, code) {
      const outcome = await factor.giveSecondFactor(from, visitor, code)
      return outcome.kind === 'given' ? { ...outcome, cookies: await changeSession(from, outcome.cookies) } : outcome
    },
    ...oidcSignIn({ auth, options, limits, changeSession }),
    async requestCode(from, { email, browser, to = null }) {
      const [sent] = await Promise.all([
        limits.mayAsk(email, from.address).then(async (may) => {
          if (may) await call('/email-otp/send-verification-otp', { ...from, browser, to }, { email, type: 'sign-in' })
          return may
        }),
        delay(unhurried),
      ])
      return sent
    },
    async enter(from, { email, browser }, code) {
      if (!(await limits.mayTry(browser, from.address))) return { kind: 'too-many' }
      const [response] = await Promise.all([call('/sign-in/email-otp', from, { email, otp: boundCode(code, browser) }), delay(unhurried)])
      if (!response.ok) return { kind: 'wrong-code' }
      return { kind: 'entered', cookies: await changeSession(from, response.headers.getSetCookie()) }
    },
  }
}
