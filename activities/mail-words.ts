/** An error of the SMTP client: what the server had said, and to which command. */
export interface ServerError extends Error {
  /** EAUTH, ETLS, EENVELOPE … */
  code?: string
  command?: string
  response?: string
  responseCode?: number
}

/**
 * What the server's word means (RFC 5321, 4.2.1; RFC 3463).
 * `not-this-address`: it does not know the recipient. `not-this-message`: it will never take this mail. `later`: it asks to come again.
 * `not-us`: it turns us away, whatever the mail. `none`: it said nothing, or nothing that has a meaning.
 */
export type Word = 'not-this-address' | 'not-this-message' | 'later' | 'not-us' | 'none'

/** Replies to RCPT TO that are about us: out of order, not signed in. */
const aboutUs = [503, 530, 534, 535, 538]

/** Reads what the server said of a mail. A recipient turned away for policy (5.7) or protocol (5.5) is no unknown address. */
export function wordOf({ command, responseCode, response }: ServerError): Word {
  // The sender comes before any recipient: whatever is said of it is said of us.
  if (command === 'MAIL FROM' && responseCode) return 'not-us'
  if (!responseCode || responseCode < 400 || responseCode > 599) return 'none'
  if (responseCode < 500) return 'later'
  if (command !== 'RCPT TO') return 'not-this-message'
  if (aboutUs.includes(responseCode)) return 'not-us'
  return /^\d{3}[ -]5\.[57]\./.test(response ?? '') ? 'not-this-message' : 'not-this-address'
}

/**
 * A failure to begin a conversation, in a sentence for the operator. It stands in workflow histories, so of the server's words only
 * its codes are repeated: the rest may name people.
 */
export function unspeakable(step: 'connect' | 'sign-in', error: ServerError, requireTls: boolean): Error {
  if (step === 'sign-in')
    return new Error(`The mail server does not let us sign in with the user and password of SMTP_URL: ${codeOf(error)}`)
  if (error.code === 'ETLS' && requireTls)
    return new Error(
      `The mail server has no STARTTLS for us, which is required (JUNKAN_MAIL_REQUIRE_TLS, or requireTLS in SMTP_URL): ${codeOf(error)}`,
    )
  return new Error(`The mail server of SMTP_URL cannot be spoken to: ${codeOf(error)}`)
}

/** The server turns us away, whatever the mail: a sentence for the operator, without the server's words. */
export const unsendable = (error: ServerError): Error =>
  new Error(
    error.command === 'MAIL FROM'
      ? `The mail server takes no mail from our sender (JUNKAN_MAIL_FROM, else the mailbox of the office's post): ${codeOf(error)}`
      : `The mail server does not let us name recipients (sign-in in SMTP_URL, leave to relay): ${codeOf(error)}`,
  )

const codeOf = ({ response, message }: ServerError): string =>
  response === undefined ? message : (/^\d{3}(?:[ -]\d\.\d{1,3}\.\d{1,3})?/.exec(response)?.[0] ?? 'an answer that makes no sense')
