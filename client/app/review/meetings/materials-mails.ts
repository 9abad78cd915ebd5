import { cityCalendar } from '../../../../domain/calendar/city-calendar.js'
import { nextDispatch } from '../../../../domain/calendar/dispatch.js'
import { dateOf, instantAt } from '../../../../domain/calendar/instants.js'
import type { Definition } from '../../../../domain/definition/schema.js'
import type { Instant } from '../../../../domain/process/command.js'
import { courierId } from '../../../../domain/process/ids.js'
import { type MaterialsTimes, materialsTimes } from '../../../../domain/review/materials-day.js'
import { type MaterialsNotice, type MaterialsWanted, planOfMaterials, type SeatTerm } from '../../../../domain/review/materials-plan.js'
import { sha256 } from '../../../../domain/trail/canonical.js'
import { changeGates } from '../../../../prisma/gates.js'
import { type Meeting, Prisma } from '../../../../prisma/generated/client.js'
import { lockNotices } from '../../../../prisma/lock-notices.js'
import { plannedOrHeld } from '../../../../prisma/may-leave.js'
import { snapshotBody } from '../../../../prisma/snapshots.js'
import type { Transaction } from '../../../../prisma/trail.js'
import { materialsStanding } from './materials-standing.js'
import { type Home, homeOf, over, waiting } from './member-mails.js'
import { heldSeats, wasRecorded } from './seats.js'

/** What was planned of a meeting's materials: reactors to be told, mails to members, and when they leave. */
export interface MaterialsPlanned {
  owing: string[]
  told: number
  /** null: nothing waits to leave */
  leavesAt: Instant | null
  /** false: no step of the meeting has begun, so that nothing can be planned yet */
  begun: boolean
}

const nothing = { owing: [], told: 0, leavesAt: null }

/**
 * Brings what is planned of a meeting's materials in line with how things stand: the newest file, the meeting's time, the seats. As often as one
 * likes; the caller has locked the meeting. Of a meeting that is over or cancelled nothing leaves by itself.
 * @param byHand the office sends the newest file with the next dispatch, whatever the day. Notices that it holds stay held.
 */
export async function planMaterials(tx: Transaction, meetingId: string, now: Date, byHand = false): Promise<MaterialsPlanned> {
  const meeting = await tx.meeting.findUniqueOrThrow({ where: { id: meetingId } })
  const home = await homeOf(tx, meetingId)
  const isOver = !(byHand || (await isAhead(tx, meeting, now)))
  if (isOver || home === null) {
    await takeBack(tx, meeting, isOver ? '会議が終わったため' : '議題の工程が、まだ始まっていないため')
    return { ...nothing, begun: home !== null }
  }
  const definition = await newestDefinition(tx, meetingId)
  const slots = definition.calendar.dispatch
  const calendar = cityCalendar(definition.calendar)
  const { newest: file, held: newestHeld } = await materialsStanding(tx, meetingId)
  const newest = file?.id ?? null
  const times = materialsTimes(definition, meeting.body, meeting.startsAt.toISOString())
  const day = dateOf(meeting.startsAt.toISOString())
  await lockNotices(tx, Prisma.sql`${noticesOf(meeting)} AND state = ANY(${waiting})`, [courierId(meeting.city)])
  const notices = await standing(tx, meeting)
  const { cancel, plan } = planOfMaterials({
    newest,
    newestHeld,
    times,
    next: nextDispatch(calendar, slots, now.toISOString(), { strictly: true }),
    dispatchFrom: (from) => nextDispatch(calendar, slots, instantAt(from, '00:00'), { strictly: false }),
    byHand,
    office: home.post,
    day,
    seats: await seatsWithTerms(tx, meeting, day),
    notices,
  })
  for (const { id, why } of cancel) await tx.notice.update({ where: { id }, data: { state: 'cancelled', heldFor: null, ended: why } })
  const given = { home, meeting, now, newest, times, byHand, known: await countOf(tx, meeting) }
  if (plan.length > 0) await tx.notice.createMany({ data: plan.map((wanted) => rowOf(wanted, given)) })
  const earliest = plan.map(({ at }) => at).sort()[0]
  const owing = earliest ? await changeGates(tx, [{ id: courierId(meeting.city), bump: { earliest } }]) : []
  const gone = new Set(cancel.map(({ id }) => id))
  const coming = [...plan, ...notices.filter(({ id, stands }) => stands === 'waits' && !gone.has(id))].filter(
    (one) => one.kind === 'materials',
  )
  const told = plan.filter(({ kind }) => kind === 'materials').length
  return { owing, told, leavesAt: coming.map(({ at }) => at).sort()[0] ?? null, begun: true }
}

const isAhead = async (tx: Transaction, meeting: Meeting, now: Date): Promise<boolean> =>
  meeting.state !== 'cancelled' && meeting.startsAt > now && !(await wasRecorded(tx, meeting))

/** Of the years on the agenda the newest, as the meeting's page reads its calendar. */
async function newestDefinition(tx: Transaction, meetingId: string): Promise<Definition> {
  const [cycle] = await tx.$queryRaw<{ id: string; snapshotNo: number }[]>`
    SELECT c.id, c.snapshot_no AS "snapshotNo" FROM process c
    WHERE c.id IN (SELECT cycle_id FROM agenda_item WHERE meeting_id = ${meetingId}) ORDER BY c.fiscal_year DESC, c.id LIMIT 1`
  return (await snapshotBody(tx, `${cycle?.id}@${cycle?.snapshotNo}`)) as Definition
}

/** By the meeting that they name, wherever they hang: an item may have left the agenda since. */
const noticesOf = ({ id, city }: Pick<Meeting, 'id' | 'city'>): Prisma.Sql =>
  Prisma.sql`city = ${city} AND kind IN ('materials', 'materials-missing') AND facts ->> 'meeting' = ${id}`

const handRule = 'materials-by-hand'

/** Those of a meeting (`meeting`: its id, in SQL) that wait to leave by themselves; what the office sends by hand leaves after the meeting, too. */
export const waitingByThemselves = (city: string, meeting: Prisma.Sql): Prisma.Sql => Prisma.sql`
  city = ${city} AND kind IN ('materials', 'materials-missing') AND facts ->> 'meeting' = ${meeting} AND state = ANY(${waiting}) AND rule <> ${handRule}`

async function takeBack(tx: Transaction, { id, city }: Meeting, ended: string): Promise<void> {
  const locked = await lockNotices(tx, waitingByThemselves(city, Prisma.sql`${id}`), [courierId(city)])
  await tx.notice.updateMany({
    where: { id: { in: locked.map((one) => one.id) } },
    data: { state: 'cancelled', heldFor: null, ended },
  })
}

/**
 * Those that wait, and those that have left or are leaving. One that was refused at its address and planned anew has told nobody. Those of before
 * notices named their file tell of the newest one of their time.
 */
async function standing(tx: Transaction, meeting: Meeting): Promise<MaterialsNotice[]> {
  const rows = await tx.$queryRaw<(Omit<MaterialsNotice, 'at'> & { at: Date })[]>`
    SELECT id, kind, post, at, CASE WHEN state = ANY(${waiting}) THEN 'waits' ELSE 'left' END AS stands,
      state = 'held' AND coalesce(held_for, 'office') = 'office' AS held, rule = ${handRule} AS "byHand",
      coalesce(facts ->> 'document', (SELECT d.id FROM document d WHERE d.owner_id = ${meeting.id} AND d.kind = 'materials'
        AND d.recorded_at <= notice.at AND notice.kind = 'materials' ORDER BY d.position DESC LIMIT 1)) AS document
    FROM notice WHERE ${noticesOf(meeting)} AND state <> ALL(${over})
      AND NOT (state = 'refused' AND EXISTS (SELECT 1 FROM notice a WHERE a.id = notice.id || '/again')) ORDER BY id`
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}

const countOf = async (tx: Transaction, meeting: Meeting): Promise<number> => {
  const [row] = await tx.$queryRaw<{ known: number }[]>`SELECT count(*)::int AS known FROM notice WHERE ${noticesOf(meeting)}`
  return row?.known ?? 0
}

async function seatsWithTerms(tx: Transaction, { city, body }: Meeting, day: string): Promise<{ id: string; terms: SeatTerm[] }[]> {
  const held = await heldSeats(tx, city, body, day)
  const terms = await tx.$queryRaw<(SeatTerm & { seat: string })[]>`
    SELECT post_id AS seat, person_id AS person, "from"::text, until::text FROM holding
    WHERE post_id = ANY(${held.map(({ id }) => id)}) AND kind = 'holder' AND announced ORDER BY "from", id`
  return held.map(({ id }) => ({ id, terms: terms.filter(({ seat }) => seat === id) }))
}

interface Given {
  home: Home
  meeting: Meeting
  now: Date
  newest: string | null
  times: MaterialsTimes
  byHand: boolean
  known: number
}

/** The row of a notice; `known`, how many there were, keeps two plans of one instant apart. */
function rowOf({ kind, post, at, held, replaces }: MaterialsWanted, { home, meeting, now, newest, times, byHand, known }: Given) {
  const toOffice = kind === 'materials-missing'
  const facts = {
    meeting: meeting.id,
    ...(toOffice ? { leavesAt: times.leavesAt } : { document: newest }),
    ...(replaces ? { note: '前にお送りした資料を差し替えます。' } : {}),
  }
  const key = sha256(`${kind} ${post} ${at} ${now.toISOString()} ${known} ${JSON.stringify(facts)}`).slice(0, 16)
  return {
    id: `${home.id}#${home.seq}/${kind}-${key}`,
    processId: home.id,
    cycleId: home.cycleId,
    city: meeting.city,
    rule: byHand && !toOffice ? handRule : kind,
    kind,
    post,
    at,
    reason: toOffice ? '会議資料を送る日の前の開庁日になったため' : reasonOf(at, times, byHand),
    facts,
    // Of its own work the office is told before the year's first mails, too.
    ...(held ? { state: 'held', heldFor: 'office' } : plannedOrHeld(home.leaves || toOffice)),
  }
}

const reasonOf = (at: Instant, { leavesAt, days }: MaterialsTimes, byHand: boolean): string =>
  !byHand && at === leavesAt ? `開催の${days}開庁日前に資料をお送りするため` : '会議資料がまとまったため'
