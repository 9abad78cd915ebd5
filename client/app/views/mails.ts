import type { Instant } from '../../../domain/process/command.js'
import type { Database } from '../../../prisma/db.js'
import { Prisma } from '../../../prisma/generated/client.js'
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
  /** whether it brought dates as a calendar file */
  hasCalendar: boolean
  /** `subjectName`: what it is about; the step where it is about no one thing */
  notices: { id: string; kind: string; processId: string; reason: string; state: string; subjectName: string; departmentName: string }[]
}

const line = { id: true, mailbox: true, slot: true, subject: true, state: true, reply: true, settledAt: true, settledBy: true } as const

export interface MailFilter {
  states?: string[]
  /** part of a mailbox, of a post's title or of a section's name */
  to?: string
  /** a page of 100, default 1 */
  page?: number
}

/** A mail with the posts it went to, and how many matters it told. */
export interface MailRow extends MailLine {
  posts: string
  matters: number
}

/** A city's mails, newest first. One statement; asks for one more than a page holds, to know whether there is another. */
export async function listMails(
  db: Database,
  city: string,
  { states, to = '', page = 1 }: MailFilter = {},
): Promise<{ mails: MailRow[]; more: boolean }> {
  const size = 100
  const part = `%${to.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const where = [
    Prisma.sql`m.city = ${city}`,
    ...(states ? [Prisma.sql`m.state = ANY(${states})`] : []),
    ...(to === ''
      ? []
      : [
          Prisma.sql`(m.mailbox ILIKE ${part} OR EXISTS (
            SELECT 1 FROM notice n JOIN post t ON t.id = n.post JOIN department d ON d.city = t.city AND d.key = t.department
            WHERE n.mail_id = m.id AND (t.title ILIKE ${part} OR d.name ILIKE ${part})))`,
        ]),
  ]
  const rows = await db.$queryRaw<(Omit<MailRow, 'slot' | 'settledAt'> & { slot: Date; settledAt: Date | null })[]>`
    SELECT m.id, m.mailbox, m.slot, m.subject, m.state, m.reply, m.settled_at AS "settledAt", m.settled_by AS "settledBy",
      coalesce(told.posts, '') AS posts, coalesce(told.matters, 0) AS matters
    FROM (SELECT * FROM mail m WHERE ${Prisma.join(where, ' AND ')} ORDER BY m.slot DESC, m.mailbox LIMIT ${size + 1} OFFSET ${(page - 1) * size}) m
    LEFT JOIN LATERAL (
      SELECT string_agg(DISTINCT t.title, '、') AS posts, count(*)::int AS matters FROM notice n JOIN post t ON t.id = n.post WHERE n.mail_id = m.id) told ON true
    ORDER BY m.slot DESC, m.mailbox`
  return { mails: rows.slice(0, size).map(plain), more: rows.length > size }
}

/** How many mails of a city stand in each state. One statement. */
export async function mailCounts(db: Database, city: string): Promise<Record<string, number>> {
  const rows = await db.mail.groupBy({ by: ['state'], where: { city }, _count: { _all: true } })
  return Object.fromEntries(rows.map(({ state, _count }) => [state, _count._all]))
}

/** One mail as it looks where HTML is shown. Null: there is no such mail. */
export const mailHtml = async (db: Database, id: string): Promise<string | null> =>
  (await db.mail.findUnique({ where: { id }, select: { html: true } }))?.html ?? null

/** One mail word for word, with the notices it carries. Two statements. Null: there is no such mail. */
export async function showMail(db: Database, id: string): Promise<MailView | null> {
  const mail = await db.mail.findUnique({ where: { id }, select: { ...line, messageId: true, text: true, calendar: true } })
  if (!mail) return null
  const notices = await db.$queryRaw<MailView['notices']>`
    SELECT n.id, n.kind, n.process_id AS "processId", n.reason, n.state, coalesce(g.name, sd.name, p.step_key) AS "subjectName", d.name AS "departmentName"
    FROM notice n JOIN process p ON p.id = n.process_id
    JOIN post o ON o.id = p.post JOIN department d ON d.city = o.city AND d.key = o.department
    LEFT JOIN programme g ON g.cycle_id = n.cycle_id AND g.key = p.subject
    LEFT JOIN department sd ON sd.city = n.city AND sd.key = p.subject
    WHERE n.mail_id = ${id} ORDER BY n.id`
  const { calendar, ...rest } = mail
  return { ...plain(rest), hasCalendar: calendar !== null, notices }
}
