import type { Instant } from '../../../domain/process/command.js'
import type { Database } from '../../../prisma/db.js'
import { plain } from '../views/plain.js'

/** One thing that happened to a step itself, as its page tells it. */
export interface StepEvent {
  no: number
  kind: string
  act: string | null
  at: Instant
  postTitle: string | null
  secondTitle: string | null
  requirement: string | null
  reason: string | null
}

/** The rows of the trail about a step, without those about its assignments. One statement. */
export async function stepEvents(db: Database, stepId: string): Promise<StepEvent[]> {
  const rows = await db.$queryRaw<(Omit<StepEvent, 'at'> & { at: Date })[]>`
    SELECT r.no, r.kind, r.b ->> 'act' AS act, coalesce((r.b ->> 'at')::timestamptz, r.recorded_at) AS at, t.title AS "postTitle",
      s.title AS "secondTitle", r.b ->> 'requirement' AS requirement, r.b ->> 'reason' AS reason
    FROM (SELECT no, kind, recorded_at, body::jsonb AS b FROM trail WHERE process_id = ${stepId}) r
    LEFT JOIN post t ON t.id = r.b ->> 'post' LEFT JOIN post s ON s.id = r.b ->> 'second'
    ORDER BY r.no`
  return rows.map(plain)
}

/** How a mail in doubt was settled; null: nobody has. */
export interface MailSettled {
  postTitle: string | null
  personName: string | null
  reason: string | null
}

/** Who settled a mail, and how it was found out. One statement. */
export async function mailSettled(db: Database, mailId: string): Promise<MailSettled | null> {
  const [row] = await db.$queryRaw<MailSettled[]>`
    SELECT t.title AS "postTitle", w.name AS "personName", r.body::jsonb ->> 'reason' AS reason
    FROM mail m JOIN trail r ON r.key = m.id || '/settled' AND r.kind = 'mail-settled'
    LEFT JOIN post t ON t.id = r.body::jsonb ->> 'post' LEFT JOIN person w ON w.id = m.settled_by
    WHERE m.id = ${mailId} AND r.cycle_id IN (SELECT cycle_id FROM notice WHERE mail_id = ${mailId}) LIMIT 1`
  return row ?? null
}
