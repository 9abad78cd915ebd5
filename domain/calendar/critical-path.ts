import { upstreamOf } from '../definition/gate-question.js'
import { cityCalendar } from './city-calendar.js'
import { anchorOf } from './plan-order.js'
import { arrivalAt, type Deadline, deadlinesOf, lateEnds, laterBy, type Outcome, outcomeOf } from './slips.js'
import { courseOf, type YearCourse, type YearStanding } from './year-course.js'

/** Slack is counted up to here, in business days: what has a quarter of a year to spare is not what to look at. */
export const ampleSlack = 60

/** How the year stands towards one deadline. */
export interface Criticality extends Outcome {
  /** business days by which a step may still end later without missing it, by step id; `ampleSlack`: so many or more. Steps that cannot hold it up are missing */
  slack: Readonly<Record<string, number>>
  /** from what runs now to the deadline's own step: at each the one before it that has the least slack */
  path: string[]
}

/**
 * The critical path of a year to each of its deadlines. A step's slack is the greatest number of business days for which
 * `slips` does not miss the deadline; negative where it is missed as things stand. Pure; about a hundred plannings.
 */
export function criticalPath(year: YearStanding): Criticality[] {
  const calendar = cityCalendar(year.definition.calendar)
  const ends = lateEnds(year)
  const now = courseOf(year, { ends })
  const courses = new Map<string, YearCourse>()
  const later = (step: string, days: number): YearCourse => {
    const key = `${step} ${days}`
    const supposed = laterBy(year, step, days)
    const course = courses.get(key) ?? courseOf(year, { ...supposed, ends: { ...ends, ...supposed.ends } })
    courses.set(key, course)
    return course
  }
  return deadlinesOf(year).map((deadline) => {
    const outcome = outcomeOf(calendar, now, deadline)
    const slack: Record<string, number> = {}
    for (const step of holdingUp(year, deadline)) {
      const tooLate = (days: number) => daysTooLate(later(step, days), deadline)
      slack[step] = outcome.missed ? outcome.spare : slackOf(tooLate)
    }
    return { ...outcome, slack, path: pathTo(year, deadline, slack, now) }
  })
}

/** The steps that can still hold up a deadline: those before its step and, where it is about that step's end, the step itself. */
function holdingUp(year: YearStanding, { kind, step }: Deadline): string[] {
  const before = upstreamOf(year.definition, step)
  return [...before, ...(kind === 'statutory' ? [step] : [])].filter((id) => year.steps[id] && year.steps[id]?.state !== 'closed')
}

/** Roughly how many business days too late a deadline's thing is reached; 0: it is in time. */
function daysTooLate(course: YearCourse, deadline: Deadline): number {
  const { arrives, missed } = arrivalAt(course, deadline)
  const dayMs = 86_400_000
  return missed ? Math.max(1, Math.floor(((Date.parse(arrives) - Date.parse(deadline.at)) / dayMs) * (5 / 7))) : 0
}

/** In time at 0 days; looked for near where the last lateness points to, else by halves. The answer is in time, one day more is not. */
function slackOf(tooLate: (days: number) => number): number {
  let [fits, fails] = [0, ampleSlack + 1]
  for (let next = ampleSlack; fails - fits > 1; ) {
    const over = tooLate(next)
    if (over > 0) fails = next
    else fits = next
    const near = over > 0 ? next - over : next + 1
    next = near > fits && near < fails ? near : Math.floor((fits + fails) / 2)
  }
  return fits
}

/** What a step waits for or counts from, as far as it comes before it. */
function before(year: YearStanding, step: string): string[] {
  const of = year.definition.steps.find(({ id }) => id === step)
  if (!of) return []
  const upstream = new Set(upstreamOf(year.definition, step))
  const anchors = [of.opens, of.due].flatMap((rule) => anchorOf(step, rule)?.step ?? [])
  return [...new Set([...of.after.map((edge) => edge.step), ...anchors])].filter((id) => upstream.has(id))
}

function pathTo(year: YearStanding, { step }: Deadline, slack: Record<string, number>, course: YearCourse): string[] {
  const path = [step]
  for (let at: string | undefined = step; at !== undefined; ) {
    const candidates: string[] = before(year, at).filter((id) => slack[id] !== undefined && !path.includes(id))
    const end = (id: string) => course[id]?.endsAt ?? ''
    at = candidates.sort((a, b) => (slack[a] ?? 0) - (slack[b] ?? 0) || (end(b) < end(a) ? -1 : 1))[0]
    if (at) path.unshift(at)
  }
  return path
}
