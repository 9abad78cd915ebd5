import { dayOf, obstacleTo } from './due-notices.js'
import { Prisma } from './generated/client.js'
import type { Transaction } from './trail.js'

/** A notice that waited for an address. */
export interface WaitingNotice {
  id: string
  cycleId: string
  snapshotNo: number
  at: Date
}

/** Notices held for an address whose posts can be written to as of this instant, locked until the transaction ends. */
export const takeReachable = (tx: Transaction, city: string, now: Date): Promise<WaitingNotice[]> =>
  tx.$queryRaw<WaitingNotice[]>`
    WITH waiting AS (SELECT DISTINCT post FROM notice WHERE city = ${city} AND state = 'held' AND held_for = 'address'),
    goes AS MATERIALIZED (SELECT post, mailbox_of(post, ${dayOf(Prisma.sql`${now}::timestamptz`)}) AS mailbox FROM waiting)
    SELECT n.id, n.cycle_id AS "cycleId", c.snapshot_no AS "snapshotNo", n.at
    FROM notice n JOIN process c ON c.id = n.cycle_id JOIN goes ON goes.post = n.post
    WHERE n.city = ${city} AND n.state = 'held' AND n.held_for = 'address' AND ${obstacleTo(Prisma.sql`goes.mailbox`, city)} IS NULL
    ORDER BY n.id FOR UPDATE OF n`

/**
 * Notices whose mails a server refused at their address, whose posts can be written to as of this instant, and that were not planned anew yet.
 * A mail that was refused for what it says has an alarm of its own, and one that a person settled has that person.
 */
export async function refusedAndReachable(tx: Transaction, city: string, now: Date): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH refused AS MATERIALIZED (
      SELECT n.id, n.post FROM notice n JOIN mail m ON m.id = n.mail_id JOIN process c ON c.id = n.cycle_id
      WHERE n.city = ${city} AND n.state = 'refused' AND m.state = 'refused' AND m.settled_by IS NULL AND c.state = 'running'
        AND EXISTS (SELECT 1 FROM refused_address r WHERE r.city = ${city} AND r.mailbox = lower(m.mailbox))
        AND NOT EXISTS (SELECT 1 FROM fault f WHERE f.id = m.id || '/refused' AND f.kind = 'mail-refused')
        AND NOT EXISTS (SELECT 1 FROM notice a WHERE a.id = n.id || '/again')),
    goes AS MATERIALIZED (
      SELECT post, mailbox_of(post, ${dayOf(Prisma.sql`${now}::timestamptz`)}) AS mailbox FROM (SELECT DISTINCT post FROM refused) p)
    SELECT refused.id FROM refused JOIN goes USING (post) WHERE ${obstacleTo(Prisma.sql`goes.mailbox`, city)} IS NULL ORDER BY refused.id`
  return rows.map(({ id }) => id)
}

/**
 * Clears the alarms that are answered: of posts that can be written to again, and of addresses whose refusal is cleared or
 * that no post has any more.
 */
export async function clearAddressFaults(tx: Transaction, city: string, now: Date): Promise<void> {
  const day = dayOf(Prisma.sql`${now}::timestamptz`)
  await tx.$executeRaw`
    UPDATE fault SET cleared_at = ${now}
    WHERE city = ${city} AND cleared_at IS NULL AND (
      (kind = 'notice-unaddressed' AND EXISTS (
        SELECT 1 FROM (SELECT t.id, mailbox_of(t.id, ${day}) AS mailbox FROM post t WHERE t.city = ${city}) goes
        WHERE fault.id = goes.id || '/unaddressed' AND (${obstacleTo(Prisma.sql`goes.mailbox`, city)}) IS DISTINCT FROM 'nobody'
          AND (${obstacleTo(Prisma.sql`goes.mailbox`, city)}) IS DISTINCT FROM 'malformed'))
      OR (kind = 'address-refused' AND EXISTS (
        SELECT 1 FROM refused_address r WHERE r.city = ${city} AND fault.id = r.mail_id || '/refused' AND (r.cleared_at IS NOT NULL OR NOT EXISTS (
          SELECT 1 FROM post t WHERE t.city = ${city} AND lower(mailbox_of(t.id, ${day})) = r.mailbox)))))`
}
