import type { Transaction } from './trail.js'

/** A mail that leaves, in whole or in part, with another dispatch than the one it was to leave with. */
export interface MovingMail {
  city: string
  /** its dispatch, and when the oldest of what it says was to leave: lines written for either, or in between, are its own */
  slot: Date
  since: Date
  mailbox: string
  /** nothing of it stays behind */
  whole: boolean
}

/**
 * What the office has written for a mail, and for every mail of its dispatch, goes with it to another dispatch; where something is written
 * for that one already, it follows it. The caller has the courier's gate. One statement.
 */
export async function takeLinesAlong(tx: Transaction, { city, slot, since, mailbox, whole }: MovingMail, to: Date): Promise<void> {
  if (mailbox === '' || to.getTime() === slot.getTime()) return
  await tx.$executeRaw`
    WITH written AS (
      SELECT DISTINCT ON (mailbox) * FROM covering_line
      WHERE city = ${city} AND slot BETWEEN ${since} AND ${slot} AND mailbox IN ('', lower(${mailbox})) ORDER BY mailbox, slot DESC),
    left_behind AS (
      DELETE FROM covering_line l USING written w
      WHERE ${whole} AND l.city = w.city AND l.slot = w.slot AND l.mailbox = w.mailbox AND l.mailbox <> '')
    INSERT INTO covering_line AS l (city, slot, mailbox, text, by_post, by_person, at)
    SELECT ${city}, ${to}::timestamptz, lower(${mailbox}), string_agg(text, E'\\n' ORDER BY mailbox),
      (array_agg(by_post ORDER BY mailbox DESC))[1], (array_agg(by_person ORDER BY mailbox DESC))[1], max(at)
    FROM written HAVING count(*) > 0
    ON CONFLICT (city, slot, mailbox) DO UPDATE SET text = l.text || E'\\n' || excluded.text, at = greatest(l.at, excluded.at)
    WHERE position(E'\\n' || excluded.text || E'\\n' IN E'\\n' || l.text || E'\\n') = 0`
}
