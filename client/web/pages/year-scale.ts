import { dateOf } from '../../../domain/calendar/instants.js'
import type { Instant } from '../../../domain/process/command.js'

/** One month of the chart. */
export interface Month {
  year: number
  month: number
  /** the first month of a fiscal year */
  turn: boolean
}

/** A row of whole months, each as wide as the others; places are percentages of its width. */
export interface YearScale {
  months: Month[]
  /** where an instant stands, 0 to 100; at the edge when it lies outside */
  at(instant: Instant): number
}

const monthsOf = (instant: Instant): number => {
  const [year = 0, month = 1] = dateOf(instant).split('-').map(Number)
  return year * 12 + month - 1
}

/** The scale that holds all these instants. */
export function yearScale(instants: Instant[]): YearScale {
  const numbers = instants.map(monthsOf)
  const first = Math.min(...numbers)
  const count = Math.max(...numbers) - first + 1
  return {
    months: Array.from({ length: count }, (_, at) => ({
      year: Math.floor((first + at) / 12),
      month: ((first + at) % 12) + 1,
      turn: (first + at) % 12 === 3,
    })),
    at(instant) {
      const [year = 0, month = 1, day = 1] = dateOf(instant).split('-').map(Number)
      const days = new Date(Date.UTC(year, month, 0)).getUTCDate()
      const place = ((monthsOf(instant) - first + (day - 0.5) / days) / count) * 100
      return Math.round(Math.min(100, Math.max(0, place)) * 100) / 100
    },
  }
}
