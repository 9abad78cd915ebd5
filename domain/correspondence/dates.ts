import { formatMonthDay, formatShort } from '../calendar/date-words.js'
import { type CityDate, dateOf } from '../calendar/instants.js'
import type { Instant } from '../process/command.js'
import { count } from './lines.js'

/** `12/18`: the day alone, for subjects that need no time */
export const formatDay = (instant: Instant): string => formatShort(instant).replace(/（.*$/, '')

/** `４月１日`, in the digits of an office's letter */
export const monthDayName = (date: CityDate): string => formatMonthDay(date).replace(/\d+/g, (digits) => count(Number(digits)))

/** Calendar days in Asia/Tokyo from one instant's day to another's; negative when it has passed. */
export const daysBetween = (from: Instant, to: Instant): number =>
  Math.round((Date.parse(dateOf(to)) - Date.parse(dateOf(from))) / 86_400_000)
