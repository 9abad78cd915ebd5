import type { Instant } from '../../../domain/process/command.js'
import type { Transaction } from '../../../prisma/trail.js'
import { Refused } from '../errors.js'
import { comingNotices } from '../views/coming-rows.js'

/** One coming mail: everything that leaves to one mailbox with one dispatch. */
export interface ComingMailKey {
  city: string
  slot: Instant
  /** '': there is nobody to write to */
  mailbox: string
}

/** A notice that somebody of the office has a word about. */
export interface NoticeRow {
  id: string
  processId: string
  cycleId: string
  city: string
  state: string
  at: Date
  snapshotNo: number
  cycleState: string
  /** whether its year's mails may leave */
  released: boolean
}

/**
 * The notices that are meant, their years held against sealing and the city's clock against moving. Of a mail, those of running years.
 * @throws Refused when there is none, or all their years are sealed
 */
export async function meantNotices(tx: Transaction, which: string | ComingMailKey): Promise<NoticeRow[]> {
  const ids = typeof which === 'string' ? [which] : await idsOf(tx, which)
  const rows = await tx.$queryRaw<NoticeRow[]>`
    SELECT n.id, n.process_id AS "processId", n.cycle_id AS "cycleId", n.city, n.state, n.at, c.snapshot_no AS "snapshotNo",
      c.state AS "cycleState", c.mail_released_at IS NOT NULL AS released
    FROM notice n JOIN process c ON c.id = n.cycle_id JOIN clock k ON k.city = n.city WHERE n.id = ANY(${ids})
    ORDER BY c.id, n.id FOR SHARE OF c, k`
  if (rows.length === 0) throw new Refused('notice-changed')
  const running = rows.filter(({ cycleState }) => cycleState === 'running')
  if (running.length === 0) throw new Refused('sealed')
  return running
}

async function idsOf(tx: Transaction, { city, slot, mailbox }: ComingMailKey): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH ${comingNotices(city)} SELECT id FROM coming WHERE slot = ${slot}::timestamptz AND box = lower(${mailbox})`
  return rows.map(({ id }) => id)
}
