import { Prisma } from './generated/client.js'
import { snapshotBody } from './snapshots.js'
import type { Transaction } from './trail.js'

/** Which notices of a city leave together. */
export interface DispatchQuery {
  city: string
  /** those planned for this instant or before it */
  upTo: Date
  /** and after this one: the dispatch before; default: whatever was not sent yet */
  after?: Date
  /** whose addresses and lines count: those of this instant */
  asOf: Date
  /** default: planned. What is held does not leave, but a preview may show what it would say. */
  states?: ('planned' | 'held')[]
  /** the courier's: nobody changes them until its transaction ends; what somebody is changing right now is left to its next look */
  lock?: boolean
  /** so many mailboxes at most, in their order; default: all */
  mailboxes?: number
}

/** Kinds that a chase says again and again, so that their mails count them. */
export const countedKinds = ['reminder', 'overdue', 'head-notice', 'escalation-proposal']

/**
 * Notices as whoever writes their mails has described them (`Notice`: DueNotice), with what else the mails need. One statement, and one more
 * each for what was tried before, the covering lines, and each definition not yet read.
 */
export async function noticesToSend<Notice extends NoticeRow>(tx: Transaction, query: DispatchQuery) {
  const notices = await selectNotices<Notice>(tx, query)
  const telling = new Set(
    notices.filter(({ kind, party }) => tellingKinds.includes(kind) || party === 'coordinator').map(({ processId }) => processId),
  )
  const definitions = new Map<string, unknown>()
  for (const id of new Set(notices.map(({ cycleId, snapshotNo }) => `${cycleId}@${snapshotNo}`)))
    definitions.set(id, await snapshotBody(tx, id))
  return {
    notices,
    contacts: telling.size > 0 ? await contactsOf(tx, [...telling]) : [],
    lines: notices.length > 0 ? await coveringLines(tx, query, notices) : [],
    definitions,
  }
}

/** What is read here of a notice to find what else its mail needs; all it has: domain/correspondence/due-notice.ts. */
export interface NoticeRow {
  kind: string
  at: Date
  processId: string
  cycleId: string
  party: string
  snapshotNo: number
}

/** The day on which an instant falls in the city, in SQL. */
export const dayOf = (instant: Prisma.Sql): Prisma.Sql => Prisma.sql`(${instant} AT TIME ZONE 'Asia/Tokyo')::date`

/** One address and nothing else (what activities/mail-message.ts sends to): no control character, no name before it, no second one. */
const addressPattern = '^[^][[:space:][:cntrl:]@<>()\\\\,;:"]{1,64}@[^][[:space:][:cntrl:]@<>()\\\\,;:"]+$'

/** Why nothing can be sent to a mailbox of a city; null: it can. */
export const obstacleTo = (mailbox: Prisma.Sql, city: string): Prisma.Sql => Prisma.sql`CASE
  WHEN ${mailbox} IS NULL THEN 'nobody'
  WHEN ${mailbox} !~ ${addressPattern} OR length(${mailbox}) > 254 THEN 'malformed'
  WHEN EXISTS (SELECT 1 FROM refused_address r WHERE r.city = ${city} AND r.mailbox = lower(${mailbox}) AND r.cleared_at IS NULL) THEN 'refused'
  END`

/** Selects as `until` the deputy who takes a post's mail on a day: null, or no row, when nobody does in the holder's place. */
export const deputyFor = (post: Prisma.Sql, day: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT CASE WHEN h.kind = 'deputy' THEN jsonb_build_object('until', h.until) END AS until FROM holding h JOIN person ON person.id = h.person_id
  WHERE h.post_id = ${post} AND h.takes_mail AND h.announced AND person.email IS NOT NULL
    AND h."from" <= ${day} AND (h.until IS NULL OR h.until >= ${day})
  ORDER BY h.kind = 'deputy' DESC, h."from" DESC, h.id LIMIT 1`

const selectNotices = <Notice extends NoticeRow>(
  tx: Transaction,
  { city, upTo, after, asOf, states = ['planned'], lock, mailboxes }: DispatchQuery,
): Promise<Notice[]> =>
  tx.$queryRaw<Notice[]>`
    WITH due AS MATERIALIZED (
      SELECT * FROM notice n WHERE n.city = ${city} AND n.state = ANY(${states}) AND n.at <= ${upTo}
        AND n.at > coalesce(${after ?? null}::timestamptz, '-infinity')
      ORDER BY n.id ${lock ? Prisma.sql`FOR UPDATE SKIP LOCKED` : Prisma.empty}),
    goes AS MATERIALIZED (
      SELECT t.id AS post, mailbox_of(t.id, ${dayOf(Prisma.sql`${asOf}::timestamptz`)}) AS mailbox
      FROM post t WHERE t.id IN (SELECT post FROM due)),
    address AS MATERIALIZED (SELECT goes.post, goes.mailbox, ${obstacleTo(Prisma.sql`goes.mailbox`, city)} AS obstacle,
      dense_rank() OVER (ORDER BY lower(goes.mailbox)) AS place FROM goes)
    SELECT n.id, n.kind, n.state, n.held_for AS "heldFor", n.at, n.reason, n.facts, n.process_id AS "processId", n.cycle_id AS "cycleId",
      n.post, CASE WHEN n.post = p.post THEN 'owner' ELSE t.role END AS party, past.before, past.chased = 0 AND past.taken AS "newlyTaken",
      deputy.until AS deputy, a.mailbox, a.obstacle, t.title AS "postTitle", d.name AS "postDepartment", p.step_key AS "stepKey", p.subject, p.form, p.round,
      p.state AS status, p.due_at AS "dueAt", p.seq, coalesce(g.name, sd.name) AS "subjectName", od.name AS "ownerDepartment",
      c.snapshot_no AS "snapshotNo", c.fiscal_year AS "fiscalYear",
      CASE WHEN starts_with(pt.title, pd.name) THEN pt.title ELSE pd.name || '　' || pt.title END AS "previousPost",
      CASE WHEN mt.id IS NOT NULL THEN jsonb_build_object('id', mt.id, 'name', mt.name, 'bodyName', coalesce(md.name, mt.body), 'startsAt', mt.starts_at,
        'endsAt', mt.ends_at, 'place', mt.place, 'state', mt.state, 'moves', mt.moves) END AS meeting
    FROM due n
    JOIN address a ON a.post = n.post
    JOIN process p ON p.id = n.process_id
    JOIN process c ON c.id = n.cycle_id
    JOIN post t ON t.id = n.post
    JOIN department d ON d.city = t.city AND d.key = t.department
    JOIN post o ON o.id = p.post
    JOIN department od ON od.city = o.city AND od.key = o.department
    CROSS JOIN LATERAL (
      SELECT max(b.at) AS taken_at FROM notice b
      WHERE b.process_id = n.process_id AND b.post = n.post AND b.state = 'sent' AND b.kind = 'handover' AND b.at > p.asked_at) handed
    CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE b.kind = n.kind)::int AS before, count(*)::int AS chased, handed.taken_at IS NOT NULL AS taken FROM notice b
      WHERE b.process_id = n.process_id AND b.post = n.post AND b.state = 'sent' AND b.kind = ANY(${countedKinds})
        AND b.at > greatest(p.asked_at, handed.taken_at)) past
    LEFT JOIN LATERAL (${deputyFor(Prisma.sql`n.post`, dayOf(Prisma.sql`${asOf}::timestamptz`))}) deputy ON TRUE
    LEFT JOIN post pt ON pt.id = n.facts->>'previousPost'
    LEFT JOIN department pd ON pd.city = pt.city AND pd.key = pt.department
    LEFT JOIN meeting mt ON mt.id = n.facts->>'meeting'
    LEFT JOIN department md ON md.city = mt.city AND md.key = mt.body
    LEFT JOIN programme g ON g.cycle_id = n.cycle_id AND g.key = p.subject
    LEFT JOIN department sd ON sd.city = n.city AND sd.key = p.subject
    WHERE ${mailboxes ?? null}::int IS NULL OR a.place <= ${mailboxes ?? null}::int
    ORDER BY lower(a.mailbox), n.id`

/** Kinds whose mails say what the section has been told so far. */
const tellingKinds = ['head-notice', 'escalation', 'escalation-proposal']
/** Kinds that ask the office to decide: nobody of the section is told anything by them. */
export const officeKinds = ['escalation-proposal', 'extension-request']
export const contactsShown = 10

const contactsOf = (tx: Transaction, processIds: string[]) =>
  tx.$queryRaw<{ processId: string; at: Date; what: string; to: string }[]>`
    SELECT process_id AS "processId", at, what, "to" FROM (
      SELECT made.*, row_number() OVER (PARTITION BY process_id ORDER BY at DESC) AS back FROM (
        SELECT n.process_id, m.slot AS at, n.kind AS what, t.title AS "to"
        FROM notice n JOIN mail m ON m.id = n.mail_id JOIN post t ON t.id = n.post
        WHERE n.process_id = ANY(${processIds}) AND n.state = 'sent' AND n.kind <> ALL(${officeKinds})
        UNION ALL
        SELECT process_id, received_at, 'record-call', coalesce(payload->>'whom', '') FROM command
        WHERE process_id = ANY(${processIds}) AND act = 'record-call' AND state = 'applied') made) latest
    WHERE back <= ${contactsShown} ORDER BY process_id, at, what`

/** Those of the dispatches that these notices belong to, first to last. */
const coveringLines = (tx: Transaction, { city, upTo }: DispatchQuery, notices: { at: Date }[]) =>
  tx.coveringLine.findMany({
    where: { city, slot: { gte: notices.map(({ at }) => at).reduce((a, b) => (a < b ? a : b)), lte: upTo } },
    orderBy: [{ slot: 'asc' }, { mailbox: 'asc' }],
    select: { slot: true, mailbox: true, text: true },
  })
