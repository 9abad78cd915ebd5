import { fiscalYearName } from '../calendar/date-words.js'
import { addDays, type CityDate, dateOf, instantAt, timeOf } from '../calendar/instants.js'
import type { Instant } from '../process/command.js'

/** 予定・開催済み・書面開催・中止 */
export const meetingStates = ['planned', 'held', 'written', 'cancelled'] as const
export type MeetingState = (typeof meetingStates)[number]
/** 公開・一部非公開・非公開 */
export const opennesses = ['open', 'partly', 'closed'] as const
export type Openness = (typeof opennesses)[number]

/** Whether an item of an agenda is not public: all of a closed meeting's, of a partly closed one those that are marked. */
export const isClosedItem = (openness: Openness, closed: boolean): boolean => openness === 'closed' || (openness === 'partly' && closed)
/** 審議・報告・議決 */
export const agendaKinds = ['consult', 'report', 'decide'] as const
export type AgendaKind = (typeof agendaKinds)[number]
/** 出席・オンライン・欠席 (in writing: answered or not) */
export const presences = ['attend', 'online', 'absent'] as const
export type Presence = (typeof presences)[number]

export const oneOf = <Word extends string>(words: readonly Word[], text: string): Word | null => words.find((word) => word === text) ?? null

/** `{city}/meeting/{body}/{fiscal year}-{no}` */
export const meetingId = (city: string, body: string, fiscalYear: number, no: number): string =>
  `${city}/meeting/${body}/${fiscalYear}-${no}`

/** 平成29年度第1回中小企業活性化専門部会 */
export const meetingName = (fiscalYear: number, no: number, body: string): string => `${fiscalYearName(fiscalYear)}第${no}回${body}`

/** More than half of the seats. */
export const quorumOf = (seats: number): number => Math.floor(seats / 2) + 1

/** Days before a meeting by which it is announced to the public. */
export const publicNoticeDays = 7

/** The last day on which the meeting may be announced in time. */
export const announceBy = (startsAt: Instant): CityDate => addDays(dateOf(startsAt), -publicNoticeDays)

/** 公表の遅れ: announced too late, or not yet although the day has passed. Null: nothing to warn of. */
export function lateNotice(startsAt: Instant, announcedOn: CityDate | null, today: CityDate): 'late' | 'missing' | null {
  const last = announceBy(startsAt)
  if (announcedOn !== null) return announcedOn > last ? 'late' : null
  return today > last ? 'missing' : null
}

/** The end of the working day: where a definition says no other time of a meeting's day, only the day is known. */
const endOfDay = '17:00'
export const namesHour = (due: { at: string }): boolean => due.at !== endOfDay

/** The due instant of a step whose meeting begins then: the hour itself where the definition names one, or else the end of that day. */
export const stepDueAt = (startsAt: Instant, due: { at: string }): Instant =>
  namesHour(due) || timeOf(startsAt) > endOfDay ? startsAt : instantAt(dateOf(startsAt), endOfDay)

/** Whether the step stands on another day than its meeting. */
export const daysDiffer = (startsAt: Instant, dueAt: Instant): boolean => dateOf(startsAt) !== dateOf(dueAt)

/** How many were there, of all who were recorded. Null: of nobody it is known. */
export const presentOf = (rows: readonly { present: string | null }[]): number | null =>
  rows.every(({ present }) => present === null) ? null : rows.filter(({ present }) => present === 'attend' || present === 'online').length

/** Whether enough were there. Null: nobody knows who was. */
export const isQuorate = ({ present, quorum }: { present: number | null; quorum: number }): boolean | null =>
  present === null ? null : present >= quorum

/** Recorded: it was held, or answers in writing were counted. */
export const isRecorded = (meeting: { state: string }, rows: readonly { present: string | null }[]): boolean =>
  meeting.state === 'held' || (meeting.state === 'written' && rows.some(({ present }) => present !== null))

/** What decides which of a meeting's minutes the public may read. */
export interface OpenTo {
  openness: string
  /** in its order */
  agenda: readonly { title: string; kind: string; closed: boolean; step: { cycleId: string; key: string } | null }[]
}

/** Whether members were asked about the minutes, or nobody may change them any more: the agenda that they follow stands with them. */
export const agendaFixed = (minutesState: string): boolean => ['asked', 'confirmed', 'published'].includes(minutesState)

/** Why a meeting's agenda and openness cannot become what is wanted. Null: they can, or nothing of them changes. */
export function fixedByMinutes(minutesState: string, stands: OpenTo, wanted: OpenTo): string | null {
  if (!agendaFixed(minutesState)) return null
  const said = ({ openness, agenda }: OpenTo) =>
    JSON.stringify([openness, agenda.map(({ title, kind, closed, step }) => [title, kind, closed, step?.cycleId ?? '', step?.key ?? ''])])
  if (said(stands) === said(wanted)) return null
  return minutesState === 'asked'
    ? '会議録（案）の確認を依頼しているため、議題と公開区分は変えられません。変えるときは、会議録（案）の次の版を保存してから直し、もう一度確認を依頼してください。'
    : '会議録が確定しているため、議題と公開区分は変えられません。会議録のどこを公表するかは、確定したときの議題と公開区分で決まります。'
}
