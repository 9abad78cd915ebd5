import { Readable } from 'node:stream'
import { parseConnectionUrl } from 'nodemailer/lib/shared'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { type ServerError, unsendable, unspeakable, wordOf } from './mail-words.js'

/** What the server (or the line) said of one mail. */
export type Delivery =
  /** taken: the server's 250 */
  | { kind: 'sent'; reply: string }
  /** never: `address` says that it does not know the recipient, otherwise it does not want this message */
  | { kind: 'refused'; reply: string; address: boolean }
  /** not now: it asked to come again, or the line broke before the message had left */
  | { kind: 'deferred'; reply: string }
  /** no word after the message had left: nobody knows */
  | { kind: 'lost'; reply: string }
  /** it had lost its reason, or another attempt has it in hand */
  | { kind: 'not-needed' }

/** The line broke, or fell silent, before the message had left: it can be sent again over another one. */
interface Unanswered {
  kind: 'unanswered'
  reply: string
  /** it has been marked as being sent */
  begun: boolean
}

/** Thrown by `begin` when the mail has lost its reason, or another attempt has it in hand. */
export class NotNeeded extends Error {}

/** How the server is spoken to. */
export interface LineRules {
  /** e.g. smtp://user:password@host:587 */
  smtpUrl: string
  /** nothing is said to a server that does not offer STARTTLS */
  requireTls: boolean
  /** ms of silence after which the server is given up */
  patience: number
}

export interface Envelope {
  from: string
  to: string
}

/** One conversation with the mail server, for as many mails as there are. */
export interface MailLine {
  /**
   * Sends one message. `begin` is called at its first read, after the server's 354: as late as can be known from here. What comes
   * before it can be repeated safely; once the message has left, only the server's own word tells what became of it.
   * @throws Error when the server turns us away: sign-in, sender
   */
  send(envelope: Envelope, message: Buffer, begin: () => Promise<void>): Promise<Delivery | Unanswered>
  /** the server has ended the conversation */
  ended(): boolean
  close(): void
}

/** Opens a conversation: STARTTLS, TLS and sign-in as the rules say. @throws Error when the server cannot be spoken to: nothing was sent */
export async function openMailLine({ smtpUrl, requireTls, patience }: LineRules): Promise<MailLine> {
  const { auth, ...options } = parseConnectionUrl(smtpUrl) as { auth?: { user?: string; pass?: string } } & Record<string, unknown>
  const toOpen = Math.min(patience, 10_000)
  const connection = new SMTPConnection({
    connectionTimeout: toOpen,
    greetingTimeout: toOpen,
    socketTimeout: patience,
    ...options,
    ...(requireTls ? { requireTLS: true } : {}),
  })
  // A line that ends by itself may tell so by nothing but its end.
  const broken = new Promise<never>((_, reject) => {
    connection.on('error', reject)
    connection.on('end', () => setImmediate(() => reject(new Error('Connection closed unexpectedly'))))
  })
  broken.catch(() => undefined)
  const step = (name: 'connect' | 'sign-in', act: (done: (error?: Error | null) => void) => void) =>
    Promise.race([broken, new Promise<void>((resolve, reject) => act((error) => (error ? reject(error) : resolve())))]).catch((error) => {
      connection.close()
      throw unspeakable(name, error as ServerError, requireTls)
    })
  await step('connect', (done) => connection.connect(done))
  if (auth?.user) {
    const credentials = { user: auth.user, pass: auth.pass ?? '' }
    await step('sign-in', (done) => connection.login({ credentials } as never, done))
  }

  const send: MailLine['send'] = async ({ from, to }, message, begin) => {
    let begun: Promise<void> | null = null
    let left = false
    let over = false
    let failure: Error | null = null
    const stream = new Readable({
      read() {
        if (begun) return
        // Some servers say yes to everything: what follows would not be taken as a message.
        const willing = /^3/.test(connection.lastServerResponse || '')
        begun = willing ? begin() : Promise.reject(new NotWilling(connection.lastServerResponse || 'no reply'))
        begun.then(
          () => {
            if (over) return
            left = true
            this.push(message)
            this.push(null)
          },
          (error: Error) => {
            failure = error
            this.destroy(error)
          },
        )
      },
    })
    const told = new Promise<{ error: ServerError | null; reply: string }>((resolve) =>
      connection.send({ from, to: [to] }, stream, (error, info) =>
        resolve({ error: error as ServerError | null, reply: info?.response ?? '' }),
      ),
    )
    const { error, reply } = await Promise.race([told, broken.catch((cause: ServerError) => ({ error: cause, reply: '' }))])
    over = true
    if (!error) return { kind: 'sent', reply }
    // Given up within the message, the server would take our QUIT for a line of it and keep the line open.
    if (!error.responseCode) connection.close()
    await (begun as Promise<void> | null)?.catch(() => undefined)
    if (failure) {
      if ((failure as Error) instanceof NotNeeded) return { kind: 'not-needed' }
      if ((failure as Error) instanceof NotWilling) return { kind: 'unanswered', reply: (failure as Error).message, begun: false }
      throw failure
    }
    const word = wordOf(error)
    switch (word) {
      case 'not-this-address':
      case 'not-this-message':
        return { kind: 'refused', reply: error.response ?? error.message, address: word === 'not-this-address' }
      case 'later':
        return { kind: 'deferred', reply: error.response ?? error.message }
      case 'not-us':
        throw unsendable(error)
      case 'none':
        return left
          ? { kind: 'lost', reply: `no word after the message had left: ${error.message}` }
          : { kind: 'unanswered', reply: `no word before the message had left: ${error.message}`, begun: begun !== null }
    }
  }
  return { send, ended: () => connection.destroyed, close: () => connection.quit() }
}

/** The server answered DATA with something else than "go on". */
class NotWilling extends Error {
  constructor(reply: string) {
    super(`the server answered DATA with "${reply}" instead of 354`)
  }
}
