import type { Instant } from '../../../domain/process/command.js'
import type { Database } from '../../../prisma/db.js'
import { plain } from './plain.js'

/** One notice that is going to be sent: when, to whom, about what, and why. */
export interface ComingNotice {
  id: string
  cycleId: string
  processId: string
  kind: string
  /** planned | held | claimed | sending */
  state: string
  /** held: what for (prisma/schema.prisma) */
  heldFor: string | null
  at: Instant
  reason: string
  /** '' when there is nobody to write to */
  mailbox: string
  postTitle: string
  departmentName: string
  step: string
  subjectName: string | null
  dueAt: Instant
}

/** What a city is going to send, soonest first (送信予定): at most `limit` notices, default 500. One statement. */
export async function comingMails(db: Database, city: string, limit = 500): Promise<ComingNotice[]> {
  const rows = await db.$queryRaw<(Omit<ComingNotice, 'at' | 'dueAt'> & { at: Date; dueAt: Date })[]>`
    SELECT n.id, n.cycle_id AS "cycleId", n.process_id AS "processId", n.kind, n.state, n.at, n.reason,
      coalesce(mailbox_of(n.post, (greatest(n.at, CASE WHEN k.played THEN k.now ELSE clock_timestamp() END) AT TIME ZONE 'Asia/Tokyo')::date), '') AS mailbox,
      n.held_for AS "heldFor", t.title AS "postTitle",
      d.name AS "departmentName", p.step_key AS step, coalesce(g.name, sd.name) AS "subjectName", p.due_at AS "dueAt"
    FROM (SELECT * FROM notice WHERE city = ${city} AND state IN ('planned', 'held', 'claimed', 'sending') ORDER BY at, id LIMIT ${limit}) n
    JOIN clock k ON k.city = n.city JOIN process p ON p.id = n.process_id JOIN post t ON t.id = n.post JOIN department d ON d.city = t.city AND d.key = t.department
    LEFT JOIN programme g ON g.cycle_id = n.cycle_id AND g.key = p.subject
    LEFT JOIN department sd ON sd.city = n.city AND sd.key = p.subject
    ORDER BY n.at, mailbox, n.id`
  return rows.map(plain)
}
