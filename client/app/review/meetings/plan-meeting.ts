import { dateOf, fiscalYearOf, instantAt, timeOf } from '../../../../domain/calendar/instants.js'
import type { Definition } from '../../../../domain/definition/schema.js'
import { meetingId, meetingName, namesHour } from '../../../../domain/review/meeting.js'
import { snapshotBody } from '../../../../prisma/snapshots.js'
import type { Connections } from '../../connections.js'
import { Refused } from '../../errors.js'
import { refuseUnwritable } from '../../receive.js'
import type { Request } from '../../request.js'
import { mustBeOffice } from '../../steering/hold-notice.js'
import { holdYears, tellOfReview, toldBefore } from '../tell-years.js'
import { refuseIf } from './act-on-meeting.js'
import { quorumOn } from './seats.js'

/** A meeting as it is planned first: from one step of a year, on the step's day. */
export interface NewMeeting {
  id: string
  city: string
  cycleId: string
  step: string
  /** HH:mm */
  from: string
  until: string | null
  place: string
  post: string
  person: string | null
  /** default: a page */
  via?: Request['via']
}

/**
 * Plans a meeting from a year's step of kind `meet`: on the day of its due instant, as the next one (第○回) of its body in that fiscal year.
 * @returns the meeting's id
 * @throws Refused: not the office's post, no such step, a body that the office does not call, or a step that has its meeting
 */
export async function planMeeting({ db }: Connections, wanted: NewMeeting): Promise<string> {
  refuseUnwritable(wanted)
  return db.$transaction(async (tx) => {
    await mustBeOffice(tx, wanted.post, wanted.city)
    await holdYears(tx, [wanted.cycleId])
    // One at a time in a city: the number of a meeting is counted.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${wanted.city}/meetings`}, 0))`
    if (await toldBefore(tx, wanted)) {
      const item = await tx.agendaItem.findFirst({ where: { cycleId: wanted.cycleId, stepKey: wanted.step } })
      return item?.meetingId ?? ''
    }
    const cycle = await tx.process.findUnique({ where: { id: wanted.cycleId } })
    const step = await tx.process.findUnique({ where: { id: `${wanted.cycleId}/${wanted.step}` } })
    if (cycle?.city !== wanted.city || step?.stepKind !== 'meet' || !step.dueAt) throw new Refused('unknown-process', [wanted.step])
    if (step.state === 'closed') throw new Refused('step-closed')
    const definition = (await snapshotBody(tx, `${cycle.id}@${cycle.snapshotNo}`)) as Definition
    const written = definition.steps.find(({ id }) => id === wanted.step)
    const body = definition.bodies.find(({ id }) => id === written?.body)
    if (!written || !body || body.kind === 'assembly') throw new Refused('unknown-process', [wanted.step])
    await mustHaveNoMeeting(tx, cycle.id, wanted.step)

    const day = dateOf(step.dueAt.toISOString())
    const startsAt = instantAt(day, namesHour(written.due) ? timeOf(step.dueAt.toISOString()) : wanted.from)
    const endsAt = wanted.until === null ? null : instantAt(day, wanted.until)
    refuseIf(endsAt !== null && endsAt <= startsAt, '終わりの時刻は、始まりの時刻より後にしてください。')
    const fiscalYear = fiscalYearOf(day)
    const of = { city: wanted.city, body: body.id, fiscalYear }
    const { _max } = await tx.meeting.aggregate({ where: of, _max: { no: true } })
    const no = (_max.no ?? 0) + 1
    const id = meetingId(wanted.city, body.id, fiscalYear, no)
    const name = meetingName(fiscalYear, no, body.name)
    const quorum = await quorumOn(tx, wanted.city, body.id, day)
    await tx.meeting.create({ data: { id, ...of, no, name, startsAt, endsAt, place: wanted.place, quorum } })
    const kind = body.kind === 'council' ? 'decide' : 'consult'
    await tx.agendaItem.create({ data: { meetingId: id, no: 1, title: written.name, kind, cycleId: cycle.id, stepKey: wanted.step } })
    await tellOfReview(tx, {
      id: wanted.id,
      asked: wanted,
      cycleIds: [cycle.id],
      kind: 'meeting-planned',
      post: wanted.post,
      person: wanted.person,
      ...(wanted.via ? { via: wanted.via } : {}),
      facts: { meeting: id, step: wanted.step, startsAt },
    })
    return id
  })
}

/** @throws Refused when another meeting that was not cancelled deals with the step */
export async function mustHaveNoMeeting(
  tx: Parameters<typeof toldBefore>[0],
  cycleId: string,
  stepKey: string,
  except: string | null = null,
): Promise<void> {
  const items = await tx.agendaItem.findMany({ where: { cycleId, stepKey }, select: { meetingId: true } })
  const ids = items.map(({ meetingId }) => meetingId).filter((id) => id !== except)
  const [other] = await tx.meeting.findMany({ where: { id: { in: ids }, state: { not: 'cancelled' } }, select: { name: true } })
  refuseIf(other !== undefined, `この工程は、すでに「${other?.name}」の議題になっています。`)
}
