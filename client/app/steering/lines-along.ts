import type { Instant } from '../../../domain/process/command.js'
import type { Transaction } from '../../../prisma/trail.js'
import { comingNotices } from '../views/coming-rows.js'
import type { ComingMailKey } from './meant-notices.js'

/** The coming mail that is to carry a notice; null: none is. One statement. */
export async function mailOf(tx: Transaction, city: string, noticeId: string): Promise<ComingMailKey | null> {
  const [found] = await tx.$queryRaw<{ slot: Date; mailbox: string }[]>`
    WITH ${comingNotices(city)} SELECT slot, box AS mailbox FROM coming WHERE id = ${noticeId}`
  return found ? { city, slot: found.slot.toISOString(), mailbox: found.mailbox } : null
}

/**
 * What the office has written for a mail, and for every mail of its dispatch, goes with it to another dispatch. One statement.
 * @param whole the mail goes as a whole: its own line is not left behind
 */
export async function takeLinesAlong(tx: Transaction, { city, slot, mailbox }: ComingMailKey, to: Instant, whole: boolean): Promise<void> {
  if (mailbox === '' || to === slot) return
  await tx.$executeRaw`
    WITH written AS (
      SELECT * FROM covering_line WHERE city = ${city} AND slot = ${slot}::timestamptz AND mailbox IN ('', lower(${mailbox}))),
    left_behind AS (
      DELETE FROM covering_line l USING written w
      WHERE ${whole} AND l.city = w.city AND l.slot = w.slot AND l.mailbox = w.mailbox AND l.mailbox <> '')
    INSERT INTO covering_line (city, slot, mailbox, text, by_post, by_person, at)
    SELECT ${city}, ${to}::timestamptz, lower(${mailbox}), string_agg(text, E'\\n' ORDER BY mailbox),
      (array_agg(by_post ORDER BY mailbox DESC))[1], (array_agg(by_person ORDER BY mailbox DESC))[1], max(at)
    FROM written HAVING count(*) > 0 ON CONFLICT DO NOTHING`
}
