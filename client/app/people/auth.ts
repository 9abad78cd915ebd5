import { betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { emailOTP, twoFactor } from 'better-auth/plugins'
import type { Database } from '../../../prisma/db.js'

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
  /** hands a code to the person: by mail, at once */
  sendCode(email: string, code: string): Promise<void>
}

/** The header in which we tell the library where a request came from; whatever a browser sends under this name is dropped. */
export const clientHeader = 'x-junkan-client'
const base = '/api/auth'

/**
 * Sign-in (better-auth): codes by mail, sessions in PostgreSQL, a second factor (TOTP, RFC 6238). Nobody signs up: only people of
 * the register can enter. None of the library's routes is reachable from outside; client/app/people/sign-in.ts is.
 */
export function createAuth({ db, secret, publicUrl, codeMinutes, sessionHours, sendCode }: AuthOptions) {
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
    rateLimit: {
      enabled: true,
      storage: 'database',
      // A whole city may come from one address; one person's tries are limited by the code itself (allowedAttempts).
      customRules: {
        '/email-otp/send-verification-otp': { window: 600, max: 300 },
        '/sign-in/email-otp': { window: 600, max: 300 },
      },
    },
    advanced: { cookiePrefix: 'junkan', ipAddress: { ipAddressHeaders: [clientHeader] } },
    plugins: [
      emailOTP({
        otpLength: 6,
        expiresIn: codeMinutes * 60,
        allowedAttempts: 3,
        storeOTP: 'hashed',
        disableSignUp: true,
        sendVerificationOTP: ({ email, otp }) => sendCode(email, otp),
      }),
      twoFactor({ issuer: 'Junkan', allowPasswordless: true }),
    ],
  })
}
export type Auth = ReturnType<typeof createAuth>

/** Calls one of the library's routes with the browser's cookies and address; its rate limits count. */
export function callAuth(auth: Auth, publicUrl: string, path: string, from: { cookie: string; address: string }, body: object): Promise<Response> {
  const headers = { 'Content-Type': 'application/json', Origin: new URL(publicUrl).origin, [clientHeader]: from.address, ...(from.cookie ? { Cookie: from.cookie } : {}) }
  return auth.handler(new Request(new URL(`${base}${path}`, publicUrl), { method: 'POST', headers, body: JSON.stringify(body) }))
}
