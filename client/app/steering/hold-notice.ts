import { cityCalendar } from '../../../domain/calendar/city-calendar.js'
import { nextDispatch } from '../../../domain/calendar/dispatch.js'
import type { Definition } from '../../../domain/definition/schema.js'
import type { Instant } from '../../../domain/process/command.js'
import { courierId } from '../../../domain/process/ids.js'
import { canonical } from '../../../domain/trail/canonical.js'
import { nowOf } from '../../../prisma/clock.js'
import { changeGates } from '../../../prisma/gates.js'
import { snapshotBody } from '../../../prisma/snapshots.js'
import { appendTrail, type Transaction } from '../../../prisma/trail.js'
import type { Connections } from '../connections.js'
import { Refused } from '../errors.js'
import { refuseUnwritable } from '../receive.js'
import { hint } from '../wake.js'
import { keepSettled } from './settled-command.js'

/** The office's word about one coming mail. */
export interface NoticeChange {
  /** idempotency key */
  id: string
  noticeId: string
  /** hold: it waits until it is released · release: it leaves at its time, or at the next dispatch when that has passed */
  as: 'hold' | 'release'
  post: string
  person: string
  reason: string
}

interface NoticeRow {
  id: string
  processId: string
  cycleId: string
  city: string
  state: string
  at: Date
  snapshotNo: number
  cycleState: string
}

/**
 * Holds a planned notice back, or releases a held one, with its row in the trail. What has lost its reason meanwhile is cancelled
 * all the same, held or not.
 * @throws Refused: not the office's post, no reason, or the notice is in another state by now (being sent, sent, cancelled, held)
 */
export async function changeNotice(connections: Connections, change: NoticeChange): Promise<void> {
  refuseUnwritable(change)
  if (change.reason.trim() === '') throw new Refused('incomplete-command', ['理由を書いてください。理由は記録に残ります。'])
  await hint(connections, await connections.db.$transaction((tx) => changeIn(tx, change)))
}

async function changeIn(tx: Transaction, { id, noticeId, as, post, person, reason }: NoticeChange): Promise<string[]> {
  const notice = await noticeRow(tx, noticeId)
  await mustBeOffice(tx, post, notice.city)
  if ((await tx.trail.count({ where: { cycleId: notice.cycleId, key: id } })) > 0) return []
  const at = await leavesAt(tx, notice)
  // The courier's gate before the notice, as the courier itself takes them: this comes wholly before or after a claim.
  const owing = await changeGates(tx, [{ id: courierId(notice.city), bump: as === 'release' ? { earliest: at } : 'never' }])
  const [from, to] = as === 'hold' ? ['planned', 'held'] : ['held', 'planned']
  const changed = await tx.$executeRaw`
    UPDATE notice SET state = ${to}, at = CASE WHEN ${as} = 'release' THEN ${at}::timestamptz ELSE at END WHERE id = ${noticeId} AND state = ${from}`
  if (changed === 0) throw new Refused('notice-changed', as === 'hold' ? await leaving(tx, noticeId) : [])
  const kind = as === 'hold' ? 'notice-held' : 'notice-released'
  await tellOfNotice(tx, notice, { key: id, kind, act: as, post, person, reason, facts: { leaves: at } })
  return owing
}

/** The word that it is too late, for a notice that is in the courier's hand. */
async function leaving(tx: Transaction, id: string): Promise<string[]> {
  const { state } = await tx.notice.findUniqueOrThrow({ where: { id }, select: { state: true } })
  return state === 'claimed' || state === 'sending' ? ['すでに送信の手続きに入っているため、止められません。'] : []
}

/** @throws Refused when there is no such notice, or its year is sealed */
export async function noticeRow(tx: Transaction, id: string): Promise<NoticeRow> {
  const rows = await tx.$queryRaw<NoticeRow[]>`
    SELECT n.id, n.process_id AS "processId", n.cycle_id AS "cycleId", n.city, n.state, n.at, c.snapshot_no AS "snapshotNo", c.state AS "cycleState"
    FROM notice n JOIN process c ON c.id = n.cycle_id JOIN clock k ON k.city = n.city WHERE n.id = ${id} FOR SHARE OF c, k`
  const notice = rows[0]
  if (!notice) throw new Refused('notice-changed')
  if (notice.cycleState !== 'running') throw new Refused('sealed')
  return notice
}

export async function mustBeOffice(tx: Transaction, post: string, city: string): Promise<void> {
  const actor = await tx.post.findUnique({ where: { id: post }, select: { city: true, role: true } })
  if (actor?.city !== city || actor.role !== 'office') throw new Refused('wrong-post', [post])
}

/** Its own dispatch, or the next one when that has passed. */
async function leavesAt(tx: Transaction, { city, at, cycleId, snapshotNo }: NoticeRow): Promise<Instant> {
  const now = await nowOf(tx, city)
  return at > now ? at.toISOString() : nextDispatchOf(tx, { cycleId, snapshotNo }, now)
}

export async function nextDispatchOf(tx: Transaction, { cycleId, snapshotNo }: { cycleId: string; snapshotNo: number }, now: Date) {
  const { calendar } = (await snapshotBody(tx, `${cycleId}@${snapshotNo}`)) as Definition
  return nextDispatch(cityCalendar(calendar), calendar.dispatch, now.toISOString(), { strictly: true })
}

/**
 * The trail's row about a word of the office on a mail, and its command, which keeps the person; `key` makes both unrepeatable.
 * The command is the year's: it is no act upon the assignment of which the mail speaks.
 */
export async function tellOfNotice(
  tx: Transaction,
  notice: { id: string; processId: string; cycleId: string; city: string },
  {
    key,
    kind,
    act,
    post,
    person,
    reason,
    facts,
  }: { key: string; kind: string; act: string; post: string; person: string; reason: string; facts: Record<string, string> },
): Promise<void> {
  const now = await nowOf(tx, notice.city)
  const { cycleId } = notice
  await keepSettled(tx, { id: key, processId: cycleId, cycleId, act, post, person, payload: { notice: notice.id }, now })
  const at = now.toISOString()
  const body = canonical({ kind, process: notice.processId, at, command: key, notice: notice.id, post, via: 'page', reason, ...facts })
  await appendTrail(tx, notice.cycleId, [{ key, kind, processId: notice.processId, body }])
}
