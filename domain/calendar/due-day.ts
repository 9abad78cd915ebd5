import type { Instant } from '../process/command.js'
import type { CityCalendar } from './city-calendar.js'
import { formatMonthDay } from './date-words.js'
import { addDays, CalendarError, type CityDate, dateOf, instantAt } from './instants.js'

/** A day and, in Japanese, each thing that moved it there. */
export interface PlacedDay {
  date: CityDate
  moves: string[]
}

/** The first day on or beyond `date`, in one direction, on which the city hall works and no blackout lies. */
function clearDay(calendar: CityCalendar, date: CityDate, direction: 1 | -1): CityDate {
  let day = date
  for (let tried = 0; !calendar.isBusinessDay(day) || calendar.inBlackout(day) !== null; tried++) {
    if (tried > 366)
      throw new CalendarError(`${date} から1年のあいだに期限を置ける日がありません。暦の「blackouts」の期間を見直してください。`)
    day = addDays(day, direction)
  }
  return day
}

const sideOf = (roll: 'back' | 'forward' | 'none'): string => (roll === 'forward' ? '次' : '前')

/** Moves a day out of closed days only, as openings and statutory ends are. `none` leaves it. */
export function placeOpen(calendar: CityCalendar, date: CityDate, roll: 'back' | 'forward' | 'none'): PlacedDay {
  const rolled = calendar.roll(date, roll)
  if (rolled === date) return { date, moves: [] }
  const move = `${formatMonthDay(date)}は${calendar.closedReason(date)}のため${sideOf(roll)}の開庁日の${formatMonthDay(rolled)}へ`
  return { date: rolled, moves: [move] }
}

/**
 * Moves a due day out of closed days as `placeOpen` does and, unless the date is named on purpose, out of blackouts:
 * forward for `forward`, otherwise back, as departments' due dates go.
 */
export function placeDue(calendar: CityCalendar, date: CityDate, roll: 'back' | 'forward' | 'none', named: boolean): PlacedDay {
  const { date: rolled, moves } = placeOpen(calendar, date, roll)
  const blackout = calendar.inBlackout(rolled)
  if (blackout === null) return { date: rolled, moves }
  if (named)
    return { date: rolled, moves: [...moves, `${formatMonthDay(rolled)}は期限を置かない期間（${blackout}）だが、名指しの日のためそのまま`] }
  const clear = clearDay(calendar, rolled, roll === 'forward' ? 1 : -1)
  return {
    date: clear,
    moves: [
      ...moves,
      `${formatMonthDay(rolled)}は期限を置かない期間（${blackout}）のため${sideOf(roll)}の開庁日の${formatMonthDay(clear)}へ`,
    ],
  }
}

/**
 * A due day that must come after `start` (the day something began): back out of closed days and blackouts, but when that
 * would leave no business day after `start`, forward instead. Being asked on 25 March for 17 March helps nobody.
 */
export function placeDueAfter(calendar: CityCalendar, date: CityDate, start: CityDate): PlacedDay {
  const back = placeDue(calendar, date, 'back', false)
  const first = calendar.addBusinessDays(start, 1)
  if (back.date >= first) return back
  const clear = clearDay(calendar, date < first ? first : date, 1)
  return {
    date: clear,
    moves: [`${formatMonthDay(date)}は期限を置けず、前へ動かすと始めた日にかかるため次の開庁日の${formatMonthDay(clear)}へ`],
  }
}

/**
 * The due instant `n` business days after `from` (the day of `from` does not count), for a returned sheet, a check, a reply.
 * Out of a blackout it rolls back, but never before the first business day after `from`: then it goes past the blackout.
 * @param n business days, at least 1  @param at time of day, Asia/Tokyo
 */
export function businessDaysAfter(calendar: CityCalendar, from: Instant, n: number, at = '17:00'): Instant {
  if (!Number.isInteger(n) || n < 1) throw new CalendarError(`開庁日数「${n}」は1以上の整数で指定してください。`)
  const start = dateOf(from)
  return instantAt(placeDueAfter(calendar, calendar.addBusinessDays(start, n), start).date, at)
}
