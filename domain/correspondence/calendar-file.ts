import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator'
import { formatDateTime } from '../calendar/date-words.js'
import type { Instant } from '../process/command.js'
import { oneLine } from './lines.js'

/** One date of a calendar file. */
export interface CalendarItem {
  /** the assignment's id: it makes the entry's UID, so that a later file replaces the entry */
  task: string
  title: string
  subjectName: string
  department: string
  /** when it is due, or when the meeting begins */
  at: Instant
  /** when the meeting ends; missing: nobody has said */
  until?: Instant
  /** where the meeting is */
  place?: string
  kind: 'due' | 'meeting'
  /** higher than in every file before in which the entry said something else */
  sequence: number
  cancelled: boolean
}

export interface CalendarInput {
  /** e.g. 川崎市 */
  city: string
  office: string
  publicUrl: string
  /** as of when the dates are told */
  asOf: Instant
  items: CalendarItem[]
}

const halfHour = 30 * 60_000
const hour = 60 * 60_000

/** A due date is the half hour that ends with it; a meeting whose end nobody has said is shown with its first hour. */
const hours = ({ at, until, kind }: CalendarItem): { start: Date; end: Date } => {
  const time = Date.parse(at)
  return kind === 'due'
    ? { start: new Date(time - halfHour), end: new Date(time) }
    : { start: new Date(time), end: new Date(until ?? time + hour) }
}

const summary = ({ kind, title, subjectName, cancelled }: CalendarItem): string => {
  const what = kind === 'due' ? `【期限】${title}` : title
  return oneLine(`${cancelled ? '【取消し】' : ''}${what}${subjectName === title ? '' : `　${subjectName}`}`)
}

const description = (item: CalendarItem, { asOf, city, office, publicUrl }: CalendarInput): string =>
  [
    `${item.kind === 'due' ? '期限' : '開催日時'}：${formatDateTime(item.at)}${item.cancelled ? '（取り消されました。）' : ''}`,
    `所管：${item.department}`,
    `手続番号：${item.task}`,
    `画面：${publicUrl}（サインインの後、手続番号を入力すると開きます。）`,
    `${formatDateTime(asOf)}現在の記録です。${city}${office}`,
  ]
    .map(oneLine)
    .join('\n')

/**
 * Dates as a calendar file (iCalendar, RFC 5545; published, RFC 5546 3.2.1) that any calendar program reads. The same assignment
 * has the same UID in every file: the entry with the higher SEQUENCE replaces the other, and one that is cancelled takes it back.
 * Instants are written in UTC, which needs no table of time zones to be read right; no alarm, no time is blocked.
 */
export function calendarFile(input: CalendarInput): string {
  const calendar = ical({
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'Junkan', product: 'Junkan', language: 'JA' },
    name: oneLine(`${input.city} ${input.office}`),
  })
  for (const item of input.items)
    calendar.createEvent({
      id: uidOf(item.task),
      sequence: item.sequence,
      stamp: new Date(input.asOf),
      ...hours(item),
      summary: summary(item),
      description: description(item, input),
      ...(item.place ? { location: oneLine(item.place) } : {}),
      status: item.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      transparency: ICalEventTransparency.TRANSPARENT,
    })
  return `${calendar.toString()}\r\n`
}

/** `{task}@junkan.{city}`: an assignment's id begins with its city's. */
const uidOf = (task: string): string => oneLine(`${task}@junkan.${task.split('/')[0]}`)
