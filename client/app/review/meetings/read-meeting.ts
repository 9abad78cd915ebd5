import { cityCalendar } from '../../../../domain/calendar/city-calendar.js'
import { nextDispatch } from '../../../../domain/calendar/dispatch.js'
import { dateOf } from '../../../../domain/calendar/instants.js'
import type { Instant } from '../../../../domain/process/command.js'
import { materialsTimes } from '../../../../domain/review/materials-day.js'
import * as rules from '../../../../domain/review/meeting.js'
import type { Database } from '../../../../prisma/db.js'
import { type ReadCycle, readCycles } from '../../views/read-cycle.js'
import type { AgendaView, MeetingView, SeatView } from './meeting-view.js'
import { notLeft, waiting } from './member-mails.js'
import { officeAssignments } from './office-assignments.js'
import { seatsAtMeeting } from './seats.js'

/** Everything about one meeting. Null: there is no such meeting. */
export async function readMeeting(db: Database, id: string): Promise<MeetingView | null> {
  const row = await db.meeting.findUnique({ where: { id } })
  if (!row) return null
  const startsAt = row.startsAt.toISOString()
  const items = await db.agendaItem.findMany({ where: { meetingId: id }, orderBy: { no: 'asc' } })
  const cycles = await readCycles(db, { ids: [...new Set(items.flatMap(({ cycleId }) => cycleId ?? []))] })
  const [first] = cycles
  if (!first) return null
  const agenda = await agendaOf(db, items, cycles, startsAt)
  const seats = await seatsAtMeeting(db, row)
  const now = new Date(first.row.now).toISOString()
  const announcedOn = row.announcedOn?.toISOString().slice(0, 10) ?? null
  return {
    ...row,
    bodyName: await bodyName(db, row.city, row.body, cycles),
    state: row.state as MeetingView['state'],
    openness: row.openness as MeetingView['openness'],
    startsAt,
    endsAt: row.endsAt?.toISOString() ?? null,
    announcedOn,
    materials: materialsOf(first, row, seats, now),
    decisions: row.decisions as string[],
    agenda,
    seats,
    announceBy: rules.announceBy(startsAt),
    noticeIs: rules.lateNotice(startsAt, announcedOn, dateOf(now)),
    recorded: rules.isRecorded(row, seats),
    present: rules.presentOf(seats),
    now,
  }
}

/** How far the mails about the materials have come, and when they leave. */
function materialsOf(
  { definition }: ReadCycle,
  { body, startsAt, materialsAt }: { body: string; startsAt: Date; materialsAt: Date | null },
  seats: SeatView[],
  now: Instant,
): MeetingView['materials'] {
  const { days, on, leavesAt } = materialsTimes(definition, body, startsAt.toISOString())
  const { calendar } = definition
  const next = nextDispatch(cityCalendar(calendar), calendar.dispatch, now, { strictly: true })
  const mails = seats.flatMap((seat) => seat.mails.filter(({ kind }) => kind === 'materials'))
  const of = (states: string[]) => mails.filter(({ state }) => states.includes(state)).map(({ at }) => at)
  const waits = of(waiting)
  const left = mails.filter(({ state }) => !notLeft.includes(state)).map(({ at }) => at)
  return {
    days,
    on,
    leavesAt: leavesAt < next ? next : leavesAt,
    dayPassed: leavesAt < next,
    next,
    coming: { at: waits.toSorted()[0] ?? null, mails: waits.length, held: of(['held']).length },
    sentAt: materialsAt?.toISOString() ?? left.toSorted()[0] ?? null,
  }
}

async function bodyName(db: Database, city: string, body: string, cycles: ReadCycle[]): Promise<string> {
  const department = await db.department.findUnique({ where: { id: `${city}/${body}` }, select: { name: true } })
  const written = cycles.flatMap(({ definition }) => definition.bodies).find(({ id }) => id === body)
  return department?.name ?? written?.name ?? body
}

interface ItemRow {
  no: number
  title: string
  kind: string
  closed: boolean
  cycleId: string | null
  stepKey: string | null
}

async function agendaOf(db: Database, items: ItemRow[], cycles: ReadCycle[], startsAt: string): Promise<AgendaView[]> {
  const ids = items.flatMap(({ cycleId, stepKey }) => (cycleId && stepKey ? [`${cycleId}/${stepKey}`] : []))
  const steps = await db.process.findMany({ where: { id: { in: ids } }, select: { id: true, state: true, dueAt: true } })
  const assignments = await officeAssignments(db, ids)
  return items.map(({ cycleId, stepKey, ...item }) => {
    const kind = item.kind as AgendaView['kind']
    const cycle = cycles.find(({ row }) => row.id === cycleId)
    const step = steps.find(({ id }) => id === `${cycleId}/${stepKey}`)
    if (!cycle || !stepKey || !step?.dueAt) return { ...item, kind, step: null }
    const dueAt = step.dueAt.toISOString()
    const written = cycle.definition.steps.find(({ id }) => id === stepKey)
    return {
      no: item.no,
      title: item.title,
      closed: item.closed,
      kind,
      step: {
        cycleId: cycle.row.id,
        fiscalYear: cycle.row.fiscalYear,
        definition: cycle.row.definition,
        key: stepKey,
        name: written?.name ?? stepKey,
        state: step.state,
        dueAt,
        differs: rules.daysDiffer(startsAt, dueAt),
        assignment: assignments.get(step.id) ?? null,
      },
    }
  })
}
