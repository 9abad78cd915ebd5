import { onceTitle } from '../../../domain/definition/ask-of.js'
import { type Instant, isInstant } from '../../../domain/process/command.js'
import type { Database } from '../../../prisma/db.js'
import { type DecisionRecord, decisionsOf } from '../review/decision/declared.js'
import { plain } from './plain.js'
import { fittingRows, type TrailFilter } from './trail-filter.js'
import { subjectsNamed, type TrailStep, trailSteps } from './trail-steps.js'

export type { TrailFilter }

/** Somebody who held a post on the day of a row, as announced. */
export interface Holder {
  post: string
  name: string
  email: string
  /** holder | deputy */
  as: string
  /** the section's shared mailbox (課の共用メールボックス), not one person */
  shared: boolean
}

/** One row of the audit trail, its body read, with the names of what it speaks of. */
export interface TrailRow {
  no: number
  key: string
  kind: string
  processId: string | null
  /** when it happened, by the city's clock */
  at: Instant | null
  body: Record<string, unknown>
  /** the row's own words, as they are hashed */
  text: string
  /** title of the post that acted, or that was asked */
  postTitle: string | null
  prevHash: string
  hash: string
  /** when it was written down, by the machine's clock */
  recordedAt: Instant
  /** posts that the row names, by id */
  posts: Record<string, { title: string; department: string }>
  /** who held those posts on the day it happened */
  holders: Holder[]
  /** who was signed in when it was done on a page */
  person: { name: string; email: string } | null
  stepName: string | null
  /** the programme, the section, or what the step is about; null: the row is about no assignment */
  subjectName: string | null
  /** what was asked for, e.g. 施策検証シート（見込） */
  title: string | null
  /** what the same flow's due instant was before this row */
  previousDueAt: Instant | null
  /** when the dates of steps were made anew */
  moved: { name: string; opensAt: Instant; dueAt: Instant }[]
  /** of the record of a decision: why its declared dates cannot be as they are declared */
  marks: string[]
  /** what a stage of a route ruled (決裁の判断), with the title of the stage that it went back to */
  ruling: { state: string; package: number | null; to: string | null } | null
  /** when it tells of a mail */
  mail: { subject: string; mailbox: string; notices: { kind: string; processId: string; post: string }[] } | null
}

interface Found {
  no: number
  key: string
  kind: string
  processId: string | null
  text: string
  prevHash: string
  hash: string
  recordedAt: Date
  stepKey: string | null
  stepKind: string | null
  subject: string | null
  registered: string | null
  posts: TrailRow['posts']
  holders: Holder[]
  personName: string | null
  personEmail: string | null
  before: string | null
  /** what a stage of a route ruled in the version that was handed in */
  ruled: { state?: string; package?: number; to?: string } | null
  mailSubject: string | null
  mailbox: string | null
  notices: { kind: string; processId: string; post: string }[] | null
}

/** The rows of a year's trail that fit, in their order. Two statements, and one more where decisions were recorded. */
export async function trailRows(db: Database, cycleId: string, filter: TrailFilter = {}): Promise<TrailRow[]> {
  const steps = await trailSteps(db, cycleId)
  const { from = 1, limit = 200 } = filter
  const rows = await db.$queryRaw<Found[]>`
    SELECT r.no, r.key, r.kind, r.process_id AS "processId", r.body AS text, r.prev_hash AS "prevHash", r.hash, r.recorded_at AS "recordedAt",
      p.step_key AS "stepKey", p.step_kind AS "stepKind", p.subject, coalesce(g.name, sd.name) AS registered, q.name AS "personName", q.email AS "personEmail",
      m.subject AS "mailSubject", m.mailbox, notices.list AS notices, coalesce(posts.list, '{}') AS posts, coalesce(holders.list, '[]') AS holders,
      (SELECT v.content -> 'ruling' FROM version v WHERE p.step_kind = 'approve' AND r.b ->> 'act' = 'submit' AND v.id = r.b ->> 'version') AS ruled,
      (SELECT e.body FROM trail e WHERE e.process_id = r.process_id AND e.cycle_id = ${cycleId} AND e.no < r.no
        AND e.kind IN ('asked', 'applied', 'overdue', 'opened', 'override') ORDER BY e.no DESC LIMIT 1) AS before
    FROM (SELECT r.* FROM ${fittingRows(cycleId, { ...filter, subjectKeys: subjectsNamed(steps, filter.subject) })} AND r.no >= ${from} ORDER BY r.no LIMIT ${limit}) r
    LEFT JOIN process p ON p.id = r.process_id
    LEFT JOIN programme g ON g.cycle_id = p.cycle_id AND g.key = p.subject
    LEFT JOIN department sd ON sd.city = p.city AND sd.key = p.subject
    LEFT JOIN command c ON c.id = r.b ->> 'command' LEFT JOIN person q ON q.id = c.actor_person
    LEFT JOIN mail m ON m.id = r.b ->> 'mail'
    LEFT JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object('kind', o.kind, 'processId', o.process_id, 'post', o.post) ORDER BY o.id) AS list
      FROM notice o WHERE m.id IS NOT NULL AND o.mail_id = m.id AND o.cycle_id = ${cycleId}) notices ON true
    LEFT JOIN LATERAL (
      SELECT jsonb_object_agg(t.id, jsonb_build_object('title', t.title, 'department', d.name)) AS list
      FROM post t JOIN department d ON d.city = t.city AND d.key = t.department
      WHERE t.id IN (r.b ->> 'post', r.b ->> 'owner', r.b ->> 'previousOwner', r.b ->> 'second', r.b ->> 'claimedPost')) posts ON true
    LEFT JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object('post', h.post_id, 'name', w.name, 'email', w.email, 'as', h.kind, 'shared', lower(w.email) = lower(t.mailbox))
        ORDER BY h.kind DESC, w.name) AS list
      FROM holding h JOIN person w ON w.id = h.person_id JOIN post t ON t.id = h.post_id,
        LATERAL (SELECT (CASE WHEN pg_input_is_valid(r.b ->> 'at', 'timestamptz') THEN (r.b ->> 'at')::timestamptz ELSE r.recorded_at END AT TIME ZONE 'Asia/Tokyo')::date AS day) d
      WHERE h.post_id IN (r.b ->> 'post', r.b ->> 'owner', r.b ->> 'second') AND h.announced AND h."from" <= d.day AND (h.until IS NULL OR h.until >= d.day)) holders ON true
    ORDER BY r.no`
  const deciding = rows.flatMap(({ stepKind, kind, processId }) =>
    stepKind === 'approve' && kind === 'applied' && processId ? [processId] : [],
  )
  const decisions = deciding.length === 0 ? [] : await decisionsOf(db, [...new Set(deciding)])
  return rows.map((row) => rowOf(row, steps, decisions))
}

function rowOf(found: Found, steps: TrailStep[], decisions: DecisionRecord[]): TrailRow {
  const {
    personName,
    personEmail,
    mailSubject,
    mailbox,
    notices,
    stepKey,
    stepKind: _,
    subject,
    registered,
    before,
    ruled,
    ...rest
  } = found
  const body = readBody(found.text)
  const step = steps.find(({ id }) => id === stepKey)
  const title = subject === null ? null : (onceTitle(step, subject) ?? step?.asks.find((ask) => ask.per !== 'once')?.title)
  const post = textIn(body, 'post') ?? textIn(body, 'owner')
  return {
    ...plain(rest),
    body,
    at: isInstant(body['at']) ? body['at'] : null,
    postTitle: post === null ? null : (found.posts[post]?.title ?? null),
    person: personName === null ? null : { name: personName, email: personEmail ?? '' },
    stepName: stepKey === null ? null : (step?.name ?? stepKey),
    subjectName: subject === null ? null : (registered ?? title ?? step?.name ?? subject),
    title: subject === null ? null : (title ?? step?.name ?? null),
    previousDueAt: textIn(body, 'previousDueAt') ?? (before === null ? null : textIn(readBody(before), 'dueAt')),
    moved: movedIn(found.kind, body, steps),
    marks: ['submit', 'edit'].includes(textIn(body, 'act') ?? '')
      ? decisions
          .filter(({ processId, versionNo }) => processId === found.processId && versionNo === body['versionNo'])
          .flatMap(({ marks }) => marks.map(({ text }) => text))
      : [],
    ruling: ruled && {
      state: ruled.state ?? '',
      package: ruled.package ?? null,
      to: ruled.to ? (onceTitle(step, ruled.to) ?? ruled.to) : null,
    },
    mail: mailSubject === null ? null : { subject: mailSubject, mailbox: mailbox ?? '', notices: notices ?? [] },
  }
}

function movedIn(kind: string, body: Record<string, unknown>, steps: TrailStep[]): TrailRow['moved'] {
  const moved = body['steps']
  if (kind !== 'replanned' || typeof moved !== 'object' || moved === null) return []
  return Object.entries(moved as Record<string, { opensAt: Instant; dueAt: Instant }>).map(([id, dates]) => ({
    name: steps.find((one) => one.id === id)?.name ?? id,
    ...dates,
  }))
}

/** A body as it was written; one that somebody has made unreadable is empty. */
function readBody(text: string): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(text)
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

const textIn = (body: Record<string, unknown>, key: string): string | null => (typeof body[key] === 'string' ? body[key] : null)
