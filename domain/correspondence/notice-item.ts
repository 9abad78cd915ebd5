import { seatRole } from '../asking/directory.js'
import { cityCalendar } from '../calendar/city-calendar.js'
import { type CityDate, dateOf } from '../calendar/instants.js'
import { askOf, askTitle } from '../definition/ask-of.js'
import type { Ask, Definition } from '../definition/schema.js'
import type { AssignmentStatus } from '../process/assignment.js'
import type { CalendarItem } from './calendar-file.js'
import type { Contact, DueNotice } from './due-notice.js'
import { noticeKindWord } from './kind-words.js'
import type { NoticeItem } from './mail-input.js'
import { meetingDate, meetingItem } from './meeting-item.js'
import { memberTaskPage, pageOf } from './pages.js'
import { shortReason } from './short-reason.js'
import { assignmentStateWords } from './state-words.js'

/** Kinds whose mails say what was tried before; so do all that go to a coordinator. */
const telling = ['head-notice', 'escalation', 'escalation-proposal']
/** Steps in which something is made out and handed in. What else people are asked for is held, decided or published, and then recorded. */
const submissions = ['select', 'collect', 'consolidate', 'respond', 'follow-up']
export const asksForSubmission = (stepKind: string): boolean => submissions.includes(stepKind)
/** Kinds that bring a date, change it or take it away: it goes into the calendar file of the mail. */
const dated = ['request', 'return', 'extension', 'withdrawal', 'invitation', 'handover', 'handed-over']

const dayOf = (at: Date): CityDate => dateOf(at.toISOString())

const stepOf = ({ stepKey }: DueNotice, { steps }: Definition) => steps.find(({ id }) => id === stepKey)

const titleOf = (notice: DueNotice, definition: Definition): string =>
  askTitle(definition, notice) ?? stepOf(notice, definition)?.name ?? notice.stepKey

/** The ask of a member's own seat that a notice to that member is about; null: it is about something else, or to somebody else. */
function memberAsk(notice: DueNotice, definition: Definition): Ask | null {
  const ask = notice.party === 'owner' ? askOf(definition, notice) : undefined
  return ask?.per === 'member' ? ask : null
}

/** Whether its reader is a member of a body, who is no part of the city's offices. */
export const isToMember = (notice: DueNotice, definition: Definition): boolean =>
  notice.party === seatRole || memberAsk(notice, definition) !== null

/** What members are written in words of their own. */
const ofMembers: Record<string, NoticeItem['kind']> = {
  request: 'member-request',
  reminder: 'member-reminder',
  return: 'member-return',
  receipt: 'member-receipt',
}

/** One matter of a mail: how the assignment stands as the mail is written, and why it is written about. `contacts`: of this assignment. */
export function noticeItem(notice: DueNotice, definition: Definition, contacts: readonly Contact[], asOf: Date): NoticeItem {
  if (notice.meeting) return meetingItem(notice, notice.meeting)
  const title = titleOf(notice, definition)
  const calendar = cityCalendar(definition.calendar)
  const late = calendar.businessDaysBetween(dayOf(notice.dueAt), dayOf(asOf))
  const waiting = notice.status === 'open' || notice.status === 'returned'
  const { facts, before, party } = notice
  const kind = notice.kind as NoticeItem['kind']
  const asked = memberAsk(notice, definition)
  const isSubmission = asksForSubmission(stepOf(notice, definition)?.kind ?? 'collect')
  const nth = before + 1
  const daysLeft = calendar.businessDaysBetween(dayOf(asOf), dayOf(notice.dueAt))
  // Only what a rule planned has a count: what the office sends itself keeps the reason that it gave.
  const reason = (facts?.nth && shortReason({ kind, nth, daysLeft, isSubmission })) || notice.reason
  const page =
    kind === 'handed-over' ? null : asked ? memberTaskPage(notice.processId) : pageOf(notice.processId, waiting && party === 'owner')
  const toCoordinator = party === 'coordinator'
  return {
    kind: (asked && ofMembers[kind]) ?? kind,
    number: facts?.receiptNo ?? null,
    task: notice.processId,
    title,
    subjectName: notice.subjectName ?? title,
    department: notice.ownerDepartment,
    ...(page ? { page } : {}),
    isSubmission,
    ...(asked ? { isOptional: asked.optional ?? false } : {}),
    ...(toCoordinator ? { toCoordinator } : {}),
    ...(nth > 1 ? { nth } : {}),
    dueAt: notice.dueAt.toISOString(),
    status: asked ? '' : !isSubmission && waiting ? '未了' : assignmentStateWords[notice.status as AssignmentStatus],
    reason: asked ? '' : dayOf(notice.at) < dayOf(asOf) ? `${reason}（その便では送れなかったため、本日お送りしています。）` : reason,
    ...(facts?.remarks ? { remarks: facts.remarks } : {}),
    ...(notice.previousPost ? { previousPost: notice.previousPost } : {}),
    ...(facts?.handoverOn ? { handoverOn: facts.handoverOn } : {}),
    ...(waiting && late > 0 ? { daysLate: late } : {}),
    ...(facts?.tone ? { tone: notice.newlyTaken ? 'ordinary' : facts.tone } : {}),
    ...(telling.includes(kind) || toCoordinator ? { told: contacts.map(toldOf) } : {}),
    ...(facts?.wishedAt ? { wishedAt: facts.wishedAt } : {}),
    ...(facts?.note ? { note: facts.note } : {}),
  }
}

const toldOf = ({ at, what, to }: Contact) => ({
  at: at.toISOString(),
  what: what === 'record-call' ? '電話' : noticeKindWord(what),
  to,
})

/** The date that a notice brings into its reader's calendar; null: none. */
export function calendarItem(notice: DueNotice, definition: Definition): CalendarItem | null {
  if (notice.meeting) return meetingDate(notice, notice.meeting)
  if (!dated.includes(notice.kind)) return null
  const title = titleOf(notice, definition)
  return {
    task: notice.processId,
    title,
    subjectName: notice.subjectName ?? title,
    department: notice.ownerDepartment,
    at: notice.dueAt.toISOString(),
    kind: notice.kind === 'invitation' ? 'meeting' : 'due',
    sequence: notice.seq,
    cancelled: notice.status === 'withdrawn' || notice.kind === 'handed-over',
  }
}
