import type { Instant } from '../process/command.js'

/** A date of the city's wall calendar (Asia/Tokyo), `YYYY-MM-DD`. It has no time and no zone: never build a `Date` from it elsewhere. */
export type CityDate = string

/** What the calendar was asked cannot be answered. The message is a sentence for the person who wrote the date. */
export class CalendarError extends Error {
  override readonly name = 'CalendarError'
}

const dayMs = 86_400_000
/** Japan has kept UTC+9 without summer time since 1952, so a fixed offset is exact for every cycle. */
const tokyoMs = 9 * 3_600_000

/** Days since 1970-01-01 of a date. @throws CalendarError when there is no such day (e.g. 2017-02-29). */
const dayNumber = (date: CityDate): number => {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00.000Z`) : Number.NaN
  // engines disagree on 2017-02-30: some refuse it, some roll it over
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== date) {
    throw new CalendarError(`日付「${date}」は暦にありません。2017-02-28 のように、ある日を書いてください。`)
  }
  return ms / dayMs
}

const tokyo = (instant: Instant): string => {
  const ms = Date.parse(instant)
  if (Number.isNaN(ms)) throw new CalendarError(`日時「${instant}」を読めません。2016-12-16T08:00:00.000Z のように書いてください。`)
  return new Date(ms + tokyoMs).toISOString()
}

/** True when the date exists in the calendar. */
export const isDate = (date: string): boolean => {
  try {
    dayNumber(date)
    return true
  } catch {
    return false
  }
}

/** The date `n` calendar days later (earlier when negative). */
export const addDays = (date: CityDate, n: number): CityDate => new Date((dayNumber(date) + n) * dayMs).toISOString().slice(0, 10)

/** 0 = Sunday … 6 = Saturday. */
export const weekdayOf = (date: CityDate): number => (dayNumber(date) + 4) % 7

/** A date and a time of day (`HH:mm`, Asia/Tokyo) as an instant in UTC with milliseconds. @throws CalendarError */
export function instantAt(date: CityDate, time: string): Instant {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? []
  if (hours === undefined || minutes === undefined) throw new CalendarError(`時刻「${time}」を読めません。17:00 のように書いてください。`)
  return new Date(dayNumber(date) * dayMs + (Number(hours) * 60 + Number(minutes)) * 60_000 - tokyoMs).toISOString()
}

/** The date on which an instant falls in Asia/Tokyo. */
export const dateOf = (instant: Instant): CityDate => tokyo(instant).slice(0, 10)

/** The time of day of an instant in Asia/Tokyo, `HH:mm` (seconds are dropped). */
export const timeOf = (instant: Instant): string => tokyo(instant).slice(11, 16)

/** The fiscal year (年度, 1 April to 31 March) of a date, named after the year it begins in. */
export const fiscalYearOf = (date: CityDate): number => {
  dayNumber(date)
  return Number(date.slice(0, 4)) - (date.slice(5, 7) < '04' ? 1 : 0)
}
