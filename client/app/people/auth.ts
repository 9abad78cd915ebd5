import { randomInt } from 'node:crypto'
import { betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { emailOTP, twoFactor } from 'better-auth/plugins'
import type { Database } from '../../../prisma/db.js'
import { type OidcOptions, oidcPlugin } from './oidc.js'
import type { From } from './signed-in.js'

export interface AuthOptions {
  db: Database
  /** signs cookies; 32 characters or more */
  secret: string
  /** the address people use; over https, cookies travel only encrypted */
  publicUrl: string
  /** minutes for which a code may be used */
  codeMinutes: number
  /** hours without use after which one has to sign in again */
  sessionHours: number
  /**
   * Sends a code by mail, in its own time: nobody waits for it, or the answer's delay would tell which addresses exist. `link`: what a link
   * in the mail needs to sign in without the digits, in any browser; null: this person types them.
   */
  sendCode(email: string, code: string, link: MailLink | null): void
  /** the city's identity provider; null: codes by mail are the only way in */
  oidc: OidcOptions | null
}

/** What a sign-in link carries: the code with its browser's secret, so that it is worth as much, and as little, as the code. */
export interface MailLink {
  email: string
  code: string
  browser: string
  /** where to go on */
  to: string | null
}

/** How the library is told to send a code: with what a link would need, for whoever may have one. */
type AuthParts = Omit<AuthOptions, 'sendCode'> & { sendCode(asked: MailLink): void }

/** The header in which we tell the library where a request came from. */
const clientHeader = 'x-junkan-client'
/** The header in which we tell the library which browser asked for a code. */
const browserHeader = 'x-junkan-browser'
/** The header in which we tell the library where somebody wants to go on, as a part of an address. */
const toHeader = 'x-junkan-to'
const base = '/api/auth'

/** A code is worth something only together with the browser that asked for it: what is kept is the hash of both. */
export const boundCode = (code: string, browser: string): string => `${code}.${browser}`
const newCode = (): string => String(randomInt(1_000_000)).padStart(6, '0')

/**
 * Sign-in (better-auth): codes by mail or the city's identity provider, sessions in PostgreSQL, a second factor (TOTP, RFC 6238). Nobody
 * signs up: only people of the register can enter. None of the library's routes is reachable from outside; sign-in.ts is.
 */
export function createAuth({ db, secret, publicUrl, codeMinutes, sessionHours, sendCode, oidc }: AuthParts) {
  return betterAuth({
    appName: 'Junkan',
    baseURL: publicUrl,
    basePath: base,
    secret,
    telemetry: { enabled: false },
    logger: { disabled: true },
    database: prismaAdapter(db, { provider: 'postgresql' }),
    user: { modelName: 'person' },
    session: {
      expiresIn: sessionHours * 3_600,
      updateAge: 600,
      additionalFields: { secondFactorAt: { type: 'date', required: false, input: false } },
    },
    rateLimit: { enabled: false }, // sign-in-limits.ts
    advanced: { cookiePrefix: 'junkan', ipAddress: { ipAddressHeaders: [clientHeader] } },
    databaseHooks: {
      session: {
        create: {
          before: async (_session, context) =>
            oidc?.secondFactor && context?.path === '/callback/:id' ? { data: { secondFactorAt: new Date() } } : undefined,
        },
      },
      // Who is who is read from the mail address each time; neither the link nor the identity provider's tokens are kept.
      account: {
        create: {
          after: async (account) => {
            await db.account.deleteMany({ where: { id: account.id } })
          },
        },
      },
    },
    plugins: [
      emailOTP({
        generateOTP: (_data, context) => boundCode(newCode(), context?.headers?.get(browserHeader) ?? ''),
        expiresIn: codeMinutes * 60,
        allowedAttempts: 3,
        storeOTP: 'hashed',
        disableSignUp: true,
        sendVerificationOTP: async ({ email, otp }, context) => {
          const to = context?.headers?.get(toHeader)
          sendCode({ email, code: otp.slice(0, 6), browser: otp.slice(7), to: to ? decodeURIComponent(to) : null })
        },
      }),
      twoFactor({ issuer: 'Junkan', allowPasswordless: true }),
      ...(oidc ? [oidcPlugin(oidc, publicUrl)] : []),
    ],
  })
}
export type Auth = ReturnType<typeof createAuth>

/** Calls one of the library's routes with the browser's cookies and address. A body makes it a POST. */
export function callAuth(
  auth: Auth,
  publicUrl: string,
  path: string,
  from: From & { browser?: string; to?: string | null },
  body?: object,
): Promise<Response> {
  const headers = {
    'Content-Type': 'application/json',
    Origin: new URL(publicUrl).origin,
    [clientHeader]: from.address,
    ...(from.browser ? { [browserHeader]: from.browser } : {}),
    ...(from.to ? { [toHeader]: encodeURIComponent(from.to) } : {}),
    ...(from.cookie ? { Cookie: from.cookie } : {}),
  }
  const request = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers }
  return auth.handler(new Request(new URL(`${base}${path}`, publicUrl), request))
}
