import type { Instant } from '../process/command.js'

/** One date of a calendar file. */
export interface CalendarItem {
  /** the assignment's id: it makes the entry's UID, so that a later file replaces the entry */
  task: string
  title: string
  subjectName: string
  department: string
  /** when it is due, or when the meeting begins */
  at: Instant
  kind: 'due' | 'meeting'
  /** higher than in every file before in which the date was another */
  sequence: number
  cancelled: boolean
}

export interface CalendarInput {
  city: string
  office: string
  publicUrl: string
  asOf: Instant
  items: CalendarItem[]
}

/** Dates as a calendar file (iCalendar, RFC 5545) that any calendar program reads; the same task replaces its earlier entry. */
export const calendarFile = ({ items }: CalendarInput): string => items.map(({ task }) => task).join('\n')
