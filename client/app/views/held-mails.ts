import type { Instant } from '../../../domain/process/command.js'
import type { Database } from '../../../prisma/db.js'
import { toOthers } from '../steering/first-mails.js'

/** All mails of a city stand still: who stopped them, since when, why. */
export interface Stopped {
  heldAt: Instant
  postTitle: string
  reason: string
}

/** The first mails of a year, waiting for the office to look at them. */
export interface FirstMails {
  cycleId: string
  definition: string
  fiscalYear: number
  notices: number
  mailboxes: number
  /** of all that waits, what goes to others than the office: without any, there is nothing to look at yet */
  toOthers: number
  /** soonest of the dispatches planned for them; null: nothing is planned yet */
  firstAt: Instant | null
  kinds: Record<string, number>
  sections: { name: string; notices: number }[]
}

/** What cannot be sent because nobody can be written to: one post, or one address that a server refused. */
export interface Unsendable {
  post: string
  postTitle: string
  departmentName: string
  /** '': the post has none */
  mailbox: string
  notices: number
}

/** An address that a mail server refused for good, and nobody has cleared. */
export interface RefusedMailbox {
  mailbox: string
  reply: string
  mailId: string
  since: Instant
  waiting: number
}

export interface HeldMails {
  stopped: Stopped | null
  first: FirstMails[]
  unsendable: Unsendable[]
  refused: RefusedMailbox[]
  /** notices whose letter cannot be written */
  unwritten: number
}

type Row = Omit<HeldMails, 'stopped'> & { stopped: Stopped | null }

/** Everything of a city's mail that waits for the office. One statement. */
export async function heldMails(db: Database, city: string): Promise<HeldMails> {
  const rows = await db.$queryRaw<Row[]>`
    WITH present AS (SELECT CASE WHEN played THEN now ELSE clock_timestamp() END AS now FROM clock WHERE city = ${city}),
    waits AS MATERIALIZED (
      SELECT n.id, n.cycle_id, n.kind, n.post, n.at, n.held_for, n.process_id FROM notice n WHERE n.city = ${city} AND n.state = 'held'),
    unreleased AS (
      SELECT c.id, c.definition, c.fiscal_year FROM process c
      WHERE c.city = ${city} AND c.kind = 'cycle' AND c.state = 'running' AND c.mail_released_at IS NULL),
    placed AS MATERIALIZED (
      SELECT w.*, od.name AS section_name, lower(coalesce(mailbox_of(w.post, (greatest(w.at, present.now) AT TIME ZONE 'Asia/Tokyo')::date), '')) AS mailbox
      FROM waits w CROSS JOIN present JOIN process p ON p.id = w.process_id JOIN post o ON o.id = p.post
      JOIN department od ON od.city = o.city AND od.key = o.department WHERE w.held_for IN ('release', 'address'))
    SELECT
      (SELECT jsonb_build_object('heldAt', h.held_at, 'postTitle', coalesce(t.title, h.by_post), 'reason', h.reason)
        FROM dispatch_hold h LEFT JOIN post t ON t.id = h.by_post WHERE h.city = ${city}) AS stopped,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('cycleId', u.id, 'definition', u.definition, 'fiscalYear', u.fiscal_year,
        'notices', (SELECT count(*) FROM placed w WHERE w.cycle_id = u.id AND w.held_for = 'release'),
        'mailboxes', (SELECT count(DISTINCT mailbox) FROM placed w WHERE w.cycle_id = u.id AND w.held_for = 'release'),
        'toOthers', (SELECT count(*) FROM waits w WHERE w.cycle_id = u.id AND ${toOthers}),
        'firstAt', (SELECT min(at) FROM placed w WHERE w.cycle_id = u.id AND w.held_for = 'release'),
        'kinds', (SELECT coalesce(jsonb_object_agg(kind, n), '{}') FROM (
          SELECT kind, count(*) AS n FROM placed w WHERE w.cycle_id = u.id AND w.held_for = 'release' GROUP BY kind) k),
        'sections', (SELECT coalesce(jsonb_agg(s ORDER BY s.notices DESC, s.name), '[]') FROM (
          SELECT section_name AS name, count(*)::int AS notices FROM placed w WHERE w.cycle_id = u.id AND w.held_for = 'release' GROUP BY section_name) s)
        ) ORDER BY u.fiscal_year, u.id), '[]') FROM unreleased u) AS first,
      (SELECT coalesce(jsonb_agg(a ORDER BY a."departmentName", a."postTitle"), '[]') FROM (
        SELECT t.id AS post, t.title AS "postTitle", d.name AS "departmentName", w.mailbox, count(*)::int AS notices
        FROM placed w JOIN post t ON t.id = w.post JOIN department d ON d.city = t.city AND d.key = t.department
        WHERE w.held_for = 'address' GROUP BY t.id, t.title, d.name, w.mailbox) a) AS unsendable,
      (SELECT coalesce(jsonb_agg(a ORDER BY a.since DESC, a.mailbox), '[]') FROM (
        SELECT r.mailbox, r.reply, r.mail_id AS "mailId", r.since,
          (SELECT count(*)::int FROM placed w WHERE w.held_for = 'address' AND w.mailbox = lower(r.mailbox)) AS waiting
        FROM refused_address r WHERE r.city = ${city} AND r.cleared_at IS NULL) a) AS refused,
      (SELECT count(*)::int FROM waits WHERE held_for = 'letter') AS unwritten`
  const [{ stopped, first, unsendable, refused, unwritten }] = rows as [Row]
  return {
    stopped: stopped && { ...stopped, heldAt: instant(stopped.heldAt) },
    first: first.map((one) => ({ ...one, firstAt: one.firstAt && instant(one.firstAt) })),
    unsendable,
    refused: refused.map((one) => ({ ...one, since: instant(one.since) })),
    unwritten,
  }
}

/** PostgreSQL's spelling within JSON is another than ours. */
const instant = (at: string): Instant => new Date(at).toISOString()

/** The cities of these whose mails are all stopped. One statement. */
export async function mailsStopped(db: Database, cities: string[]): Promise<(Stopped & { city: string })[]> {
  const rows = await db.$queryRaw<{ city: string; heldAt: Date; postTitle: string; reason: string }[]>`
    SELECT h.city, h.held_at AS "heldAt", coalesce(t.title, h.by_post) AS "postTitle", h.reason
    FROM dispatch_hold h LEFT JOIN post t ON t.id = h.by_post WHERE h.city = ANY(${cities}) ORDER BY h.city`
  return rows.map((row) => ({ ...row, heldAt: row.heldAt.toISOString() }))
}
