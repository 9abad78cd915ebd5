import { courierId } from '../domain/process/ids.js'
import { changeGates } from '../prisma/gates.js'
import type { Dependencies } from './dependencies.js'
import { pokeAll } from './poke.js'

/**
 * How it stands with a mail at the last moment before it is sent. `taken`: it is in this attempt's hand. `pointless`: nothing in it has a
 * reason any more, it is dropped. `stopped`: the office has stopped all mail, it waits. `astray`: this is not where its matters go any
 * more (another holder, an address that was refused meanwhile). `elsewhere`: another attempt has it, or it has ended.
 */
export type Taking = 'taken' | 'pointless' | 'stopped' | 'astray' | 'elsewhere'

/** Takes a mail in hand for this attempt, if it still has a reason and goes where it should. One statement. */
export async function takeMail({ db }: Pick<Dependencies, 'db'>, id: string, attempt: string): Promise<Taking> {
  const rows = await db.$queryRaw<{ verdict: Taking }[]>`
    WITH held AS MATERIALIZED (SELECT id, city, lower(mailbox) AS mailbox FROM mail WHERE id = ${id} AND state = 'claimed' FOR UPDATE),
    needed AS MATERIALIZED (SELECT n.id, n.post FROM notice n JOIN held h ON n.mail_id = h.id WHERE n.state = 'claimed' FOR UPDATE OF n),
    today AS (
      SELECT (CASE WHEN k.played THEN k.now ELSE clock_timestamp() END AT TIME ZONE 'Asia/Tokyo')::date AS day FROM clock k JOIN held USING (city)),
    verdict AS MATERIALIZED (SELECT CASE
      WHEN NOT EXISTS (SELECT 1 FROM needed) THEN 'pointless'
      WHEN EXISTS (SELECT 1 FROM dispatch_hold d WHERE d.city = held.city) THEN 'stopped'
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
 * A mail that no longer goes where its matters go is dropped, and what it was to say is planned anew: the courier claims it for
 * whoever is written to now. Locks as a record does: mail, notices, gate.
 */
export async function putBack({ db, temporal }: Pick<Dependencies, 'db' | 'temporal'>, id: string): Promise<void> {
  const owing = await db.$transaction(async (tx) => {
    const dropped = await tx.$queryRaw<
      { city: string }[]
    >`UPDATE mail SET state = 'dropped' WHERE id = ${id} AND state = 'claimed' RETURNING city`
    const city = dropped[0]?.city
    if (city === undefined) return []
    await tx.notice.updateMany({ where: { mailId: id, state: 'claimed' }, data: { state: 'planned', mailId: null } })
    return changeGates(tx, [{ id: courierId(city), bump: 'always' }])
  })
  await pokeAll(temporal, owing)
}
