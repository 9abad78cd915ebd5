import type { CityDate } from '../../../../domain/calendar/instants.js'
import type { Instant } from '../../../../domain/process/command.js'
import type { AgendaKind, MeetingState, Openness, Presence } from '../../../../domain/review/meeting.js'

/** One item of a meeting's agenda, with the step of the year that it deals with. */
export interface AgendaView {
  no: number
  title: string
  kind: AgendaKind
  /** 非公開, when the meeting is partly closed */
  closed: boolean
  /** null: the body's own matter */
  step: AgendaStep | null
}

/** A year's step as the meeting deals with it. */
export interface AgendaStep {
  cycleId: string
  fiscalYear: number
  definition: string
  key: string
  name: string
  state: string
  dueAt: Instant
  /** the step stands on another day than the meeting */
  differs: boolean
  /** the office's own assignment of it; null: the step has not begun */
  assignment: { id: string; state: string } | null
}

/** A member's seat as it was held on the meeting's day. */
export interface SeatView {
  id: string
  title: string
  /** who held it on that day, from the directory; empty: nobody is written down */
  holders: string[]
  /** the answer to the invitation, to the time that stands */
  reply: Presence | null
  /** the answer to a time that the meeting had before; it is asked for anew */
  formerReply: Presence | null
  repliedAt: Instant | null
  note: string | null
  present: Presence | null
  /** how far the mails to it have come, newest last */
  mails: { kind: string; state: string; at: Instant; id: string }[]
}

/** When a meeting's materials leave. */
export interface MaterialsView {
  /** business days before the meeting, and that day */
  days: number
  on: CityDate
  /** when a file that is made now leaves: on its day, or with the next dispatch when that has passed */
  leavesAt: Instant
  dayPassed: boolean
  /** the city's next dispatch */
  next: Instant
  /** the mails to members that wait, the first of them; `held`: how many of them somebody or something holds back */
  coming: { at: Instant | null; mails: number; held: number }
  /** when members were sent them first; null: not yet */
  sentAt: Instant | null
}

export interface MeetingView {
  id: string
  city: string
  body: string
  bodyName: string
  fiscalYear: number
  no: number
  name: string
  state: MeetingState
  startsAt: Instant
  endsAt: Instant | null
  place: string
  openness: Openness
  closedReason: string | null
  announcedOn: CityDate | null
  visitors: number | null
  /** seats that must be present */
  quorum: number
  decisions: string[]
  materials: MaterialsView
  /** none | draft | asked | confirmed | published */
  minutesState: string
  moves: number
  revision: number
  agenda: AgendaView[]
  seats: SeatView[]
  /** the last day of the public notice */
  announceBy: CityDate
  noticeIs: 'late' | 'missing' | null
  /** attendance (or the answers in writing) has been recorded */
  recorded: boolean
  /** null: of nobody it is known whether they were there */
  present: number | null
  now: Instant
}

/** A meeting in a list. */
export interface MeetingLine {
  id: string
  name: string
  bodyName: string
  fiscalYear: number
  state: MeetingState
  startsAt: Instant
  place: string
  minutesState: string
  /** the years it deals with */
  years: number[]
  /** whether a step that it deals with stands on another day */
  differs: boolean
}

/** A step of kind `meet` for which no meeting is planned yet. */
export interface StepWithoutMeeting {
  cycleId: string
  fiscalYear: number
  step: string
  name: string
  body: string
  bodyName: string
  dueAt: Instant
  state: string
}
