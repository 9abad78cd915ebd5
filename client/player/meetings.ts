import { type MeetingFacts, meetingFacts } from '../../domain/bundle/meeting-facts.js'
import type { Bundle } from '../../domain/bundle/schema.js'
import { cityCalendar } from '../../domain/calendar/city-calendar.js'
import { dateOf, instantAt } from '../../domain/calendar/instants.js'
import { officeMeetingPage } from '../../domain/correspondence/pages.js'
import type { Definition } from '../../domain/definition/schema.js'
import { sha256 } from '../../domain/trail/canonical.js'
import type { Application } from '../app/application.js'
import type { Connections } from '../app/connections.js'
import { handInRecord } from '../app/review/meetings/hand-in-record.js'
import type { MeetingView } from '../app/review/meetings/meeting-view.js'
import { planMeeting } from '../app/review/meetings/plan-meeting.js'
import { readMeeting } from '../app/review/meetings/read-meeting.js'
import { minutesOf, wordsOnMinutes } from '../app/review/meetings/read-minutes.js'
import { isTouched, mustBeUntouched, type Plan } from './left.js'
import { nextDeed } from './meeting-course.js'
import { type Dealt, type Deeds, does } from './meeting-deeds.js'
import { mustHaveHappened, type NextAct, type Waiting } from './people.js'

/** A year that is played, with what waits in it now. */
export interface MeetingYear {
  id: string
  office: string
  bundle: Bundle
  definition: Definition
  waiting: Waiting[]
  next(waiting: Waiting): NextAct | null
}

/** A step in which a body meets, and the meeting that deals with it. */
interface MeetStep {
  cycleId: string
  key: string
  state: string
  dueAt: Date
  /** null: none is planned, or it was cancelled */
  meeting: string | null
  /** meetings that it had and that were cancelled */
  cancelled: number
}
interface Met extends MeetStep {
  year: MeetingYear
  facts: MeetingFacts
}

/** The hour at which a played meeting begins: hardly any source tells it. */
const hour = '14:00'

/**
 * The meetings of a played city, over all its years: one that bodies of two years hold on one day is one meeting. What is done about them is
 * read from their records alone, as the office would do it, with the facts that the bundles tell.
 */
export function meetingsOf(connections: Connections, app: Pick<Application, 'act'>, city: string) {
  const { db } = connections

  /** Whether a step's record comes from its meeting. */
  const isMet = (year: Pick<MeetingYear, 'bundle' | 'definition'>, step: string): boolean =>
    meetingFacts(year.bundle, year.definition, step) !== null

  async function plans(years: MeetingYear[]): Promise<Plan[]> {
    const steps = (await readSteps(years)).flatMap((step): Met[] => {
      const year = years.find(({ id }) => id === step.cycleId)
      const facts = year && meetingFacts(year.bundle, year.definition, step.key)
      return year && facts ? [{ ...step, year, facts }] : []
    })
    const held = [...new Set(steps.flatMap(({ meeting }) => meeting ?? []))]
    const courses = await Promise.all(held.map((id) => courseOf(id, steps)))
    const joining = new Set(courses.flatMap((course) => course.joining))
    return [...callings(steps.filter((step) => !joining.has(step))), ...courses.flatMap((course) => course.plans)]
  }

  /** What is to be called: a step that has begun and has no meeting, on the day of another year's of the same body if there is one. */
  function callings(steps: Met[]): Plan[] {
    const begun = steps.filter(({ meeting, year, key }) => meeting === null && year.waiting.some(({ stepKey }) => stepKey === key))
    const first = begun.filter((one) => begun.find((other) => sameDay(one, other)) === one)
    return first.map((step) => {
      const asked = step.year.waiting.find(({ stepKey }) => stepKey === step.key)?.askedAt.toISOString() ?? ''
      const morning = instantAt(dateOf(asked), '10:00')
      const { cycleId, key, cancelled, facts, year } = step
      const wanted = { city, cycleId, step: key, from: hour, until: null, place: facts.place, post: year.office, person: null }
      const id = sha256(`${cycleId}/${key}\n${cancelled}\nmeeting`).slice(0, 32)
      return {
        at: morning > asked ? morning : asked,
        key: id,
        what: facts.title,
        page: `/${city}/meetings`,
        perform: () => planMeeting(connections, { ...wanted, id, via: 'player' }),
      }
    })
  }

  /** What is done next about one meeting, and the hand-ins of its record. */
  async function courseOf(id: string, steps: Met[]): Promise<{ plans: Plan[]; joining: Met[] }> {
    const own = steps.filter(({ meeting }) => meeting === id)
    const [first] = own
    const meeting = await readMeeting(db, id)
    if (!first || !meeting) return { plans: [], joining: [] }
    const [minutes = null] = meeting.minutesState === 'none' ? [] : await minutesOf(db, id)
    const words = meeting.minutesState === 'asked' ? await wordsOnMinutes(db, id) : []
    const open = meeting.state === 'planned' && !meeting.recorded
    const joining = steps.filter((one) => open && one.meeting === null && one.state !== 'closed' && sameDay(one, first))
    const dealt: Dealt[] = [...own, ...joining].map(({ cycleId, key, facts, year }) => ({
      step: { cycleId, key },
      fiscalYear: year.bundle.fiscalYear,
      facts,
    }))
    const told = dealt.map(({ facts }) => facts)
    const absent = told.some((one) => one.absent) ? told.flatMap((one) => one.absent ?? []) : null
    const standing = { meeting, minutes, words }
    const calendar = cityCalendar(first.year.definition.calendar)
    const next =
      joining.length > 0
        ? { deed: 'details' as const, at: meeting.now }
        : nextDeed(standing, { absent, hasText: told.some(({ text }) => text !== '') }, calendar)
    const deeds: Deeds = { connections, standing, dealt, absent, office: first.year.office }
    const about = { what: meeting.name, page: officeMeetingPage(id) }
    const key = next ? sha256(JSON.stringify([next.deed, dealt, { ...standing, meeting: { ...meeting, now: null } }])) : ''
    const doing = next ? [{ at: next.at, ...about, key, perform: () => does(deeds, next.deed) }] : []
    return { plans: [...doing, ...own.flatMap((step) => handIns(meeting, step))], joining }
  }

  /** The record is handed in to each year where its step has begun: as soon as there is one, and not before that year's people would. */
  function handIns(meeting: MeetingView, { year, key, cycleId }: Met): Plan[] {
    if (!meeting.recorded) return []
    return year.waiting
      .filter(({ stepKey, post }) => stepKey === key && post === year.office)
      .flatMap((waiting) => {
        const act = year.next(waiting)
        if (act?.request.act !== 'submit') return []
        const { id = '', content, post } = act.request
        const handing = { id, meeting, cycleId, post, person: null, via: 'player' as const, besides: content as Record<string, unknown> }
        return {
          at: act.at,
          key: `${id} ${isTouched(waiting) ? 'touched' : waiting.drafted}`,
          what: `${meeting.name}の記録の提出`,
          page: officeMeetingPage(meeting.id),
          perform: async () => {
            mustBeUntouched(waiting)
            mustHaveHappened(await handInRecord(db, app, handing))
          },
        }
      })
  }

  /** Steps of the years in which a body meets, as far as something about them is still to be done. */
  const readSteps = (years: MeetingYear[]): Promise<MeetStep[]> =>
    db.$queryRaw<MeetStep[]>`
      SELECT s.cycle_id AS "cycleId", s.step_key AS key, s.state, s.due_at AS "dueAt", m.id AS meeting,
        (SELECT count(*)::int FROM agenda_item x JOIN meeting y ON y.id = x.meeting_id AND y.state = 'cancelled'
          WHERE x.cycle_id = s.cycle_id AND x.step_key = s.step_key) AS cancelled
      FROM process s JOIN process c ON c.id = s.cycle_id AND c.state = 'running'
      LEFT JOIN (agenda_item i JOIN meeting m ON m.id = i.meeting_id AND m.state <> 'cancelled') ON i.cycle_id = s.cycle_id AND i.step_key = s.step_key
      WHERE s.cycle_id = ANY(${years.map(({ id }) => id)}) AND s.kind = 'step' AND s.step_kind = 'meet' AND s.due_at IS NOT NULL
        AND (s.state <> 'closed' OR m.minutes_state <> 'published')
      ORDER BY s.cycle_id, s.due_at, s.id`

  return { isMet, plans }
}

const sameDay = (one: Met, other: Met): boolean =>
  one.facts.body === other.facts.body && dateOf(one.dueAt.toISOString()) === dateOf(other.dueAt.toISOString())
