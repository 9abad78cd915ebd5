import type { Instant } from '../../../domain/process/command.js'
import type { Database } from '../../../prisma/db.js'
import { plain } from './plain.js'

/** One mail to one mailbox. */
export interface MailLine {
  id: string
  mailbox: string
  /** the dispatch it belongs to */
  slot: Instant
  subject: string
  /** claimed | sending | sent | refused | ambiguous | resent | dropped */
  state: string
  /** what the mail server said */
  reply: string | null
  settledAt: Instant | null
  /** who settled what the server left open */
  settledBy: string | null
}

export interface MailView extends MailLine {
  messageId: string
  text: string
  notices: { id: string; kind: string; processId: string; reason: string; state: string }[]
}

const line = { id: true, mailbox: true, slot: true, subject: true, state: true, reply: true, settledAt: true, settledBy: true } as const

export interface MailFilter {
  states?: string[]
  /** a page of 100, default 1 */
  page?: number
}

/** A city's mails, newest first. One statement; asks for one more than a page holds, to know whether there is another. */
export async function listMails(
  db: Database,
  city: string,
  { states, page = 1 }: MailFilter = {},
): Promise<{ mails: MailLine[]; more: boolean }> {
  const size = 100
  const rows = await db.mail.findMany({
    where: { city, ...(states ? { state: { in: states } } : {}) },
    orderBy: [{ slot: 'desc' }, { mailbox: 'asc' }],
    select: line,
    skip: (page - 1) * size,
    take: size + 1,
  })
  return { mails: rows.slice(0, size).map(plain), more: rows.length > size }
}

/** One mail word for word, with the notices it carries. Two statements. Null: there is no such mail. */
export async function showMail(db: Database, id: string): Promise<MailView | null> {
  const mail = await db.mail.findUnique({ where: { id }, select: { ...line, messageId: true, text: true } })
  if (!mail) return null
  const notices = await db.notice.findMany({
    where: { mailId: id },
    orderBy: { id: 'asc' },
    select: { id: true, kind: true, processId: true, reason: true, state: true },
  })
  return { ...plain(mail), notices }
}
