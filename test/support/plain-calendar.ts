import holidayJp from '@holiday-jp/holiday_jp'

/** `YYYY-MM-DD`, a day in Asia/Tokyo. */
export type Day = string
/** ISO 8601, UTC, milliseconds: compared as text. */
export type At = string

/** As much of a definition's calendar as says when mails leave. */
export interface SendingRules {
  closed: readonly { from: string; to: string }[]
  /** times of day, `HH:mm` */
  dispatch: readonly string[]
  dispatchClosedDays?: boolean | undefined
}

/** A calendar that counts day by day, made for being read rather than for speed. It shares nothing with domain/calendar. */
export class PlainCalendar {
  constructor(private readonly rules: SendingRules) {}

  isOpen(day: Day): boolean {
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
    if (weekday === 0 || weekday === 6) return false
    if (isWithin(day, { from: '12-29', to: '01-03' })) return false
    if (Object.hasOwn(holidayJp.holidays, day)) return false
    return !this.rules.closed.some((period) => isWithin(day, period))
  }

  /** `count` open days later; earlier when negative; the day itself when 0. */
  openDaysFrom(day: Day, count: number): Day {
    let found = day
    for (let passed = 0; passed < Math.abs(count); ) {
      found = nextDay(found, count > 0 ? 1 : -1)
      if (this.isOpen(found)) passed++
    }
    return found
  }

  /** The first instant at which mails leave and that satisfies `fits`, looking from `day` on. */
  firstSlot(day: Day, fits: (slot: At, day: Day) => boolean): At {
    for (let looked = 0, found = day; looked < 1_000; looked++, found = nextDay(found, 1)) {
      if (!this.isOpen(found) && !this.rules.dispatchClosedDays) continue
      for (const time of [...this.rules.dispatch].sort()) {
        const slot = instant(found, time)
        if (fits(slot, found)) return slot
      }
    }
    throw new Error(`No mail leaves within a thousand days of ${day}.`)
  }
}

/** Whether a day lies between two days of a year, both included; a period may run over the turn of the year. */
export function isWithin(day: Day, { from, to }: { from: string; to: string }): boolean {
  const monthDay = day.slice(5)
  if (from <= to) return from <= monthDay && monthDay <= to
  return monthDay >= from || monthDay <= to
}

export const instant = (day: Day, time: string): At => new Date(`${day}T${time}:00.000+09:00`).toISOString()

/** The day in Asia/Tokyo on which an instant falls. */
export const dayOf = (at: At): Day => new Date(Date.parse(at) + 9 * 3_600_000).toISOString().slice(0, 10)

const nextDay = (day: Day, by: 1 | -1): Day => new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10)
