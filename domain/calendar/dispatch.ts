import type { Instant } from '../process/command.js'
import type { CityCalendar } from './city-calendar.js'
import { CalendarError, dateOf, instantAt } from './instants.js'

/**
 * The next slot in which the city's mails leave: a business day and one of the dispatch times (`HH:mm`, Asia/Tokyo).
 * `strictly: false` may answer `from` itself; an immediate notice takes the next slot strictly later.
 * @throws CalendarError when there is no dispatch time.
 */
export function nextDispatch(
  calendar: CityCalendar,
  dispatchTimes: readonly string[],
  from: Instant,
  { strictly }: { strictly: boolean },
): Instant {
  if (dispatchTimes.length === 0)
    throw new CalendarError('発送時刻が一つもありません。定義の calendar.dispatch に 09:00 のように加えてください。')
  // compared in one spelling: '…:00Z' sorts after '…:00.000Z' as text
  const earliest = new Date(from).toISOString()
  const times = [...dispatchTimes].sort()
  for (let day = calendar.roll(dateOf(earliest), 'forward'); ; day = calendar.addBusinessDays(day, 1)) {
    const slot = times.map((time) => instantAt(day, time)).find((at) => (strictly ? at > earliest : at >= earliest))
    if (slot !== undefined) return slot
  }
}
