import type { Definition } from '../definition/schema.js'
import type { Instant } from '../process/command.js'
import { cityCalendar } from './city-calendar.js'
import { formatDate, formatDateTime } from './date-words.js'
import { dateOf } from './instants.js'

/** The sentence about a date to which a due date cannot be moved; null: it can. */
export function unfitDueDate(definition: Pick<Definition, 'calendar'>, present: Instant, wished: Instant, now: Instant): string | null {
  if (wished <= now) return 'これから先の日を入力してください。'
  if (wished <= present) return `いまの期限（${formatDateTime(present)}）より後の日を入力してください。期限を早めることはできません。`
  const closed = cityCalendar(definition.calendar).closedReason(dateOf(wished))
  return closed ? `${formatDate(dateOf(wished))}は閉庁日（${closed}）です。開庁日を入力してください。` : null
}
