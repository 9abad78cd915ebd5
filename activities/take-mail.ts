import { cityCalendar } from '../domain/calendar/city-calendar.js'
import { nextDispatch } from '../domain/calendar/dispatch.js'
import type { Definition } from '../domain/definition/schema.js'
import { courierId } from '../domain/process/ids.js'
import { nowOf } from '../prisma/clock.js'
import { takeLinesAlong } from '../prisma/covering-lines.js'
import { changeGates } from '../prisma/gates.js'
import { type PutBack, putBackMails } from '../prisma/put-back.js'
import { snapshotBody } from '../prisma/snapshots.js'
import type { Dependencies, Transaction } from './dependencies.js'
import { pokeAll } from './poke.js'

/**
 * How it stands with a mail at the last moment before it is sent. `taken`: it is in this attempt's hand. `pointless`: nothing in it has a
 * reason any more, it is dropped. `stopped`: the office has stopped all mail, it waits. `outdated`: it was written on an earlier day.
 * `astray`: this is not what is to be said, or not where it goes, any more (one of its matters is over, another holder, an address that was
 * refused meanwhile). `elsewhere`: another attempt has it, or it has ended.
 */
export type Taking = 'taken' | 'pointless' | 'stopped' | 'outdated' | 'astray' | 'elsewhere'

/** Takes a mail in hand for this attempt, if it says what is still to be said and goes where it should. One statement. */
export async function takeMail({ db }: Pick<Dependencies, 'db'>, id: string, attempt: string): Promise<Taking> {
  const rows = await db.$queryRaw<{ verdict: Taking }[]>`
    WITH held AS MATERIALIZED (SELECT id, city, lower(mailbox) AS mailbox, slot FROM mail WHERE id = ${id} AND state = 'claimed' FOR UPDATE),
    needed AS MATERIALIZED (
      SELECT n.id, n.post FROM notice n JOIN held h ON n.mail_id = h.id WHERE n.state = 'claimed' ORDER BY n.id FOR UPDATE OF n),
    today AS (
      SELECT (CASE WHEN k.played THEN k.now ELSE clock_timestamp() END AT TIME ZONE 'Asia/Tokyo')::date AS day FROM clock k JOIN held USING (city)),
    verdict AS MATERIALIZED (SELECT CASE
      WHEN NOT EXISTS (SELECT 1 FROM needed) THEN 'pointless'
      WHEN EXISTS (SELECT 1 FROM dispatch_hold d WHERE d.city = held.city) THEN 'stopped'
      WHEN (held.slot AT TIME ZONE 'Asia/Tokyo')::date < (SELECT day FROM today) THEN 'outdated'
      WHEN (SELECT count(*) FROM needed) < (SELECT count(*) FROM notice n WHERE n.mail_id = held.id) THEN 'astray'
      WHEN EXISTS (SELECT 1 FROM refused_address r WHERE r.city = held.city AND r.mailbox = held.mailbox AND r.cleared_at IS NULL) THEN 'astray'
      WHEN EXISTS (
        SELECT 1 FROM (SELECT DISTINCT post FROM needed) n, today
        WHERE lower(mailbox_of(n.post, today.day)) IS DISTINCT FROM held.mailbox) THEN 'astray'
      ELSE 'taken' END AS verdict FROM held),
    marked AS (
      UPDATE mail SET state = CASE v.verdict WHEN 'taken' THEN 'sending' ELSE 'dropped' END, attempt = CASE v.verdict WHEN 'taken' THEN ${attempt} END
      FROM verdict v WHERE mail.id IN (SELECT id FROM held) AND v.verdict IN ('taken', 'pointless')),
    carried AS (UPDATE notice SET state = 'sending' FROM verdict v WHERE v.verdict = 'taken' AND notice.id IN (SELECT id FROM needed))
    SELECT verdict FROM verdict`
  return rows[0]?.verdict ?? 'elsewhere'
}

/**
 * A mail that is not to leave as it was written is dropped, and what still stands in it is planned anew: at once, or for the next dispatch.
 * The courier writes it on how things stand then, for whoever is written to then. Locks as a record does: mail, notices, gate.
 */
export async function putBack(
  { db, temporal }: Pick<Dependencies, 'db' | 'temporal'>,
  id: string,
  leaves: 'at-once' | 'next-dispatch',
): Promise<void> {
  const owing = await db.$transaction(async (tx) => {
    const notices = await putBackMails(tx, { id })
    const city = notices[0]?.city
    if (city === undefined) return []
    if (leaves === 'at-once') return changeGates(tx, [{ id: courierId(city), bump: 'always' }])
    const earliest = await planForNext(tx, city, notices)
    const owing = await changeGates(tx, [{ id: courierId(city), bump: { earliest } }])
    const { slot, mailbox } = await tx.mail.findUniqueOrThrow({ where: { id }, select: { slot: true, mailbox: true } })
    const since = notices.map(({ at }) => at).reduce((a, b) => (a < b ? a : b))
    await takeLinesAlong(tx, { city, slot, since, mailbox, whole: true }, new Date(earliest))
    return owing
  })
  await pokeAll(temporal, owing)
}

/** @returns the first of the dispatches: years may have different ones */
async function planForNext(tx: Transaction, city: string, notices: PutBack[]): Promise<string> {
  const now = (await nowOf(tx, city)).toISOString()
  const slots = new Map<string, string>()
  for (const { cycleId, snapshotNo } of notices) {
    if (slots.has(cycleId)) continue
    const { calendar } = (await snapshotBody(tx, `${cycleId}@${snapshotNo}`)) as Definition
    slots.set(cycleId, nextDispatch(cityCalendar(calendar), calendar.dispatch, now, { strictly: true }))
  }
  for (const [cycleId, at] of slots) {
    const own = notices.filter((notice) => notice.cycleId === cycleId).map(({ id }) => id)
    await tx.$executeRaw`UPDATE notice SET at = ${at}::timestamptz WHERE id = ANY(${own})`
  }
  return [...slots.values()].sort()[0] as string
}
