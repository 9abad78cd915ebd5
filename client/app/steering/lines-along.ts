import type { MovingMail } from '../../../prisma/covering-lines.js'
import type { Transaction } from '../../../prisma/trail.js'
import { comingNotices } from '../views/coming-rows.js'

/**
 * The coming mails that are to carry these notices and for which the office has written something, newest first: asked before the notices
 * are moved (prisma/covering-lines.ts). One statement.
 */
export const writtenMails = (tx: Transaction, city: string, noticeIds: string[]): Promise<MovingMail[]> =>
  tx.$queryRaw<MovingMail[]>`
    WITH ${comingNotices(city)},
    moving AS (
      SELECT slot, box AS mailbox, min(at) AS since, bool_and(id = ANY(${noticeIds})) AS whole FROM coming
      WHERE box <> '' GROUP BY slot, box HAVING bool_or(id = ANY(${noticeIds})))
    SELECT ${city} AS city, m.slot, m.since, m.mailbox, m.whole FROM moving m
    WHERE EXISTS (SELECT 1 FROM covering_line l WHERE l.city = ${city} AND l.slot BETWEEN m.since AND m.slot AND l.mailbox IN ('', m.mailbox))
    ORDER BY m.slot DESC, m.mailbox`
