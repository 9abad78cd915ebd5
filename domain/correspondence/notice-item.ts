import { cityCalendar } from '../calendar/city-calendar.js'
import { type CityDate, dateOf } from '../calendar/instants.js'
import { askOf } from '../definition/ask-of.js'
import type { Definition } from '../definition/schema.js'
import type { AssignmentStatus } from '../process/assignment.js'
import type { CalendarItem } from './calendar-file.js'
import type { Contact, DueNotice } from './due-notice.js'
import { noticeKindWord } from './kind-words.js'
import type { NoticeItem } from './mail-input.js'
import { assignmentStateWords } from './state-words.js'

/** Kinds whose mails say what was tried before. */
const telling = ['head-notice', 'escalation', 'escalation-proposal']
/** Kinds that bring a date, change it or take it away: it goes into the calendar file of the mail. */
const dated = ['request', 'return', 'extension', 'withdrawal', 'invitation', 'handover']

const dayOf = (at: Date): CityDate => dateOf(at.toISOString())

const titleOf = (notice: DueNotice, definition: Definition): string =>
  askOf(definition, notice)?.title ?? definition.steps.find((step) => step.id === notice.stepKey)?.name ?? notice.stepKey

/** One matter of a mail: how the assignment stands as the mail is written, and why it is written about. `contacts`: of this assignment. */
export function noticeItem(notice: DueNotice, definition: Definition, contacts: readonly Contact[], asOf: Date): NoticeItem {
  const title = titleOf(notice, definition)
  const late = cityCalendar(definition.calendar).businessDaysBetween(dayOf(notice.dueAt), dayOf(asOf))
  const waiting = notice.status === 'open' || notice.status === 'returned'
  const { facts } = notice
  return {
    kind: notice.kind as NoticeItem['kind'],
    number: facts?.receiptNo ?? null,
    task: notice.processId,
    title,
    subjectName: notice.subjectName ?? title,
    department: notice.ownerDepartment,
    dueAt: notice.dueAt.toISOString(),
    status: waiting && late > 0 ? `期限超過${late}日` : assignmentStateWords[notice.status as AssignmentStatus],
    reason: dayOf(notice.at) < dayOf(asOf) ? `${notice.reason}（その便では送れなかったため、本日お送りしています。）` : notice.reason,
    ...(facts?.remarks ? { remarks: facts.remarks } : {}),
    ...(notice.previousPost ? { previousPost: notice.previousPost } : {}),
    ...(facts?.handoverOn ? { handoverOn: facts.handoverOn } : {}),
    ...(waiting && late > 0 ? { daysLate: late } : {}),
    ...(facts?.tone ? { tone: facts.tone } : {}),
    ...(telling.includes(notice.kind) ? { told: contacts.map(toldOf) } : {}),
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
    cancelled: notice.status === 'withdrawn',
  }
}
