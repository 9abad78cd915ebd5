import { cityCalendar } from '../../../domain/calendar/city-calendar.js'
import { nextDispatch } from '../../../domain/calendar/dispatch.js'
import type { Definition } from '../../../domain/definition/schema.js'
import type { Instant } from '../../../domain/process/command.js'
import { courierId } from '../../../domain/process/ids.js'
import { nowOf } from '../../../prisma/clock.js'
import { takeLinesAlong } from '../../../prisma/covering-lines.js'
import { changeGates } from '../../../prisma/gates.js'
import { Prisma } from '../../../prisma/generated/client.js'
import { lockNotices } from '../../../prisma/lock-notices.js'
import { snapshotBody } from '../../../prisma/snapshots.js'
import type { Transaction } from '../../../prisma/trail.js'
import type { Connections } from '../connections.js'
import { Refused } from '../errors.js'
import { hint } from '../wake.js'
import { writtenMails } from './lines-along.js'
import { type ComingMailKey, meantNotices, type NoticeRow } from './meant-notices.js'
import { type MailWord, mustHaveReason, saidBefore, tellYears, yearsOf } from './tell-of-mails.js'

/** The office's word about one coming notice, or about everything of one coming mail. */
export type NoticeChange = MailWord & {
  /**
   * hold: it waits until it is released · release: it leaves at its time, or at the next dispatch when that has passed; before the first mails
   * of its year may leave, it waits with them · send-now: it leaves at once, whatever the hour and the day; of a mail about several years,
   * only what is of a year whose mails may leave
   */
  as: 'hold' | 'release' | 'send-now'
} & ({ noticeId: string } | { mail: ComingMailKey })

const kinds = { hold: 'notice-held', release: 'notice-released', 'send-now': 'notice-sent-now' } as const

/**
 * Holds planned notices back, releases held ones, or sends them at once, with a row in the trail. What has lost its reason meanwhile is cancelled
 * all the same, held or not.
 * @returns how many notices it was about
 * @throws Refused: not the office's post, no reason, all mails are stopped (send-now), the year's first mails wait for their release
 * (send-now), or nothing is in a state for it any more (being sent, sent, cancelled, held)
 */
export async function changeNotice(connections: Connections, change: NoticeChange): Promise<number> {
  mustHaveReason(change)
  const { changed, owing } = await connections.db.$transaction((tx) => changeIn(tx, change))
  await hint(connections, owing)
  return changed
}

async function changeIn(tx: Transaction, change: NoticeChange): Promise<{ changed: number; owing: string[] }> {
  if (await saidBefore(tx, change)) return { changed: 0, owing: [] }
  const meant = await meantNotices(tx, 'mail' in change ? change.mail : change.noticeId)
  const [{ city }] = meant as [NoticeRow]
  await mustBeOffice(tx, change.post, city)
  if (change.as === 'send-now') await mayLeaveNow(tx, city, meant)
  // With the courier's gate in hand this comes wholly before or after a claim.
  const locked = await lockNotices(tx, Prisma.sql`id = ANY(${meant.map(({ id }) => id)})`, [courierId(city)])
  const now = await nowOf(tx, city)
  const leaves: { id: string; at: Instant }[] = []
  for (const notice of meant) {
    const planned = locked.find(({ id }) => id === notice.id)?.at ?? notice.at
    const at = change.as === 'send-now' ? now.toISOString() : await leavesAt(tx, { ...notice, at: planned }, now)
    leaves.push({ id: notice.id, at })
  }
  const leaving = change.as === 'hold' ? [] : meant.filter(({ released }) => released).map(({ id }) => id)
  const moving = await writtenMails(tx, city, leaving)
  const changed = await write(tx, change.as, leaves)
  const told = meant.filter(({ id }) => changed.includes(id))
  if (told.length === 0) throw new Refused('notice-changed', change.as === 'release' ? [] : await inHand(tx, meant))
  const at = leaves.filter(({ id }) => changed.includes(id)).map((one) => one.at)
  const earliest = at.toSorted()[0] as Instant
  for (const mail of moving) await takeLinesAlong(tx, mail, new Date(earliest))
  const owing = change.as === 'hold' ? [] : await changeGates(tx, [{ id: courierId(city), bump: { earliest } }])
  const what = { kind: kinds[change.as], act: change.as, facts: { leaves: earliest } }
  await tellYears(tx, city, change, what, yearsOf(told))
  return { changed: told.length, owing }
}

/** Before the reason for which it had been planned. */
const sentByHand = '事務局が、予定の時刻を待たずに送ると決めたため。もとの予定：'

/** @returns the ids of the notices that were in a state for it */
async function write(tx: Transaction, as: NoticeChange['as'], leaves: { id: string; at: Instant }[]): Promise<string[]> {
  const given = JSON.stringify(leaves)
  // What waits for the year's first release can be held by hand, too, and goes back to waiting for it.
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE notice n SET
      state = CASE WHEN ${as} = 'hold' OR (${as} = 'release' AND c.mail_released_at IS NULL) THEN 'held' ELSE 'planned' END,
      held_for = CASE WHEN ${as} = 'hold' THEN 'office' WHEN ${as} = 'release' AND c.mail_released_at IS NULL THEN 'release' END,
      at = CASE WHEN ${as} = 'hold' OR (${as} = 'release' AND c.mail_released_at IS NULL) THEN n.at ELSE g.at END,
      reason = CASE WHEN ${as} = 'send-now' THEN ${sentByHand} || n.reason ELSE n.reason END
    FROM jsonb_to_recordset(${given}::jsonb) AS g(id text, at timestamptz), process c
    WHERE n.id = g.id AND c.id = n.cycle_id AND CASE ${as}
      WHEN 'hold' THEN n.state = 'planned' OR (n.state = 'held' AND n.held_for = 'release')
      WHEN 'release' THEN n.state = 'held' AND coalesce(n.held_for, 'office') IN ('office', 'letter')
      ELSE c.mail_released_at IS NOT NULL
        AND (n.state = 'planned' OR (n.state = 'held' AND coalesce(n.held_for, 'office') IN ('office', 'letter'))) END
    RETURNING n.id`
  return rows.map(({ id }) => id)
}

/** @throws Refused while nothing of the city leaves, or the year's first mails wait */
async function mayLeaveNow(tx: Transaction, city: string, meant: NoticeRow[]): Promise<void> {
  if ((await tx.dispatchHold.count({ where: { city } })) > 0) throw new Refused('mails-stopped')
  if (meant.every(({ released }) => !released)) throw new Refused('mails-unreleased')
}

/** The word that it is too late, for notices that are in the courier's hand. */
async function inHand(tx: Transaction, meant: NoticeRow[]): Promise<string[]> {
  const found = await tx.notice.count({ where: { id: { in: meant.map(({ id }) => id) }, state: { in: ['claimed', 'sending'] } } })
  return found > 0 ? ['すでに送信の手続きに入っているため、止められません。'] : []
}

export async function mustBeOffice(tx: Transaction, post: string, city: string): Promise<void> {
  const actor = await tx.post.findUnique({ where: { id: post }, select: { city: true, role: true } })
  if (actor?.city !== city || actor.role !== 'office') throw new Refused('wrong-post', [post])
}

/** Its own dispatch, or the next one when that has passed. */
const leavesAt = async (tx: Transaction, { at, cycleId, snapshotNo }: NoticeRow, now: Date): Promise<Instant> =>
  at > now ? at.toISOString() : nextDispatchOf(tx, { cycleId, snapshotNo }, now)

export async function nextDispatchOf(tx: Transaction, { cycleId, snapshotNo }: { cycleId: string; snapshotNo: number }, now: Date) {
  const { calendar } = (await snapshotBody(tx, `${cycleId}@${snapshotNo}`)) as Definition
  return nextDispatch(cityCalendar(calendar), calendar.dispatch, now.toISOString(), { strictly: true })
}
