import { Readable } from 'node:stream'
import MailComposer from 'nodemailer/lib/mail-composer'
import { parseConnectionUrl } from 'nodemailer/lib/shared'
import SMTPConnection from 'nodemailer/lib/smtp-connection'

/** A mail as frozen, ready for the wire. */
export interface FrozenMail {
  from: string
  to: string
  messageId: string
  date: Date
  subject: string
  text: string
  html: string
}

/** What the server (or the line) said of one mail. `deferred`: it asked to come again; `lost`: no word after we had begun to send. */
export type Delivery = { kind: 'sent' | 'refused' | 'deferred'; reply: string } | { kind: 'lost'; reply: string } | { kind: 'not-needed' }

/** Thrown by `begin` when the mail has lost its reason, or another attempt has it in hand. */
export class NotNeeded extends Error {}

/** One conversation with the mail server, for as many mails as there are. */
export interface MailLine {
  /**
   * Sends one mail. `begin` is called at the first read of the message, after the server's 354: as late as can be known
   * from here. What comes before it can be repeated safely; after it, only the server's own word tells what became of it.
   */
  send(mail: FrozenMail, begin: () => Promise<void>): Promise<Delivery>
  close(): void
}

/** Opens a conversation: STARTTLS, TLS and sign-in as SMTP_URL says. Throws when the server cannot be reached: nothing was sent. */
export async function openMailLine(smtpUrl: string): Promise<MailLine> {
  const { auth, ...options } = parseConnectionUrl(smtpUrl) as { auth?: { user?: string; pass?: string } } & Record<string, unknown>
  const connection = new SMTPConnection({ connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000, ...options })
  let broken: Error | null = null
  await new Promise<void>((resolve, reject) => {
    connection.once('error', reject)
    connection.connect(() => resolve())
  })
  connection.removeAllListeners('error')
  connection.on('error', (error: Error) => {
    broken = error
  })
  if (auth?.user) {
    const credentials = { user: auth.user, pass: auth.pass ?? '' }
    await new Promise<void>((resolve, reject) =>
      connection.login({ credentials } as never, (error: Error | null) => (error ? reject(error) : resolve())),
    )
  }

  const send = async (mail: FrozenMail, begin: () => Promise<void>): Promise<Delivery> => {
    if (broken) throw broken
    const message = await new MailComposer({ ...mail, disableFileAccess: true, disableUrlAccess: true, textEncoding: 'base64' })
      .compile()
      .build()
    let begun = false
    const stream = new Readable({
      read() {
        if (begun) return
        begun = true
        begin().then(
          () => {
            this.push(message)
            this.push(null)
          },
          (error: Error) => {
            begun = false
            this.destroy(error)
          },
        )
      },
    })
    return new Promise<Delivery>((resolve, reject) => {
      connection.send({ from: mail.from, to: [mail.to] }, stream, (error, info) => {
        const cause = stream.errored ?? error
        // Given up within the message, the server would take our QUIT for a line of it and keep the line open.
        if (error && !error.responseCode) connection.close()
        if (cause instanceof NotNeeded) return resolve({ kind: 'not-needed' })
        if (!error) return resolve({ kind: 'sent', reply: info?.response ?? '' })
        // Turned away before any recipient was named: that is about us (sign-in, sender), not about this mail.
        if (error.command === 'MAIL FROM') return reject(error)
        const reply = error.response ?? error.message
        if (error.responseCode && error.responseCode >= 500) return resolve({ kind: 'refused', reply })
        if (error.responseCode) return resolve({ kind: 'deferred', reply })
        if (begun) return resolve({ kind: 'lost', reply })
        reject(stream.errored ?? error)
      })
    })
  }
  return { send, close: () => connection.quit() }
}
