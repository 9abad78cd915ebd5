import type { Instant } from '../process/command.js'
import { type CityCalendar, cityCalendar } from './city-calendar.js'
import { dateOf, instantAt, timeOf } from './instants.js'
import type { MovedSteps } from './plan.js'
import { courseOf, type Supposition, type YearCourse, type YearStanding } from './year-course.js'

/** An instant by which something must have come so far, and which nobody here may move. */
export interface Deadline {
  /** assembly: the committee to which a step reports · statutory: the last lawful instant of a step's end */
  kind: 'assembly' | 'statutory'
  step: string
  at: Instant
}

/** A deadline with what becomes of it. `spare`: business days left over; negative: so many business days too late. */
export interface Outcome extends Deadline {
  spare: number
  missed: boolean
}

/** One date that is another one then. `days`: business days later; negative: earlier. */
export interface SlippedDate {
  step: string
  what: 'opens' | 'due'
  from: Instant
  to: Instant
  days: number
}

/** What follows from a supposition: the dates that become others, in the definition's order, and what becomes of the deadlines. */
export interface Consequences {
  dates: SlippedDate[]
  outcomes: Outcome[]
}

/** The deadlines of a year that still lie ahead. */
export function deadlinesOf({ definition, steps }: YearStanding): Deadline[] {
  return definition.steps.flatMap(({ id, fixed, kind }): Deadline[] => {
    const step = steps[id]
    if (!step || step.state === 'closed') return []
    return [
      ...(fixed && kind === 'report' ? [{ kind: 'assembly' as const, step: id, at: step.dueAt }] : []),
      ...(step.statutoryAt ? [{ kind: 'statutory' as const, step: id, at: step.statutoryAt }] : []),
    ]
  })
}

/** When a deadline's thing is reached. The assembly must be reached before its own hour; a law's last instant may be used up. */
export function arrivalAt(course: YearCourse, { kind, step, at }: Deadline): { arrives: Instant; missed: boolean } {
  const arrives = (kind === 'assembly' ? course[step]?.opensAt : course[step]?.endsAt) ?? at
  return { arrives, missed: kind === 'assembly' ? arrives >= at : arrives > at }
}

export function outcomeOf(calendar: CityCalendar, course: YearCourse, deadline: Deadline): Outcome {
  const { arrives, missed } = arrivalAt(course, deadline)
  const spare = calendar.businessDaysBetween(dateOf(arrives), dateOf(deadline.at))
  return { ...deadline, missed, spare: missed ? Math.min(spare, -1) : spare }
}

/** Open steps whose due instant has passed end today at the earliest. */
export const lateEnds = ({ steps, now }: YearStanding): Record<string, Instant> =>
  Object.fromEntries(Object.entries(steps).flatMap(([id, { state, dueAt }]) => (state === 'open' && dueAt < now ? [[id, now]] : [])))

/** What follows from a supposition, held against the year as it is planned, or as it runs by another supposition (`against`). */
export function consequencesOf(year: YearStanding, supposed: Supposition, against: Supposition = {}): Consequences {
  const [plan, course] = [courseOf(year, against), courseOf(year, supposed)]
  const calendar = cityCalendar(year.definition.calendar)
  const slipped = (step: string, what: 'opens' | 'due'): SlippedDate[] => {
    const [from, to] = [plan, course].map((one) => one[step]?.[what === 'opens' ? 'opensAt' : 'dueAt'])
    if (!from || !to || from === to) return []
    return [{ step, what, from, to, days: calendar.businessDaysBetween(dateOf(from), dateOf(to)) }]
  }
  return {
    dates: year.definition.steps.flatMap(({ id }) => [...slipped(id, 'opens'), ...slipped(id, 'due')]),
    outcomes: deadlinesOf(year).map((deadline) => outcomeOf(calendar, course, deadline)),
  }
}

/** The supposition that a step ends so many business days later: its due instant, or today when that has passed, set on by hand. */
export function laterBy(year: YearStanding, step: string, days: number): Supposition {
  const { state, dueAt } = year.steps[step] ?? { state: 'closed', dueAt: year.now }
  const late = state === 'open' && dueAt < year.now
  if (state === 'closed' || (days === 0 && !late)) return {}
  const calendar = cityCalendar(year.definition.calendar)
  const until = days === 0 ? year.now : instantAt(calendar.addBusinessDays(dateOf(late ? year.now : dueAt), days), timeOf(dueAt))
  const moved: MovedSteps = { ...year.moved, [step]: { ...year.moved[step], dueAt: until, reason: '' } }
  return { moved, ends: { [step]: until } }
}

/**
 * Which dates become others when a step ends so many business days later than it is due (than today, when that has passed),
 * and what that does to the assembly and to the statutory end. The same as if the office set the new due date by hand.
 * @param days business days, 0 or more
 */
export const slips = (year: YearStanding, step: string, days: number): Consequences => consequencesOf(year, laterBy(year, step, days))

/** What is going to happen by itself when a late step ends today and nobody sets another date; null: it is not late. */
export function lateness(year: YearStanding, step: string): (Consequences & { daysLate: number }) | null {
  const ends = lateEnds(year)[step]
  const dueAt = year.steps[step]?.dueAt
  if (!ends || !dueAt) return null
  const daysLate = cityCalendar(year.definition.calendar).businessDaysBetween(dateOf(dueAt), dateOf(year.now))
  return { ...consequencesOf(year, { ends: { [step]: ends } }), daysLate }
}
