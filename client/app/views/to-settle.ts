import type { Database } from '../../../prisma/db.js'
import type { MailLine } from './mails.js'
import type { OpenFault } from './open-faults.js'

/** What only a person can settle: mails whose fate nobody knows or that were not taken (the newest 100), and faults, the newest first. */
export interface ToSettle {
  mails: MailLine[]
  faults: OpenFault[]
}

/** One statement for both: the year's page asks for much else. */
export async function toSettle(db: Database, city: string): Promise<ToSettle> {
  const rows = await db.$queryRaw<ToSettle[]>`
    SELECT (
      SELECT coalesce(jsonb_agg(m ORDER BY m.slot DESC, m.mailbox), '[]') FROM (
        SELECT id, mailbox, slot, subject, state, reply, settled_at AS "settledAt", settled_by AS "settledBy" FROM mail
        WHERE city = ${city} AND state IN ('ambiguous', 'refused') ORDER BY slot DESC, mailbox LIMIT 100) m) AS mails, (
      SELECT coalesce(jsonb_agg(f ORDER BY f."raisedAt" DESC, f.id), '[]') FROM (
        SELECT id, kind, cycle_id AS "cycleId", process_id AS "processId", detail, raised_at AS "raisedAt" FROM fault
        WHERE city = ${city} AND cleared_at IS NULL) f) AS faults`
  const { mails = [], faults = [] } = rows[0] ?? {}
  return {
    mails: mails.map((one) => ({ ...one, slot: instant(one.slot), settledAt: one.settledAt && instant(one.settledAt) })),
    faults: faults.map((one) => ({ ...one, raisedAt: instant(one.raisedAt) })),
  }
}

/** PostgreSQL's spelling within JSON is another than ours. */
const instant = (text: string): string => new Date(text).toISOString()
