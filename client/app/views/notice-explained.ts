import { type ChaseKind, type ChaseParty, chaseRuleWord } from '../../../domain/chase/chase-words.js'
import { askTitle } from '../../../domain/definition/ask-of.js'
import type { Definition } from '../../../domain/definition/schema.js'
import type { AssignmentStatus } from '../../../domain/process/assignment.js'
import type { Instant } from '../../../domain/process/command.js'
import type { Database } from '../../../prisma/db.js'
import { obstacleTo } from '../../../prisma/due-notices.js'
import { Prisma } from '../../../prisma/generated/client.js'
import { snapshotBody } from '../../../prisma/snapshots.js'
import { boxKey, comingNotices } from './coming-rows.js'
import { plain } from './plain.js'

/** Somebody who has a post on a day. */
export interface Holder {
  name: string
  /** holder | deputy */
  as: string
  /** the post's mail goes to an address of this person's own */
  takesMail: boolean
}

/** One notice, sent or not, with everything that explains it. */
export interface NoticeExplained {
  id: string
  kind: string
  /** of the chase: what the rule is called, and which of its times this is; null: somebody's act alone caused it */
  rule: { word: string | null; nth: number; of: number }
  /** why it was planned, for when: the rule's own sentence, or the act's */
  reason: string
  at: Instant
  state: string
  heldFor: string | null
  /** why it was cancelled */
  ended: string | null
  cycleId: string
  processId: string
  step: string
  subject: string
  subjectName: string | null
  status: AssignmentStatus
  dueAt: Instant
  pausedUntil: Instant | null
  /** what is asked, e.g. 施策検証シート（見込） */
  title: string
  /** the name of the chase by which it is asked for; null: none */
  policy: string | null
  /** whether the year goes on, and whether its mails may leave */
  yearState: string
  released: boolean
  /** to whom */
  post: string
  postTitle: string
  postRole: string
  departmentName: string
  /** whose the assignment is */
  ownerPost: string
  ownerTitle: string
  ownerDepartment: string
  ownerBureau: string
  /** where the post's mail goes on the day it leaves (or left) */
  mailbox: string | null
  obstacle: 'nobody' | 'malformed' | 'refused' | null
  holders: Holder[]
  /** the act that planned it: its number among the assignment's acts; 0: the asking itself */
  seq: number
  act: { act: string; receiptNo: number; receivedAt: Instant; postTitle: string } | null
  mail: { id: string; subject: string; state: string; slot: Instant; reply: string | null; settledAt: Instant | null } | null
  /** who held or released it by hand, newest first */
  words: { kind: string; at: Instant; postTitle: string; reason: string | null }[]
  stopped: { heldAt: Instant; reason: string } | null
  /** the coming mail that is to carry it */
  coming: { slot: Instant; box: string } | null
  now: Instant
}

type Row = Omit<
  NoticeExplained,
  'rule' | 'holders' | 'act' | 'mail' | 'words' | 'stopped' | 'coming' | 'at' | 'dueAt' | 'pausedUntil' | 'now' | 'seq'
> & {
  at: Date
  dueAt: Date
  pausedUntil: Date | null
  now: Date
  day: Date
  chase: string | null
  snapshotNo: number
  form: string
  round: string | null
  nth: number | null
  of: number | null
}

/** As whom a chase writes to a post. */
const partyOf = ({ post, ownerPost, postRole }: Pick<Row, 'post' | 'ownerPost' | 'postRole'>): ChaseParty =>
  post === ownerPost ? 'owner' : ((['head', 'coordinator', 'office'] as const).find((party) => party === postRole) ?? 'owner')

/** Everything about one notice. Five statements. Null: there is no such notice. */
export async function noticeExplained(db: Database, id: string): Promise<NoticeExplained | null> {
  const city = id.split('/')[0] ?? ''
  const [row] = await noticeOf(db, city, id)
  if (!row) return null
  const { day, chase, snapshotNo, form, round, nth, of, ...notice } = row
  const definition = (await snapshotBody(db, `${row.cycleId}@${snapshotNo}`)) as Definition
  const seq = Number(/#(\d+)\//.exec(id)?.[1] ?? 0)
  const [holders, acts, words, beside] = await Promise.all([
    db.$queryRaw<Holder[]>`
      SELECT w.name, h.kind AS as, h.takes_mail AS "takesMail" FROM holding h JOIN person w ON w.id = h.person_id
      WHERE h.post_id = ${row.post} AND h.announced AND h."from" <= ${day} AND (h.until IS NULL OR h.until >= ${day})
      ORDER BY h.kind = 'deputy' DESC, h."from" DESC, h.id`,
    db.$queryRaw<{ act: string; receiptNo: number; receivedAt: Date; postTitle: string }[]>`
      SELECT c.act, c.receipt_no AS "receiptNo", c.received_at AS "receivedAt", coalesce(t.title, c.actor_post) AS "postTitle"
      FROM command c LEFT JOIN post t ON t.id = c.actor_post WHERE c.process_id = ${row.processId} AND c.seq = ${seq} LIMIT 1`,
    wordsAbout(db, row.cycleId, id),
    db.$queryRaw<Beside[]>`
      WITH ${comingNotices(city)}
      SELECT
        (SELECT jsonb_build_object('slot', slot, 'box', ${boxKey}) FROM coming WHERE id = ${id}) AS coming,
        (SELECT jsonb_build_object('heldAt', held_at, 'reason', reason) FROM dispatch_hold WHERE city = ${city}) AS stopped,
        (SELECT jsonb_build_object('id', m.id, 'subject', m.subject, 'state', m.state, 'slot', m.slot, 'reply', m.reply, 'settledAt', m.settled_at)
          FROM mail m JOIN notice n ON n.mail_id = m.id WHERE n.id = ${id}) AS mail`,
  ])
  const { coming = null, stopped = null, mail = null } = beside[0] ?? {}
  const [act] = acts
  return {
    ...plain(notice),
    rule: { word: nth === null ? null : chaseRuleWord({ kind: row.kind as ChaseKind, to: partyOf(row) }), nth: nth ?? 1, of: of ?? 1 },
    title: askTitle(definition, { stepKey: row.step, subject: row.subject, form, round }) ?? row.step,
    policy: definition.chases.find(({ id: policy }) => policy === chase)?.name ?? null,
    seq,
    holders,
    act: act ? plain(act) : null,
    words,
    coming: coming && { ...coming, slot: instant(coming.slot) },
    stopped: stopped && { ...stopped, heldAt: instant(stopped.heldAt) },
    mail: mail && { ...mail, slot: instant(mail.slot), settledAt: mail.settledAt && instant(mail.settledAt) },
  }
}

type Beside = Partial<Pick<NoticeExplained, 'coming' | 'stopped' | 'mail'>>

const noticeOf = (db: Database, city: string, id: string) =>
  db.$queryRaw<Row[]>`
    SELECT a.*, CASE WHEN a.state IN ('planned', 'held') THEN ${obstacleTo(Prisma.sql`a.mailbox`, city)} END AS obstacle FROM (
      SELECT n.id, n.kind, (n.facts ->> 'nth')::int AS nth, (n.facts ->> 'of')::int AS "of", n.reason, n.at, n.state, n.held_for AS "heldFor", n.ended, n.cycle_id AS "cycleId", n.process_id AS "processId",
        p.step_key AS step, p.subject, coalesce(g.name, sd.name) AS "subjectName", p.state AS status, p.due_at AS "dueAt",
        p.paused_until AS "pausedUntil", p.chase, c.snapshot_no AS "snapshotNo", p.form, p.round, c.state AS "yearState", c.mail_released_at IS NOT NULL AS released,
        n.post, t.title AS "postTitle", t.role AS "postRole", d.name AS "departmentName",
        o.id AS "ownerPost", o.title AS "ownerTitle", od.name AS "ownerDepartment", od.bureau AS "ownerBureau",
        coalesce(m.mailbox, mailbox_of(n.post, x.day)) AS mailbox, x.day, x.now
      FROM notice n JOIN process p ON p.id = n.process_id JOIN process c ON c.id = n.cycle_id
      JOIN post t ON t.id = n.post JOIN department d ON d.city = t.city AND d.key = t.department
      JOIN post o ON o.id = p.post JOIN department od ON od.city = o.city AND od.key = o.department
      LEFT JOIN programme g ON g.cycle_id = n.cycle_id AND g.key = p.subject
      LEFT JOIN department sd ON sd.city = n.city AND sd.key = p.subject
      LEFT JOIN mail m ON m.id = n.mail_id
      JOIN clock k ON k.city = n.city
      CROSS JOIN LATERAL (SELECT CASE WHEN k.played THEN k.now ELSE clock_timestamp() END AS now,
        (CASE WHEN n.state IN ('planned', 'held') THEN greatest(n.at, CASE WHEN k.played THEN k.now ELSE clock_timestamp() END)
          ELSE coalesce(m.slot, n.at) END AT TIME ZONE 'Asia/Tokyo')::date AS day) x
      WHERE n.id = ${id} AND n.city = ${city}) a`

/** What the office has said about it by hand: held, let go, sent at once. */
async function wordsAbout(db: Database, cycleId: string, id: string): Promise<NoticeExplained['words']> {
  const rows = await db.$queryRaw<{ kind: string; at: string; postTitle: string; reason: string | null }[]>`
    SELECT r.kind, r.b ->> 'at' AS at, coalesce(t.title, r.b ->> 'post') AS "postTitle", r.b ->> 'reason' AS reason
    FROM (SELECT no, kind, body::jsonb AS b FROM trail WHERE cycle_id = ${cycleId}
      AND kind IN ('notice-held', 'notice-released', 'notice-sent-now', 'escalation-decided')) r LEFT JOIN post t ON t.id = r.b ->> 'post'
    WHERE r.b ->> 'notice' = ${id} OR r.b -> 'notices' ? ${id} ORDER BY r.no DESC`
  return rows
}

/** PostgreSQL's spelling within JSON is another than ours. */
const instant = (at: string): Instant => new Date(at).toISOString()
