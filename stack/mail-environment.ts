import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { z } from 'zod'

const whole = (remedy: string, least: number, most: number) =>
  z.coerce
    .number({ error: `is not a number: ${remedy}` })
    .int(`is not a whole number: ${remedy}`)
    .min(least, `is too small: ${least} to ${most}`)
    .max(most, `is too large: ${least} to ${most}`)

/** The part of the environment that says how mail is sent, besides SMTP_URL: read by `npm start`, which passes it on, and by the worker. */
export const mailEnvironment = {
  /** who mails come from; default: the mailbox of the office's post (sign-in codes: junkan@ and the public host) */
  JUNKAN_MAIL_FROM: z.email('is not a mail address: write one such as junkan@city.example.lg.jp').optional(),
  /** conversations with the mail server side by side, for each worker */
  JUNKAN_MAIL_CONNECTIONS: whole('write how many conversations may run side by side, such as 2', 1, 20).default(2),
  /** mails in one conversation; then another is begun */
  JUNKAN_MAIL_PER_CONNECTION: whole('write how many mails one conversation may carry, such as 100', 1, 10_000).default(100),
  /** mails in a minute, for each worker; default: as fast as the server takes them */
  JUNKAN_MAIL_PER_MINUTE: whole('write how many mails may be sent in a minute, such as 120', 10, 100_000).optional(),
  /** seconds of silence after which the server is given up */
  JUNKAN_MAIL_PATIENCE_SECONDS: whole('write how many seconds the server may be silent, such as 45', 1, 600).default(45),
  /** yes: nothing is said to a server that does not offer STARTTLS (smtps: is TLS from the first byte) */
  JUNKAN_MAIL_REQUIRE_TLS: z.enum(['yes', 'no'], { error: 'is not one of yes, no' }).default('no'),
  /** the signature of mails (RFC 6376): all three, or none */
  JUNKAN_MAIL_DKIM_DOMAIN: z
    .string()
    .regex(/^(?=.{1,253}$)[a-z0-9-]+(\.[a-z0-9-]+)+$/i, 'is not a domain: write the one that signs, such as city.example.lg.jp')
    .optional(),
  JUNKAN_MAIL_DKIM_SELECTOR: z
    .string()
    .regex(/^(?=.{1,63}$)[a-z0-9-]+(\.[a-z0-9-]+)*$/i, 'is not a selector: write the name before ._domainkey in the DNS, such as junkan')
    .optional(),
  /** a file with the private key (RSA, PEM) */
  JUNKAN_MAIL_DKIM_KEY_FILE: z
    .string()
    .superRefine((file, context) => {
      const problem = problemOf(file)
      if (problem) context.addIssue({ code: 'custom', message: problem })
    })
    .optional(),
}

type MailEnvironment = z.output<z.ZodObject<typeof mailEnvironment>>

const dkimNames = ['JUNKAN_MAIL_DKIM_DOMAIN', 'JUNKAN_MAIL_DKIM_SELECTOR', 'JUNKAN_MAIL_DKIM_KEY_FILE'] as const

/** What is wrong between the variables. */
export function checkMail(given: Pick<MailEnvironment, (typeof dkimNames)[number]>, context: z.RefinementCtx): void {
  const missing = dkimNames.filter((name) => given[name] === undefined)
  if (missing.length === dkimNames.length) return
  const message = 'is missing: set all three of JUNKAN_MAIL_DKIM_DOMAIN, _SELECTOR and _KEY_FILE, or none'
  for (const name of missing) context.addIssue({ code: 'custom', path: [name], message })
}

/** What is wrong with the file of a key; never a word of the key. */
function problemOf(file: string): string | null {
  let pem: string
  try {
    pem = readFileSync(file, 'utf8')
  } catch (error) {
    return `names a file that cannot be read (${(error as NodeJS.ErrnoException).code}): name one that the worker may read`
  }
  try {
    const key = createPrivateKey(pem)
    if (key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 1024) return null
  } catch {
    // Said below, without a word of it.
  }
  return 'holds no private RSA key of 1024 bits or more: make one, e.g. by `openssl genrsa -out dkim.pem 2048`'
}

/** The configured signature, its key read from its file; null: none. */
export function dkimOf(given: MailEnvironment): { domainName: string; keySelector: string; privateKey: string } | null {
  const { JUNKAN_MAIL_DKIM_DOMAIN: domainName, JUNKAN_MAIL_DKIM_SELECTOR: keySelector, JUNKAN_MAIL_DKIM_KEY_FILE: file } = given
  return domainName && keySelector && file ? { domainName, keySelector, privateKey: readFileSync(file, 'utf8') } : null
}
