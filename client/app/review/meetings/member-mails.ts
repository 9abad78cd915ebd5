import type { Instant } from '../../../../domain/process/command.js'
import { courierId } from '../../../../domain/process/ids.js'
import { sha256 } from '../../../../domain/trail/canonical.js'
import { changeGates } from '../../../../prisma/gates.js'
import { type Meeting, Prisma } from '../../../../prisma/generated/client.js'
import { lockNotices } from '../../../../prisma/lock-notices.js'
import { plannedOrHeld } from '../../../../prisma/may-leave.js'
import type { Transaction } from '../../../../prisma/trail.js'
import { nextDispatchOf } from '../../steering/hold-notice.js'
import { refuseIf } from './act-on-meeting.js'
import { officeAssignments } from './office-assignments.js'

/** A mail to members about a meeting: what it is, to which seats, and what caused it. */
export interface MemberMail {
  kind: 'invitation' | 'meeting-moved' | 'meeting-cancelled' | 'minutes-check'
  seats: string[]
  reason: string
  now: Date
  facts?: { note?: string; movedFrom?: Instant; minutes?: number }
}

/** Where the notices about a meeting hang: the office's own assignment of one of its steps, of the newest year that has begun it. */
export interface Home {
  id: string
  /** the office's post that has it */
  post: string
  cycleId: string
  snapshotNo: number
  seq: number
  leaves: boolean
}

export const notBegun =
  '会議の工程がまだ始まっていないため、委員に送れません。工程が始まると送れます。急ぐときは、工程の画面の「早めに始める」を使ってください。'

export async function homeOf(tx: Transaction, meetingId: string): Promise<Home | null> {
  const items = await tx.agendaItem.findMany({ where: { meetingId, stepKey: { not: null } } })
  const steps = items.map(({ cycleId, stepKey }) => `${cycleId}/${stepKey}`)
  const asked = [...(await officeAssignments(tx, steps)).values()].map(({ id }) => id)
  const rows = await tx.$queryRaw<Home[]>`
    SELECT p.id, p.post, p.cycle_id AS "cycleId", c.snapshot_no AS "snapshotNo", p.seq, c.mail_released_at IS NOT NULL AS leaves
    FROM process p JOIN process c ON c.id = p.cycle_id
    WHERE p.id = ANY(${asked}) AND c.state = 'running' ORDER BY c.fiscal_year DESC, p.id LIMIT 1`
  return rows[0] ?? null
}

/**
 * Plans a mail to each of these seats with the next dispatch; before a year's first mails may leave, they wait with them.
 * @returns the reactors to be told, and how many mails
 * @throws Refused: none of the meeting's steps has begun
 */
export async function planMemberMails(
  tx: Transaction,
  meeting: Pick<Meeting, 'id' | 'city'>,
  mail: MemberMail,
): Promise<{ owing: string[]; told: number }> {
  if (mail.seats.length === 0) return { owing: [], told: 0 }
  const home = await homeOf(tx, meeting.id)
  refuseIf(home === null, notBegun)
  const { id, cycleId, snapshotNo, seq, leaves } = home as Home
  const at = await nextDispatchOf(tx, { cycleId, snapshotNo }, mail.now)
  const facts = { meeting: meeting.id, ...mail.facts }
  const key = (seat: string) => sha256(`${mail.kind} ${seat} ${mail.now.toISOString()} ${JSON.stringify(facts)}`).slice(0, 16)
  await tx.notice.createMany({
    data: mail.seats.toSorted().map((post) => ({
      id: `${id}#${seq}/${mail.kind}-${key(post)}`,
      processId: id,
      cycleId,
      city: meeting.city,
      rule: mail.kind,
      kind: mail.kind,
      post,
      at,
      reason: mail.reason,
      facts,
      ...plannedOrHeld(leaves),
    })),
  })
  const owing = leaves ? await changeGates(tx, [{ id: courierId(meeting.city), bump: { earliest: at } }]) : []
  return { owing, told: mail.seats.length }
}

/** Notices of a meeting: those that wait, and those that have left or are leaving. */
export const waiting = ['planned', 'held']
export const over = ['cancelled', 'dropped', 'resent']
/** Their mail has not left. One that was sent again may have arrived the first time, too. */
export const notLeft = [...waiting, 'cancelled', 'dropped']

/** How far notices of one kind have come for a seat. */
export interface Told {
  /** one has left or is leaving */
  left: boolean
  /** one waits, and will say how things stand when it leaves */
  waits: boolean
}

/** The seats to which such a notice is on its way or was sent, wherever it hangs: an item may have left the agenda since. */
export async function seatsTold(
  tx: Transaction,
  meetingId: string,
  kind: MemberMail['kind'],
  minutes?: number,
): Promise<Map<string, Told>> {
  const rows = await tx.$queryRaw<(Told & { post: string })[]>`
    SELECT n.post, bool_or(n.state <> ALL(${waiting})) AS left, bool_or(n.state = ANY(${waiting})) AS waits FROM notice n
    WHERE n.city = (SELECT city FROM meeting WHERE id = ${meetingId}) AND n.facts ->> 'meeting' = ${meetingId} AND n.kind = ${kind} AND n.state <> ALL(${over})
      AND (${minutes ?? null}::int IS NULL OR (n.facts ->> 'minutes')::int = ${minutes ?? null}::int)
    GROUP BY n.post`
  return new Map(rows.map(({ post, ...told }) => [post, told]))
}

/** Members whose invitation has left are told of the other time, which asks for their answer anew, or place; one that still waits will say it itself. */
export async function tellOfMove(
  tx: Transaction,
  meeting: Meeting,
  { from, now, reason }: { from: Instant; now: Date; reason: string },
): Promise<{ owing: string[]; told: number }> {
  const invited = await seatsTold(tx, meeting.id, 'invitation')
  const known = await seatsTold(tx, meeting.id, 'meeting-moved')
  const seats = [...invited].filter(([seat, { left }]) => left && !known.get(seat)?.waits).map(([seat]) => seat)
  return planMemberMails(tx, meeting, {
    kind: 'meeting-moved',
    seats,
    reason: '会議の日時又は場所が変わったため',
    now,
    facts: { movedFrom: from, note: reason },
  })
}

/** Nothing of a cancelled meeting leaves any more; members who were told of it are told that it will not be. */
export async function tellOfCancellation(
  tx: Transaction,
  meeting: Meeting,
  { now, reason }: { now: Date; reason: string },
): Promise<{ owing: string[]; told: number }> {
  const locked = await lockNotices(
    tx,
    Prisma.sql`city = ${meeting.city} AND facts ->> 'meeting' = ${meeting.id} AND state = ANY(${waiting})`,
    [courierId(meeting.city)],
  )
  await tx.notice.updateMany({
    where: { id: { in: locked.map(({ id }) => id) }, state: { in: waiting } },
    data: { state: 'cancelled', heldFor: null, ended: '会議が中止されたため' },
  })
  const invited = await seatsTold(tx, meeting.id, 'invitation')
  const seats = [...invited].filter(([, { left }]) => left).map(([seat]) => seat)
  return planMemberMails(tx, meeting, {
    kind: 'meeting-cancelled',
    seats,
    reason: '会議を中止したため',
    now,
    facts: { note: reason },
  })
}
