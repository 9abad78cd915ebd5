import { Prisma } from '../../../prisma/generated/client.js'

/**
 * Names, for a WITH, the notices of a city that have not left, as `coming`: the notice's columns and, `slot`, the dispatch with which it
 * leaves (what is due already leaves together, with the newest such dispatch), `box`, the mailbox in small letters ('' when there is nobody to
 * write to on that day), and `now`. One slot and one box make one mail.
 */
export const comingNotices = (city: string) => Prisma.sql`
  present AS (SELECT CASE WHEN played THEN now ELSE clock_timestamp() END AS now FROM clock WHERE city = ${city}),
  placed AS (
    SELECT n.id, n.process_id, n.cycle_id, n.kind, n.rule, n.post, n.at, n.reason, n.state, n.held_for, present.now,
      CASE WHEN n.at <= present.now AND n.state = 'planned'
        THEN max(n.at) FILTER (WHERE n.at <= present.now AND n.state = 'planned') OVER () ELSE n.at END AS slot
    FROM notice n CROSS JOIN present WHERE n.city = ${city} AND n.state IN ('planned', 'held')),
  boxes AS MATERIALIZED (
    SELECT d.post, d.day, lower(coalesce(mailbox_of(d.post, d.day), '')) AS box
    FROM (SELECT DISTINCT post, (greatest(slot, now) AT TIME ZONE 'Asia/Tokyo')::date AS day FROM placed) d),
  coming AS (
    SELECT p.*, b.box FROM placed p
    JOIN boxes b ON b.post = p.post AND b.day = (greatest(p.slot, p.now) AT TIME ZONE 'Asia/Tokyo')::date)`

/** A mailbox as the address of a page names it: no address of a person stands in an address of a page. */
export const boxKey = Prisma.sql`left(encode(sha256(convert_to(box, 'UTF8')), 'hex'), 16)`
