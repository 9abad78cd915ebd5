import { conductOf, handIn } from '../../domain/bundle/hand-in.js'
import type { Bundle, Conduct } from '../../domain/bundle/schema.js'
import { type CityCalendar, cityCalendar } from '../../domain/calendar/city-calendar.js'
import { dateOf, instantAt } from '../../domain/calendar/instants.js'
import { askOf } from '../../domain/definition/ask-of.js'
import type { Definition } from '../../domain/definition/schema.js'
import type { Instant } from '../../domain/process/command.js'
import { sha256 } from '../../domain/trail/canonical.js'
import type { Outcome } from '../app/apply.js'
import { Refused } from '../app/errors.js'
import type { Request } from '../app/request.js'
import type { Drafted } from './left.js'

/** An assignment that waits for somebody, as its projection tells, with what has been done about it so far. */
export interface Waiting extends Drafted {
  id: string
  stepKey: string
  stepKind: string
  subject: string
  form: string
  round: string | null
  state: 'open' | 'returned' | 'submitted'
  seq: number
  checked: boolean
  post: string
  checkPost: string | null
  askedAt: Date
  dueAt: Date
  updatedAt: Date
  pausedUntil: Date | null
  versionId: string | null
  returns: number
  extensions: number
  calls: number
  /** requests for a later date that the section has made */
  requests: number
  /** the date that it wishes for, and when it asked, while the office has not decided */
  wishedAt: Instant | null
  wishedOn: Date | null
}

/** What a person of the recorded year is going to do next about it, and when. */
export interface NextAct {
  at: Instant
  request: Request
}

/** @throws Refused when it was refused */
export function mustHaveHappened({ state, refusal = 'changed-meanwhile' }: Outcome): void {
  if (state === 'refused') throw new Refused(refusal)
}

/**
 * Plays the people of a bundle: from one assignment's projection alone, what its people do next and when. No memory of its
 * own, so a player that was killed goes on as if nothing had happened; the same year is played the same every time.
 */
export function peopleOf(bundle: Bundle, definition: Definition, office: string) {
  const calendar = cityCalendar(definition.calendar)
  return (waiting: Waiting): NextAct | null => {
    const conduct = conductOf(bundle, waiting.stepKey, waiting.subject)
    const act =
      waiting.state === 'submitted'
        ? check(calendar, waiting, conduct, office)
        : respond(calendar, waiting, conduct, { bundle, definition, office })
    if (act === null) return null
    const at = act.at > waiting.askedAt.toISOString() ? act.at : soonest(calendar, waiting.askedAt)
    return { at, request: { ...act.request, id: commandId(waiting, act.request.act) } }
  }
}

/** The same act of the same assignment has the same id, whoever asks again. */
const commandId = (waiting: Waiting, act: string): string => sha256(`${waiting.id}\n${waiting.seq}\n${act}`).slice(0, 32)

/** A number from 0 to n − 1 that is the same for the same request every time, under whatever city's id the year is played. */
const habit = ({ stepKey, subject }: Waiting, n: number): number => Number.parseInt(sha256(`${stepKey}/${subject}`).slice(0, 8), 16) % n

const daysFrom = (calendar: CityCalendar, from: Date, days: number, time: string): Instant =>
  instantAt(calendar.addBusinessDays(dateOf(from.toISOString()), days), time)
const soonest = (calendar: CityCalendar, from: Date): Instant => daysFrom(calendar, from, 1, '10:00')

const find = (conduct: Conduct[], ...how: Conduct['how'][]): Conduct | undefined => conduct.find((line) => how.includes(line.how))

function check(calendar: CityCalendar, waiting: Waiting, conduct: Conduct[], office: string): NextAct {
  const request = { processId: waiting.id, post: waiting.checkPost ?? office, via: 'player' as const }
  const at = daysFrom(calendar, waiting.updatedAt, 1 + habit(waiting, 2), '10:00')
  const returned = find(conduct, 'returned', 'returned-twice')
  if (returned && waiting.returns < (returned.how === 'returned' ? 1 : 2)) {
    const text = returned.remark ?? '記載内容を確かめてください。'
    return { at, request: { ...request, act: 'return', reason: text, remarks: [{ field: '全体', text }] } }
  }
  return { at, request: { ...request, act: 'accept', ...(waiting.versionId ? { versionId: waiting.versionId } : {}) } }
}

function respond(
  calendar: CityCalendar,
  waiting: Waiting,
  conduct: Conduct[],
  year: { bundle: Bundle; definition: Definition; office: string },
): NextAct | null {
  const byOffice = { processId: waiting.id, post: year.office, via: 'player' as const }
  const extend = find(conduct, 'extend')
  // Asked by the section, granted by the office on the morning of the next business day.
  if (waiting.wishedAt && waiting.wishedOn)
    return {
      at: daysFrom(calendar, waiting.wishedOn, 1, '10:00'),
      request: { ...byOffice, act: 'extend', dueAt: waiting.wishedAt, reason: extend?.remark ?? '所管課から申出があったため' },
    }
  if (extend && waiting.requests === 0 && waiting.extensions === 0)
    return {
      at: daysFrom(calendar, waiting.dueAt, -2, '10:00'),
      request: {
        processId: waiting.id,
        post: waiting.post,
        via: 'player',
        act: 'request-extension',
        wishedAt: daysFrom(calendar, waiting.dueAt, extend.days ?? 3, '17:00'),
        reason: extend.remark ?? '内容の確認に日数を要するため',
      },
    }
  const called = find(conduct, 'called')
  if (called && waiting.calls === 0 && waiting.state === 'open') {
    const until = daysFrom(calendar, waiting.dueAt, 1 + (called.days ?? 2), '17:00')
    return {
      at: daysFrom(calendar, waiting.dueAt, 1, '10:00'),
      request: { ...byOffice, act: 'record-call', whom: '担当の職', said: called.remark ?? '提出日を確認した。', until },
    }
  }
  const at = handInAt(calendar, waiting, conduct)
  const asked = { step: waiting.stepKey, subject: waiting.subject, form: waiting.form, round: waiting.round, checked: waiting.checked }
  const content = find(conduct, 'attest') ? null : handIn(year.bundle, year.definition, asked, dateOf(at))
  const request = { processId: waiting.id, post: waiting.post, via: 'player' as const }
  if (content) return { at, request: { ...request, act: 'submit', content } }
  // Nobody has to say anything where it is not a duty.
  if (!find(conduct, 'attest') && askOf(year.definition, waiting)?.optional) return null
  return { at, request: { ...request, act: 'attest', reason: find(conduct, 'attest')?.remark ?? '記録に記載がないため' } }
}

function handInAt(calendar: CityCalendar, waiting: Waiting, conduct: Conduct[]): Instant {
  if (waiting.state === 'returned') return daysFrom(calendar, waiting.askedAt, 2, '15:00')
  // Whoever is very late all the same has not kept the promise.
  if (waiting.pausedUntil && !find(conduct, 'very-late')) return instantAt(dateOf(waiting.pausedUntil.toISOString()), '15:00')
  const late = find(conduct, 'late', 'very-late')
  if (late) return daysFrom(calendar, waiting.dueAt, late.days ?? 2, '15:00')
  if (find(conduct, 'early')) return daysFrom(calendar, waiting.askedAt, 1, '15:00')
  // What happens on its day (a meeting, a session of the assembly) is written down before the day is over.
  if (find(conduct, 'on-time') || ['meet', 'report', 'publish'].includes(waiting.stepKind))
    return instantAt(dateOf(waiting.dueAt.toISOString()), '15:00')
  return daysFrom(calendar, waiting.dueAt, -(1 + habit(waiting, 3)), '15:00')
}
