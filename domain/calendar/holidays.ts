import holidayJp from '@holiday-jp/holiday_jp'
import { CalendarError, type CityDate } from './instants.js'

/**
 * Corrections to the table of national holidays, by date: a name adds a holiday, null takes one away (the law moves
 * holidays, as for 2020 and 2021; the equinoxes of later years are forecasts until the official gazette of February before).
 */
export type HolidayOverrides = Readonly<Record<CityDate, string | null>>

// By date string only: the package's isHoliday(Date) reads the date in the machine's own zone.
const table: Readonly<Record<string, { readonly name: string } | undefined>> = holidayJp.holidays
const coveredYears = new Set(Object.keys(table).map((date) => date.slice(0, 4)))

/**
 * The name of the national holiday (国民の祝日・休日) that a date is, or null.
 * @throws CalendarError beyond the table's years (1970–2050) unless the overrides hold a day of that year: an unknown
 * holiday would otherwise silently become a working day.
 */
export function holidayName(date: CityDate, overrides: HolidayOverrides = {}): string | null {
  const override = overrides[date]
  if (override !== undefined) return override
  const year = date.slice(0, 4)
  if (!coveredYears.has(year) && !Object.keys(overrides).some((day) => day.startsWith(year))) {
    throw new CalendarError(`${year}年の祝日が表にありません。その年の祝日を暦の補正表に加えてください。`)
  }
  return table[date]?.name ?? null
}
