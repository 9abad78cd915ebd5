import { dateOf } from '../../../../domain/calendar/instants.js'
import type { Consequences } from '../../../../domain/calendar/slips.js'
import type { Instant } from '../../../../domain/process/command.js'
import { stepDueAt } from '../../../../domain/review/meeting.js'
import type { Outcome } from '../../apply.js'
import type { Connections } from '../../connections.js'
import { Refused } from '../../errors.js'
import type { Request } from '../../request.js'
import { applyAll, type Effect, prepareRescheduling, receiveAll } from '../../reschedule.js'
import { consequencesIn } from '../../steering/consequences-in.js'
import { type CycleStatus, statusesOf } from '../../views/cycle-status.js'
import { readCycles } from '../../views/read-cycle.js'
import { toldBefore } from '../tell-years.js'
import { actOnMeeting, type MeetingWord, refuseIf } from './act-on-meeting.js'
import { planMaterials } from './materials-mails.js'
import { tellOfMove } from './member-mails.js'
import { readMeeting } from './read-meeting.js'
import { quorumOn } from './seats.js'

/** Another time or place. */
export interface Move {
  startsAt: Instant
  endsAt: Instant | null
  place: string
}

/** What a move would bring to one year: the dates that move with the step, and what becomes of the assembly and the statutory end. */
export interface YearMoved {
  cycle: CycleStatus
  effects: Effect[]
  consequences: Consequences
}

type MoveWord = MeetingWord & { revision: number; reason: string }

/**
 * What moving a meeting would move, year by year; nothing is changed.
 * @throws Refused as `moveMeeting`
 */
export async function foreseeMove(connections: Connections, word: MoveWord, move: Move): Promise<YearMoved[]> {
  const years: YearMoved[] = []
  for (const { cycleId, dates, effects } of await prepared(connections, word, move)) {
    const [cycle] = await readCycles(connections.db, { id: cycleId })
    const [status] = cycle ? await statusesOf(connections.db, [cycle]) : []
    const consequences = await consequencesIn(connections.db, cycleId, Object.fromEntries(dates.map(([step, dueAt]) => [step, { dueAt }])))
    if (status && consequences) years.push({ cycle: status, effects, consequences })
  }
  return years
}

/**
 * Moves a meeting, and with it the steps of all years that it deals with: received together with the meeting's own change, in one transaction.
 * Members who were invited are told by a mail and asked anew whether they come, and the materials leave on another day; whoever was not yet reads
 * the new time in the invitation that waits. The quorum follows the seats of the new day, unless the office wrote another number.
 * @returns what became of the years' commands
 * @throws Refused: saved meanwhile, held or cancelled already, a time that has passed, or a step that is over
 */
export async function moveMeeting(connections: Connections, word: MoveWord, move: Move): Promise<Outcome[]> {
  // Sent twice with one key: it has happened.
  const moving = { ...word, given: move }
  const asked = { ...moving, kind: 'meeting-moved' }
  if (await connections.db.$transaction((tx) => toldBefore(tx, asked))) return []
  const years = await prepared(connections, word, move)
  let received: string[] = []
  await actOnMeeting(connections, moving, asked.kind, async ({ tx, meeting, now }) => {
    received = await receiveAll(
      tx,
      years.flatMap(({ requests }) => requests),
    )
    const from = meeting.startsAt.toISOString()
    const quorum = meeting.quorumSet ? meeting.quorum : await quorumOn(tx, meeting.city, meeting.body, dateOf(move.startsAt))
    const { startsAt, endsAt, place } = move
    await tx.meeting.update({
      where: { id: meeting.id },
      data: { startsAt, endsAt, place, quorum, moves: { increment: 1 }, revision: { increment: 1 } },
    })
    const materials = await planMaterials(tx, meeting.id, now)
    const { owing, told } = await tellOfMove(tx, meeting, { from, now, reason: word.reason })
    return { owing: [...materials.owing, ...owing], facts: { from, to: startsAt, quorum, moves: meeting.moves + 1, mails: told } }
  })
  return applyAll(connections, received)
}

/** What a move asks of one year: its steps with their due instants, in one plan. */
interface Prepared {
  cycleId: string
  dates: [step: string, dueAt: Instant][]
  effects: Effect[]
  requests: Request[]
}

async function prepared(connections: Connections, word: MoveWord, move: Move): Promise<Prepared[]> {
  const meeting = await readMeeting(connections.db, word.meetingId)
  if (!meeting) throw new Refused('unknown-process', [word.meetingId])
  if (meeting.revision !== word.revision) throw new Refused('changed-meanwhile')
  refuseIf(meeting.recorded || meeting.state === 'cancelled', '開催した会議、中止した会議の日時は変えられません。')
  if (move.startsAt <= meeting.now) throw new Refused('bad-date')
  refuseIf(move.endsAt !== null && move.endsAt <= move.startsAt, '終わりの時刻は、始まりの時刻より後にしてください。')
  refuseIf(word.reason.trim() === '', '理由を書いてください。委員に知らせ、日程の理由として記録に残ります。')
  const years: Prepared[] = []
  const steps = meeting.agenda.flatMap(({ step }) => step ?? [])
  for (const cycleId of new Set(steps.map((step) => step.cycleId))) {
    const [cycle] = await readCycles(connections.db, { id: cycleId })
    const dates = steps.flatMap((step): Prepared['dates'] => {
      const written = step.cycleId === cycleId ? cycle?.definition.steps.find(({ id }) => id === step.key) : undefined
      const dueAt = written && stepDueAt(move.startsAt, written.due)
      return dueAt === undefined || dueAt === step.dueAt ? [] : [[step.key, dueAt]]
    })
    const [first, ...others] = dates
    if (!first) continue
    const { post, person, reason, via = 'page' } = word
    const by = { post, ...(person ? { person } : {}), reason, via }
    const asked = { stepId: `${cycleId}/${first[0]}`, dueAt: first[1], besides: Object.fromEntries(others), ...by }
    const { effects, requests } = await prepareRescheduling(connections.db, asked)
    years.push({ cycleId, dates, effects, requests: effects.length > 0 ? requests : [] })
  }
  return years
}
