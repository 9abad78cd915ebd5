import { z } from 'zod'
import type { OidcOptions } from '../app/people/oidc.js'

const port = z.coerce.number({ error: 'is not a number: write a port such as 8280' })
const address = z
  .string()
  .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), 'is not an address of the form http://host:8281')

const schema = z
  .object({
    DATABASE_URL: z.string({ error: 'is missing: the database to read, e.g. postgres://junkan@host/junkan' }),
    /** where the server listens; 0.0.0.0 inside a container, behind a proxy that speaks TLS */
    JUNKAN_WEB_HOST: z.string().default('127.0.0.1'),
    JUNKAN_WEB_PORT: port
      .int('is not a whole number')
      .min(0, 'is not a port: use 0 to 65535')
      .max(65_535, 'is not a port: use 0 to 65535')
      .default(8280),
    /** the address people use; its host is answered besides this machine's own names */
    JUNKAN_PUBLIC_URL: address.optional(),
    /** Temporal's own pages, linked from the trail when given */
    JUNKAN_TEMPORAL_UI_URL: address.optional(),
    SMTP_URL: z.string({ error: 'is missing: the mail server that brings sign-in codes, e.g. smtp://user:password@host:587' }),
    /** who the codes come from; default junkan@ and the host of the public address */
    JUNKAN_MAIL_FROM: z.email('is not a mail address').optional(),
    /** yes: no code is given to a mail server that does not offer STARTTLS */
    JUNKAN_MAIL_REQUIRE_TLS: z.enum(['yes', 'no'], { error: 'is not one of yes, no' }).default('no'),
    /** the mail catcher's page, shown to those who try the product out */
    JUNKAN_MAIL_URL: address.optional(),
    /** signs cookies and encrypts second factors; whoever has it can sign in as anybody */
    JUNKAN_SECRET: z
      .string({ error: 'is missing: 32 random characters or more, kept secret, e.g. of `openssl rand -hex 32`' })
      .min(32, 'is too short: 32 random characters or more'),
    /** whether office, approver, auditor and administrator must give a second factor */
    JUNKAN_SECOND_FACTOR: z.enum(['required', 'optional'], { error: 'is not one of required, optional' }).default('required'),
    /** minutes for which a code may be used: a city's mail gateway may hold it for tens of minutes */
    JUNKAN_CODE_MINUTES: z.coerce
      .number({ error: 'is not a number of minutes' })
      .int()
      .min(3, 'is too short: 3 to 60')
      .max(60, 'is too long: 3 to 60')
      .default(30),
    /** hours without use after which one signs in anew */
    JUNKAN_SESSION_HOURS: z.coerce
      .number({ error: 'is not a number of hours' })
      .int()
      .min(1, 'is too short: 1 to 24')
      .max(24, 'is too long: 1 to 24')
      .default(10),
    /** yes: the proxy in front tells the browser's address in X-Forwarded-For */
    JUNKAN_BEHIND_PROXY: z.enum(['yes', 'no'], { error: 'is not one of yes, no' }).default('no'),
    /** the city's identity provider (OpenID Connect): all three, or none */
    JUNKAN_OIDC_ISSUER: address.optional(),
    JUNKAN_OIDC_CLIENT_ID: z.string().optional(),
    JUNKAN_OIDC_CLIENT_SECRET: z.string().optional(),
    /** what its link says */
    JUNKAN_OIDC_NAME: z.string().default('市の職員認証でサインイン'),
    /** yes: it asks everybody for a second factor itself */
    JUNKAN_OIDC_SECOND_FACTOR: z.enum(['yes', 'no'], { error: 'is not one of yes, no' }).default('no'),
    JUNKAN_TASK_QUEUE: z.string().optional(),
    TEMPORAL_NAMESPACE: z.string().default('default'),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
  })
  .superRefine((given, context) => {
    const host = given.JUNKAN_PUBLIC_URL ? new URL(given.JUNKAN_PUBLIC_URL).hostname : '127.0.0.1'
    if (given.JUNKAN_SECRET.startsWith('only-for-trying-out') && !['127.0.0.1', 'localhost', '[::1]'].includes(host))
      context.addIssue({
        code: 'custom',
        path: ['JUNKAN_SECRET'],
        message: 'is the one that everybody knows: set one of your own, e.g. of `openssl rand -hex 32`',
      })
    const names = ['JUNKAN_OIDC_ISSUER', 'JUNKAN_OIDC_CLIENT_ID', 'JUNKAN_OIDC_CLIENT_SECRET'] as const
    const missing = names.filter((name) => given[name] === undefined)
    if (missing.length === names.length) return
    for (const name of missing)
      context.addIssue({
        code: 'custom',
        path: [name],
        message: 'is missing: set all three of JUNKAN_OIDC_ISSUER, _CLIENT_ID and _CLIENT_SECRET, or none',
      })
  })

export type WebConfiguration = z.output<typeof schema>

/** Reads the web server's configuration; an empty variable counts as not set. @throws one Error that names every variable at fault */
export function readConfiguration(env: NodeJS.ProcessEnv): WebConfiguration {
  const read = schema.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')))
  if (read.success) return read.data
  throw new Error(
    ['The web server was not started.', ...read.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}.`)].join('\n'),
  )
}

/** The identity provider that is configured, if one is. */
export const oidcOf = (given: WebConfiguration): OidcOptions | null =>
  given.JUNKAN_OIDC_ISSUER && given.JUNKAN_OIDC_CLIENT_ID && given.JUNKAN_OIDC_CLIENT_SECRET
    ? {
        issuer: given.JUNKAN_OIDC_ISSUER,
        clientId: given.JUNKAN_OIDC_CLIENT_ID,
        clientSecret: given.JUNKAN_OIDC_CLIENT_SECRET,
        name: given.JUNKAN_OIDC_NAME,
        secondFactor: given.JUNKAN_OIDC_SECOND_FACTOR === 'yes',
      }
    : null
