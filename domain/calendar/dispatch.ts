import type { Instant } from '../process/command.js'
import type { CityCalendar } from './city-calendar.js'
import { addDays, CalendarError, type CityDate, dateOf, instantAt } from './instants.js'

/** From when a dispatch is looked for, and on which days. */
export interface SlotWanted {
  /** false may answer `from` itself; an immediate notice takes the next slot strictly later */
  strictly: boolean
  /** days on which this mail is not to leave, though others do */
  quiet?: (day: CityDate) => boolean
}

/**
 * The next slot in which the city's mails leave: a sending day and one of the dispatch times (`HH:mm`, Asia/Tokyo).
 * @throws CalendarError when there is no dispatch time, or no day to send on within a year
 */
export function nextDispatch(calendar: CityCalendar, dispatchTimes: readonly string[], from: Instant, wanted: SlotWanted): Instant {
  if (dispatchTimes.length === 0)
    throw new CalendarError('発送時刻が一つもありません。定義の calendar.dispatch に 09:00 のように加えてください。')
  const slot = dispatchWithinYear(calendar, dispatchTimes, from, wanted)
  if (slot === null)
    throw new CalendarError(
      `${dateOf(from)} から1年のあいだにメールを送れる日がありません。定義の「closed」と「quiet」の期間を見直してください。`,
    )
  return slot
}

/** The same; null when there is none within a year. */
export function dispatchWithinYear(
  calendar: CityCalendar,
  dispatchTimes: readonly string[],
  from: Instant,
  { strictly, quiet }: SlotWanted,
): Instant | null {
  // compared in one spelling: '…:00Z' sorts after '…:00.000Z' as text
  const earliest = new Date(from).toISOString()
  const times = [...dispatchTimes].sort()
  let day = dateOf(earliest)
  for (let tried = 0; tried <= 366; tried++, day = addDays(day, 1)) {
    if (!calendar.isSendingDay(day) || quiet?.(day)) continue
    const slot = times.map((time) => instantAt(day, time)).find((at) => (strictly ? at > earliest : at >= earliest))
    if (slot !== undefined) return slot
  }
  return null
}
