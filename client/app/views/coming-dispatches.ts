import type { Instant } from '../../../domain/process/command.js'
import type { Database } from '../../../prisma/db.js'
import { Prisma } from '../../../prisma/generated/client.js'
import { boxKey, comingNotices } from './coming-rows.js'

/** What 送信予定 is asked for; '' in any of the texts: all. */
export interface ComingQuery {
  /** YYYY-MM-DD */
  day: string
  /** key of the section whose matters are meant */
  section: string
  step: string
  kind: string
  /** why it waits: release | office | address | letter */
  held: string
  /** counted from 1 */
  page: number
}

/** Mails on one page. */
export const comingPage = 100

/** One coming mail in a line: one mailbox of one dispatch. */
export interface ComingMail {
  slot: Instant
  /** '': there is nobody to write to */
  mailbox: string
  /** the mailbox as addresses of pages name it */
  box: string
  /** section and post to whom most of it goes; how many posts read this mailbox in this mail */
  postTitle: string
  departmentName: string
  posts: number
  /** matters by kind */
  kinds: Record<string, number>
  matters: number
  /** of these, what waits, by its cause */
  held: Record<string, number>
  /** the soonest of the due dates it speaks of */
  dueAt: Instant
}

/** One day with something to send: matters and mails, and of the matters what chases after the due date and what waits. */
export interface ComingDay {
  day: string
  mails: number
  matters: number
  late: number
  held: number
}

export interface Choice {
  id: string
  name: string
}

export interface ComingDispatches {
  now: Instant
  /** every day with something, whatever is asked for; soonest first */
  days: ComingDay[]
  sections: Choice[]
  steps: Choice[]
  kinds: string[]
  mails: ComingMail[]
  /** mails on all pages */
  total: number
  /** matters in all mails that fit */
  matters: number
}

const lateKinds = ['overdue', 'head-notice', 'escalation-proposal', 'escalation']

interface Row extends Omit<ComingDispatches, 'mails'> {
  mails: ComingMail[]
}

/** 送信予定: a page of coming mails, soonest first, and everything counted. One statement. */
export async function comingDispatches(db: Database, city: string, query: ComingQuery): Promise<ComingDispatches> {
  const { day, section, step, kind, held, page } = query
  const wanted = [
    Prisma.sql`true`,
    ...(day ? [Prisma.sql`day = ${day}`] : []),
    ...(section ? [Prisma.sql`section = ${section}`] : []),
    ...(step ? [Prisma.sql`step = ${step}`] : []),
    ...(kind ? [Prisma.sql`kind = ${kind}`] : []),
    ...(held ? [Prisma.sql`state = 'held' AND coalesce(held_for, 'office') = ${held}`] : []),
  ]
  const rows = await db.$queryRaw<Row[]>`
    WITH ${comingNotices(city)},
    named AS MATERIALIZED (
      SELECT n.*, to_char(n.slot AT TIME ZONE 'Asia/Tokyo', 'YYYY-MM-DD') AS day, p.step_key AS step, p.due_at, o.department AS section,
        od.name AS section_name, t.title AS post_title, d.name AS department_name
      FROM coming n JOIN process p ON p.id = n.process_id
      JOIN post o ON o.id = p.post JOIN department od ON od.city = o.city AND od.key = o.department
      JOIN post t ON t.id = n.post JOIN department d ON d.city = t.city AND d.key = t.department),
    met AS MATERIALIZED (SELECT DISTINCT slot, box FROM named WHERE ${Prisma.join(wanted, ' AND ')}),
    paged AS MATERIALIZED (SELECT slot, box FROM met ORDER BY slot, box LIMIT ${comingPage} OFFSET ${(page - 1) * comingPage}),
    counted AS (SELECT slot, box, kind, count(*)::int AS n FROM named JOIN paged USING (slot, box) GROUP BY slot, box, kind),
    waiting AS (
      SELECT slot, box, coalesce(held_for, 'office') AS why, count(*)::int AS n FROM named JOIN paged USING (slot, box)
      WHERE state = 'held' GROUP BY slot, box, why),
    listed AS (
      SELECT slot, box AS mailbox, ${boxKey} AS box, count(*)::int AS matters, count(DISTINCT post)::int AS posts, min(due_at) AS due_at,
        (mode() WITHIN GROUP (ORDER BY post_title)) AS post_title, (mode() WITHIN GROUP (ORDER BY department_name)) AS department_name,
        (SELECT jsonb_object_agg(c.kind, c.n) FROM counted c WHERE c.slot = named.slot AND c.box = named.box) AS kinds,
        (SELECT coalesce(jsonb_object_agg(w.why, w.n), '{}') FROM waiting w WHERE w.slot = named.slot AND w.box = named.box) AS held
      FROM named JOIN paged USING (slot, box) GROUP BY slot, named.box)
    SELECT (SELECT now FROM present) AS now,
      (SELECT coalesce(jsonb_agg(a ORDER BY a.day), '[]') FROM (
        SELECT day, count(DISTINCT (slot, box))::int AS mails, count(*)::int AS matters,
          (count(*) FILTER (WHERE kind = ANY(${lateKinds})))::int AS late, (count(*) FILTER (WHERE state = 'held'))::int AS held
        FROM named GROUP BY day) a) AS days,
      (SELECT coalesce(jsonb_agg(a ORDER BY a.id), '[]') FROM (SELECT DISTINCT section AS id, section_name AS name FROM named) a) AS sections,
      (SELECT coalesce(jsonb_agg(a ORDER BY a.position, a.id), '[]') FROM (
        SELECT DISTINCT ON (u.step) u.step AS id, coalesce(e.value ->> 'name', u.step) AS name, e.ordinality AS position
        FROM (SELECT DISTINCT cycle_id, step FROM named) u JOIN process c ON c.id = u.cycle_id
        JOIN snapshot s ON s.cycle_id = c.id AND s.no = c.snapshot_no
        LEFT JOIN LATERAL jsonb_array_elements(s.body -> 'steps') WITH ORDINALITY AS e(value, ordinality) ON e.value ->> 'id' = u.step
        ORDER BY u.step, u.cycle_id DESC) a) AS steps,
      (SELECT coalesce(jsonb_agg(DISTINCT kind), '[]') FROM named) AS kinds,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('slot', slot, 'mailbox', mailbox, 'box', box, 'postTitle', post_title, 'departmentName', department_name,
        'posts', posts, 'kinds', kinds, 'matters', matters, 'held', held, 'dueAt', due_at) ORDER BY slot, mailbox), '[]') FROM listed) AS mails,
      (SELECT count(*)::int FROM met) AS total,
      (SELECT count(*)::int FROM named JOIN met USING (slot, box)) AS matters`
  const [found] = rows
  if (!found) return { now: new Date(0).toISOString(), days: [], sections: [], steps: [], kinds: [], mails: [], total: 0, matters: 0 }
  const mails = found.mails.map((mail) => ({ ...mail, slot: instant(mail.slot), dueAt: instant(mail.dueAt) }))
  return { ...found, now: instant(found.now), mails }
}

/** PostgreSQL's spelling within JSON is another than ours. */
const instant = (at: string | Date): Instant => new Date(at).toISOString()

/** The office's sentences for whole dispatches that have not left, by dispatch. One statement. */
export async function dispatchLines(db: Database, city: string): Promise<Record<Instant, string>> {
  const rows = await db.$queryRaw<{ slot: Date; text: string }[]>`
    SELECT l.slot, l.text FROM covering_line l JOIN clock k ON k.city = l.city
    WHERE l.city = ${city} AND l.mailbox = '' AND l.slot >= CASE WHEN k.played THEN k.now ELSE clock_timestamp() END`
  return Object.fromEntries(rows.map(({ slot, text }) => [slot.toISOString(), text]))
}
