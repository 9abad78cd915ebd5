import type { Definition } from '../definition/schema.js'
import { type HolidayOverrides, holidayName } from './holidays.js'
import { addDays, CalendarError, type CityDate, weekdayOf } from './instants.js'

/** A period of particular dates, both ends included. */
export interface DatedPeriod {
  from: CityDate
  to: CityDate
  reason: string
}

/** What one year has beside the definition's standing rules: moved holidays, days closed for once, the assembly's days of answers. */
export interface CalendarOverrides {
  holidays?: HolidayOverrides
  closed?: readonly DatedPeriod[]
  blackouts?: readonly DatedPeriod[]
}

/** The days on which the city hall works (開庁日), and the days on which no department may be asked to have finished. */
export interface CityCalendar {
  isBusinessDay(date: CityDate): boolean
  /** whether mails leave on this day: business days, and closed ones where the definition says so */
  isSendingDay(date: CityDate): boolean
  /** why the city hall is closed (`土曜`, `祝日（海の日）`, `年末年始`, the definition's own reason), or null */
  closedReason(date: CityDate): string | null
  /** why no due date should fall on this day, or null; a blackout day may be a business day */
  inBlackout(date: CityDate): string | null
  /** the n-th business day after the date (before it when negative); the date itself does not count; 0 gives it back unchanged */
  addBusinessDays(date: CityDate, n: number): CityDate
  /** business days after `from` up to and including `to`; negative when `to` is earlier */
  businessDaysBetween(from: CityDate, to: CityDate): number
  /** the date itself when it is a business day, otherwise the nearest one before or after; `none` leaves it */
  roll(date: CityDate, direction: 'back' | 'forward' | 'none'): CityDate
}

/** Whether a date lies in a standing period, which may wrap the new year (`12-20` … `01-10`). */
export const inMonthDays = (date: CityDate, { from, to }: { from: string; to: string }): boolean => {
  const day = date.slice(5)
  return from <= to ? from <= day && day <= to : day >= from || day <= to
}
const inDates = (date: CityDate, { from, to }: DatedPeriod): boolean => from <= date && date <= to

/**
 * The calendar of one city, from a definition's `calendar` and the year's overrides.
 * Closed: Saturdays and Sundays, national holidays, 29 December to 3 January, the definition's own closed days.
 * @throws CalendarError (from its functions) for dates that do not exist, years without a table of holidays, and
 * settings that leave no business day within a year.
 */
export function cityCalendar(settings: Definition['calendar'], overrides: CalendarOverrides = {}): CityCalendar {
  const closedReason = (date: CityDate): string | null => {
    const weekday = weekdayOf(date)
    if (weekday === 6) return '土曜'
    if (weekday === 0) return '日曜'
    if (inMonthDays(date, { from: '12-29', to: '01-03' })) return '年末年始'
    const holiday = holidayName(date, overrides.holidays)
    if (holiday !== null) return `祝日（${holiday}）`
    const closed = settings.closed.find((p) => inMonthDays(date, p)) ?? overrides.closed?.find((p) => inDates(date, p))
    return closed ? closed.reason : null
  }
  const isBusinessDay = (date: CityDate): boolean => closedReason(date) === null

  const step = (date: CityDate, direction: 1 | -1): CityDate => {
    let day = addDays(date, direction)
    for (let tried = 1; !isBusinessDay(day); tried++) {
      if (tried > 366) throw new CalendarError(`${date} から1年のあいだに開庁日がありません。暦の「closed」の期間を見直してください。`)
      day = addDays(day, direction)
    }
    return day
  }

  const addBusinessDays = (date: CityDate, n: number): CityDate => {
    let day = date
    for (let left = Math.abs(n); left > 0; left--) day = step(day, n > 0 ? 1 : -1)
    return day
  }

  const businessDaysBetween = (from: CityDate, to: CityDate): number => {
    if (to < from) return -businessDaysBetween(to, from)
    let count = 0
    for (let day = from; day < to; ) {
      day = addDays(day, 1)
      if (isBusinessDay(day)) count++
    }
    return count
  }

  const inQuietJanuary = (date: CityDate): boolean => {
    const n = settings.quietJanuaryBusinessDays
    return n > 0 && date.slice(5, 7) === '01' && date <= addBusinessDays(`${Number(date.slice(0, 4)) - 1}-12-31`, n)
  }

  return {
    isBusinessDay,
    isSendingDay: (date) => settings.dispatchClosedDays === true || isBusinessDay(date),
    closedReason,
    addBusinessDays,
    businessDaysBetween,
    roll: (date, direction) => (direction === 'none' || isBusinessDay(date) ? date : step(date, direction === 'back' ? -1 : 1)),
    inBlackout: (date) => {
      const period = settings.blackouts.find((p) => inMonthDays(date, p)) ?? overrides.blackouts?.find((p) => inDates(date, p))
      if (period) return period.reason
      return inQuietJanuary(date) ? `年始の${settings.quietJanuaryBusinessDays}開庁日` : null
    },
  }
}
