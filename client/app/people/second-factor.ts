import type { Database } from '../../../prisma/db.js'
import { type Auth, callAuth } from './auth.js'
import type { SignInLimits } from './sign-in-limits.js'
import { type From, type SignedIn, tokenOf } from './signed-in.js'

/** uri: for an authenticator app (otpauth:), with the key in it */
export type SetUpOutcome = { kind: 'begun'; uri: string } | { kind: 'exists' } | { kind: 'too-old' }

/** backupCodes: of a factor just set up, shown this once; cookies: to be handed to the browser */
export type FactorOutcome =
  | { kind: 'given'; cookies: string[]; backupCodes: string[] | null }
  | { kind: 'wrong-code' }
  | { kind: 'too-many' }

export interface SecondFactor {
  /** begins a set-up with a new key; only soon after signing in, and never beside a factor that exists */
  beginSecondFactor(from: From, who: SignedIn): Promise<SetUpOutcome>
  /** the set-up that was begun and not confirmed; null: none that may still be shown */
  pendingSecondFactor(from: From, who: SignedIn): Promise<string | null>
  /** an authenticator's code, or one of the backup codes */
  giveSecondFactor(from: From, who: SignedIn, code: string): Promise<FactorOutcome>
}

/** Minutes after signing in during which a factor can be set up: a session that was stolen later is worth nothing here. */
export const setUpMinutes = 15

export function secondFactor(auth: Auth, db: Database, publicUrl: string, limits: SignInLimits): SecondFactor {
  const call = (path: string, from: From, body: object) => callAuth(auth, publicUrl, `/two-factor/${path}`, from, body)
  const fresh = async (who: SignedIn) => {
    const since = new Date(Date.now() - setUpMinutes * 60_000)
    return (await db.session.count({ where: { id: who.sessionId, createdAt: { gte: since } } })) > 0
  }
  const uriOf = async (response: Response): Promise<string | null> =>
    response.ok ? ((await response.json()) as { totpURI: string }).totpURI : null

  async function confirmed(who: SignedIn, cookies: string[]): Promise<FactorOutcome> {
    // A first factor gives the browser another session (its rank has changed); a session from before is worth nothing any more.
    const token = who.hasSecondFactor ? null : tokenOf(cookies)
    const session = token ? { token } : { id: who.sessionId }
    await db.session.updateMany({ where: { userId: who.personId, ...session }, data: { secondFactorAt: new Date() } })
    await limits.given(who.personId)
    if (who.hasSecondFactor) return { kind: 'given', cookies, backupCodes: null }
    await db.session.deleteMany({ where: { userId: who.personId, NOT: session } })
    const { backupCodes } = await auth.api.viewBackupCodes({ body: { userId: who.personId } })
    return { kind: 'given', cookies, backupCodes }
  }

  return {
    async beginSecondFactor(from, who) {
      if (who.hasSecondFactor) return { kind: 'exists' }
      if (!(await fresh(who))) return { kind: 'too-old' }
      const uri = await uriOf(await call('enable', from, {}))
      return uri ? { kind: 'begun', uri } : { kind: 'exists' }
    },
    async pendingSecondFactor(from, who) {
      if (who.hasSecondFactor || !(await fresh(who))) return null
      return uriOf(await call('get-totp-uri', from, {}))
    },
    async giveSecondFactor(from, who, code) {
      if (!(await limits.mayGive(who.personId))) return { kind: 'too-many' }
      const totp = /^\d{6}$/.test(code)
      const allowed = totp ? await limits.firstUse(who.personId, code) : who.hasSecondFactor
      if (!allowed || !(who.hasSecondFactor || (await fresh(who)))) return { kind: 'wrong-code' }
      const response = await call(totp ? 'verify-totp' : 'verify-backup-code', from, { code })
      return response.ok ? confirmed(who, response.headers.getSetCookie()) : { kind: 'wrong-code' }
    },
  }
}
