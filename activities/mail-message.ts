import { buffer } from 'node:stream/consumers'
import DKIM from 'nodemailer/lib/dkim'
import MailComposer from 'nodemailer/lib/mail-composer'

/** A mail as frozen, ready for the wire. */
export interface FrozenMail {
  from: string
  /** where answers go: the office's mailbox */
  replyTo: string
  to: string
  messageId: string
  date: Date
  subject: string
  text: string
  html: string
  /** the dates it speaks of, as iCalendar (RFC 5545); null: none */
  calendar: string | null
}

/** What a message is signed with (RFC 6376): the domain, the name of its key in the DNS, and the key as PEM. */
export interface DkimKey {
  domainName: string
  keySelector: string
  privateKey: string
}

/**
 * Whether this is one address that a mail can be sent to. Stricter than RFC 5321 on purpose: quoted names and lists of addresses are
 * not what a directory of posts holds, and nothing that could write a header or name a second recipient passes.
 */
export const isMailAddress = (text: string): boolean =>
  text.length <= 254 && /^[^\s\p{Cc}@<>()[\]\\,;:"]{1,64}@[^\s\p{Cc}@<>()[\]\\,;:"]+$/u.test(text)

/**
 * The message as it goes over the wire. The plain text comes first and reads alone; the dates are a file beside it, never an
 * invitation inside it, which gateways strip or answer. Out-of-office programs are told that nobody wrote it by hand (RFC 3834).
 */
export async function messageOf({ calendar, ...mail }: FrozenMail, dkim: DkimKey | null): Promise<Buffer> {
  const dates = { filename: 'junkan.ics', contentType: 'text/calendar; charset=utf-8; method=PUBLISH' }
  const message = await new MailComposer({
    ...mail,
    headers: { 'Auto-Submitted': 'auto-generated' },
    attachments: calendar === null ? [] : [{ ...dates, content: calendar, contentDisposition: 'attachment', encoding: 'utf8' }],
    textEncoding: 'base64',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build()
  return dkim ? buffer(new DKIM(dkim).sign(message)) : message
}
