import { cityCalendar } from '../calendar/city-calendar.js'
import { businessDaysAfter } from '../calendar/due-day.js'
import { chaseOf, type StandingOverride } from '../chase/chase-of.js'
import type { Definition } from '../definition/schema.js'
import type { Instant } from '../process/command.js'
import { assignmentId } from '../process/ids.js'
import type { Asked } from './asks.js'
import type { Directory } from './directory.js'
import { noticePlanners, type PlannedNotice } from './notices.js'

/** Nobody is asked for something that is due sooner than this many business days from the asking. */
const shortestNotice = 3

/** What decides how the assignments of a step are asked for. */
export interface Asking {
  definition: Definition
  cycleId: string
  stepKey: string
  /** the year's own words about chases */
  ofYear: readonly StandingOverride[]
  directory: Directory
  /** the instant of the asking, and when the step is due */
  at: Instant
  dueAt: Instant
}

/** One assignment as it is asked for, with the mails that this will cause unless somebody answers. */
export interface PlannedAsk {
  id: string
  asked: Asked
  /** the chase by which it is asked for; null: nobody is written to */
  chase: string | null
  dueAt: Instant
  notices: PlannedNotice[]
}

/** How each of these is asked for: what a step does when it asks, and what the coming mails foretell of a step that has not begun. */
export function planAsks(
  { definition, cycleId, stepKey, ofYear, directory, at, dueAt: due }: Asking,
  asked: readonly Asked[],
): PlannedAsk[] {
  const calendar = cityCalendar(definition.calendar)
  const least = businessDaysAfter(calendar, at, shortestNotice)
  const ofStep = due > least ? due : least
  const planners = noticePlanners(definition)
  return asked.map((one) => {
    const id = assignmentId(cycleId, stepKey, one.subject)
    const dueAt = one.ask.within === undefined ? ofStep : businessDaysAfter(calendar, at, one.ask.within)
    const programme = one.ask.per === 'programme' ? one.subject : null
    const chase = chaseOf(definition, ofYear, { ask: one.ask.chase, programme, section: one.department })
    const planner = planners(id, 0)
    const wanted = { owner: one.post, dueAt, from: at, promisedUntil: null }
    const notices = chase
      ? [planner.now('request', one.post, at, '作成の依頼を始めたため'), ...planner.chase(directory, chase, wanted)]
      : []
    return { id, asked: one, chase, dueAt, notices }
  })
}
