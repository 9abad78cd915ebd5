import { cityCalendar } from '../calendar/city-calendar.js'
import { nextDispatch } from '../calendar/dispatch.js'
import { type CityDate, dateOf, instantAt } from '../calendar/instants.js'
import type { Definition } from '../definition/schema.js'
import type { Instant } from '../process/command.js'

/** Business days before a meeting on which its materials go out, where the definition says nothing else of its body. */
const usualDays = 5

/** When a meeting's materials leave by themselves. */
export interface MaterialsTimes {
  /** business days before the meeting */
  days: number
  on: CityDate
  /** that day's first dispatch */
  leavesAt: Instant
  /** the first dispatch of the business day before: the office is told then that there is no PDF yet */
  askedAt: Instant
}

/** @throws CalendarError as the city's calendar does */
export function materialsTimes(
  { calendar: settings, bodies }: Pick<Definition, 'calendar' | 'bodies'>,
  body: string,
  startsAt: Instant,
): MaterialsTimes {
  const calendar = cityCalendar(settings)
  const days = bodies.find(({ id }) => id === body)?.materialsDays ?? usualDays
  const on = calendar.addBusinessDays(dateOf(startsAt), -days)
  const firstOn = (day: CityDate) => nextDispatch(calendar, settings.dispatch, instantAt(day, '00:00'), { strictly: false })
  return { days, on, leavesAt: firstOn(on), askedAt: firstOn(calendar.addBusinessDays(on, -1)) }
}
