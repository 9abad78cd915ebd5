import type { Instant } from '../../../domain/process/command.js'
import type { Database } from '../../../prisma/db.js'
import { Prisma } from '../../../prisma/generated/client.js'
import { boxKey, comingNotices } from './coming-rows.js'
import { foretoldNotices } from './foretold.js'
import { type ForetoldGroup, foretoldGroups, foretoldRows, withoutPosts } from './foretold-groups.js'

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
  /** recorded | foretold: what steps that have begun are going to send, or what the plan says of the others */
  from: string
  /** counted from 1 */
  page: number
}

/** Mails on one page. */
export const comingPage = 100

/** One coming mail in a line: one mailbox of one dispatch; what is recorded and what is foretold of it stand in two. */
export interface ComingMail {
  slot: Instant
  /** of steps that have not opened, by the plan: null for what is recorded */
  foretold: ForetoldGroup[] | null
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

/** One day with something to send: matters and mails, and of the matters what chases after the due date, what waits, what is foretold. */
export interface ComingDay {
  day: string
  mails: number
  matters: number
  /** of what is recorded */
  late: number
  held: number
  foretold: number
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
  /** mails on all pages, and the lines that they take */
  total: number
  lines: number
  /** matters in all mails that fit */
  matters: number
  /** the office's sentences for whole dispatches that have not left, by dispatch */
  dispatchLines: Record<Instant, string>
}

const lateKinds = ['overdue', 'head-notice', 'escalation-proposal', 'escalation']

interface Row extends Omit<ComingDispatches, 'mails' | 'dispatchLines'> {
  dispatchLines: { slot: string; text: string }[]
  mails: (Omit<ComingMail, 'foretold'> & { groups: number[] | null })[]
}

/** 送信予定: a page of coming mails, soonest first, and everything counted. Two statements, and one for each definition not yet read. */
export async function comingDispatches(db: Database, city: string, query: ComingQuery): Promise<ComingDispatches> {
  const { day, section, step, kind, held, from, page } = query
  const groups = foretoldGroups(await foretoldNotices(db, city))
  const wanted = [
    Prisma.sql`true`,
    ...(day ? [Prisma.sql`day = ${day}`] : []),
    ...(section ? [Prisma.sql`section = ${section}`] : []),
    ...(step ? [Prisma.sql`step = ${step}`] : []),
    ...(kind ? [Prisma.sql`kind = ${kind}`] : []),
    ...(held ? [Prisma.sql`state = 'held' AND coalesce(held_for, 'office') = ${held}`] : []),
    ...(from ? [Prisma.sql`(told IS NOT NULL) = ${from === 'foretold'}`] : []),
  ]
  const rows = await db.$queryRaw<Row[]>`
    WITH ${comingNotices(city)},
    ${foretoldRows(groups)},
    matter AS (
      SELECT n.slot, n.box, n.post, n.kind, n.state, n.held_for, n.cycle_id, p.step_key AS step, p.due_at, o.department AS section, 1 AS n, NULL::int AS told
      FROM coming n JOIN process p ON p.id = n.process_id JOIN post o ON o.id = p.post
      UNION ALL SELECT slot, box, post, kind, 'foretold', NULL, cycle_id, step, due_at, section, matters, no FROM foretold),
    named AS MATERIALIZED (
      SELECT m.*, to_char(m.slot AT TIME ZONE 'Asia/Tokyo', 'YYYY-MM-DD') AS day, m.told IS NOT NULL AS ahead,
        od.name AS section_name, t.title AS post_title, d.name AS department_name
      FROM matter m JOIN post t ON t.id = m.post JOIN department d ON d.city = t.city AND d.key = t.department
      JOIN department od ON od.city = t.city AND od.key = m.section),
    met AS MATERIALIZED (SELECT DISTINCT slot, box, ahead FROM named WHERE ${Prisma.join(wanted, ' AND ')}),
    paged AS MATERIALIZED (SELECT slot, box, ahead FROM met ORDER BY slot, box, ahead LIMIT ${comingPage} OFFSET ${(page - 1) * comingPage}),
    counted AS (SELECT slot, box, ahead, kind, sum(n)::int AS n FROM named JOIN paged USING (slot, box, ahead) GROUP BY slot, box, ahead, kind),
    waiting AS (
      SELECT slot, box, coalesce(held_for, 'office') AS why, count(*)::int AS n FROM named JOIN paged USING (slot, box, ahead)
      WHERE state = 'held' GROUP BY slot, box, why),
    listed AS (
      SELECT slot, box AS mailbox, ahead, ${boxKey} AS box, sum(n)::int AS matters, count(DISTINCT post)::int AS posts, min(due_at) AS due_at,
        (mode() WITHIN GROUP (ORDER BY post_title)) AS post_title, (mode() WITHIN GROUP (ORDER BY department_name)) AS department_name,
        (SELECT jsonb_object_agg(c.kind, c.n) FROM counted c WHERE c.slot = named.slot AND c.box = named.box AND c.ahead = named.ahead) AS kinds,
        CASE WHEN ahead THEN '{}' ELSE
          (SELECT coalesce(jsonb_object_agg(w.why, w.n), '{}') FROM waiting w WHERE w.slot = named.slot AND w.box = named.box) END AS held,
        jsonb_agg(told ORDER BY told) FILTER (WHERE ahead) AS groups
      FROM named JOIN paged USING (slot, box, ahead) GROUP BY slot, named.box, ahead)
    SELECT (SELECT now FROM present) AS now,
      (SELECT coalesce(jsonb_agg(a ORDER BY a.day), '[]') FROM (
        SELECT day, count(DISTINCT (slot, box))::int AS mails, sum(n)::int AS matters,
          (count(*) FILTER (WHERE kind = ANY(${lateKinds}) AND NOT ahead))::int AS late, (count(*) FILTER (WHERE state = 'held'))::int AS held,
          (coalesce(sum(n) FILTER (WHERE ahead), 0))::int AS foretold
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
        'posts', posts, 'kinds', kinds, 'matters', matters, 'held', held, 'dueAt', due_at, 'groups', groups) ORDER BY slot, mailbox, ahead), '[]') FROM listed) AS mails,
      (SELECT count(DISTINCT (slot, box))::int FROM met) AS total,
      (SELECT count(*)::int FROM met) AS lines,
      (SELECT coalesce(sum(n), 0)::int FROM named JOIN met USING (slot, box, ahead)) AS matters,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('slot', l.slot, 'text', l.text)), '[]') FROM covering_line l
        WHERE l.city = ${city} AND l.mailbox = '' AND l.slot >= (SELECT now FROM present)) AS "dispatchLines"`
  const [found] = rows
  if (!found) throw new Error(`The coming mails of ${city} could not be counted.`)
  const mails = found.mails.map(({ groups: places, ...mail }) => ({
    ...mail,
    slot: instant(mail.slot),
    dueAt: instant(mail.dueAt),
    foretold: places && withoutPosts(places.flatMap((place) => groups[place] ?? [])),
  }))
  const dispatchLines = Object.fromEntries(found.dispatchLines.map(({ slot, text }) => [instant(slot), text]))
  return { ...found, now: instant(found.now), mails, dispatchLines }
}

/** PostgreSQL's spelling within JSON is another than ours. */
const instant = (at: string | Date): Instant => new Date(at).toISOString()
