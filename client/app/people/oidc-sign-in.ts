import { type Auth, type AuthOptions, callAuth } from './auth.js'
import { oidcCallback, oidcId } from './oidc.js'
import type { SignInLimits } from './sign-in-limits.js'
import { type From, tokenOf } from './signed-in.js'

/**
 * How somebody came back from the identity provider. unknown: nobody of the register has the mail address; unverified: it does
 * not say that the address is this person's; cancelled: not signed in there; failed: a link of another browser, an old one, or a
 * fault (`reason` is the library's word, for the log).
 */
export type OidcReturn =
  | { kind: 'entered'; cookies: string[]; to: string | null }
  | { kind: 'unknown' | 'unverified' | 'cancelled' | 'too-many'; cookies: string[] }
  | { kind: 'failed'; cookies: string[]; reason: string }

export interface OidcSignIn {
  /** what the link to the identity provider says; null: there is none */
  oidcName: string | null
  /** where to send the browser, with the cookies that its return is checked by. Null: the identity provider does not answer */
  beginOidc(from: From, to: string | null): Promise<{ url: string; cookies: string[] } | null>
  /** @param search what the identity provider has added to the address of return, with its question mark */
  finishOidc(from: From, search: string): Promise<OidcReturn>
}

interface Parts {
  auth: Auth
  options: AuthOptions
  limits: SignInLimits
  changeSession(from: From, cookies: string[]): Promise<string[]>
}

const refusals: Record<string, 'unknown' | 'unverified' | 'cancelled'> = {
  signup_disabled: 'unknown',
  account_not_linked: 'unverified',
  access_denied: 'cancelled',
}

export function oidcSignIn({ auth, options: { publicUrl, oidc }, limits, changeSession }: Parts): OidcSignIn {
  const onward = (to: string | null) => new URL(`/?${new URLSearchParams(to ? { to } : {})}`, publicUrl).href
  return {
    oidcName: oidc?.name ?? null,
    async beginOidc(from, to) {
      if (!oidc || !(await limits.mayPass(from.address))) return null
      const body = { provider: oidcId, callbackURL: onward(to), errorCallbackURL: onward(null), disableRedirect: true }
      const response = await callAuth(auth, publicUrl, '/sign-in/social', from, body)
      if (!response.ok) return null
      const { url } = (await response.json()) as { url: string }
      return { url, cookies: response.headers.getSetCookie() }
    },
    async finishOidc(from, search) {
      if (!oidc) return { kind: 'failed', cookies: [], reason: 'no identity provider is configured' }
      if (!(await limits.mayPass(from.address))) return { kind: 'too-many', cookies: [] }
      const response = await callAuth(auth, publicUrl, `${oidcCallback}${search}`, from)
      const cookies = response.headers.getSetCookie()
      const next = new URL(response.headers.get('Location') ?? '/', publicUrl).searchParams
      if (tokenOf(cookies)) return { kind: 'entered', cookies: await changeSession(from, cookies), to: next.get('to') }
      const reason = next.get('error')?.slice(0, 60) ?? `answer ${response.status}`
      const kind = refusals[reason]
      return kind ? { kind, cookies } : { kind: 'failed', cookies, reason }
    },
  }
}
