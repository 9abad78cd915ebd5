import { formatTime } from '../calendar/date-words.js'
import { timeOf } from '../calendar/instants.js'
import type { CalendarItem } from './calendar-file.js'
import type { DueNotice, MeetingOfNotice, NoticeFacts } from './due-notice.js'
import type { NoticeItem } from './mail-input.js'
import { memberMeetingPage, officeMeetingPage } from './pages.js'

/** Kinds that are not about the meeting's own day. */
const undated = ['minutes-check', 'materials-missing']

function dueOf(kind: string, facts: NoticeFacts | null, { startsAt }: MeetingOfNotice): string | null {
  if (kind === 'materials-missing') return facts?.leavesAt ?? null
  return kind === 'minutes-check' ? null : instant(startsAt)
}

const instant = (text: string): string => new Date(text).toISOString()

/** 市役所第3庁舎 会議室（16時まで） */
function placeOf({ place, endsAt }: MeetingOfNotice): string {
  const until = endsAt === null ? '' : `${formatTime(timeOf(instant(endsAt)))}まで`
  return place === '' ? until : until === '' ? place : `${place}（${until}）`
}

/** One matter of a mail to a member of a body, or to the office: a meeting, as it stands when the mail is written. */
export function meetingItem({ kind, reason, facts }: DueNotice, meeting: MeetingOfNotice): NoticeItem {
  const toOffice = kind === 'materials-missing'
  return {
    kind: kind as NoticeItem['kind'],
    number: null,
    task: meeting.id,
    title: meeting.name,
    subjectName: meeting.name,
    department: meeting.bodyName,
    page: toOffice ? officeMeetingPage(meeting.id) : memberMeetingPage(meeting.id),
    isSubmission: false,
    dueAt: dueOf(kind, facts, meeting),
    status: '',
    reason,
    place: undated.includes(kind) ? '' : placeOf(meeting),
    ...(facts?.movedFrom ? { movedFrom: facts.movedFrom } : {}),
    ...(facts?.note ? { note: facts.note } : {}),
  }
}

/** The meeting as its reader's calendar has it: one entry for ever, whichever year's mail brings it. Null: the mail brings no date. */
export function meetingDate({ kind }: Pick<DueNotice, 'kind'>, meeting: MeetingOfNotice): CalendarItem | null {
  if (undated.includes(kind)) return null
  const { id, name, bodyName, place, moves, state, endsAt } = meeting
  return {
    task: id,
    title: name,
    subjectName: name,
    department: bodyName,
    at: instant(meeting.startsAt),
    ...(endsAt === null ? {} : { until: instant(endsAt) }),
    ...(place === '' ? {} : { place }),
    kind: 'meeting',
    // A cancellation says something else than the entry before it, too.
    sequence: state === 'cancelled' ? moves + 1 : moves,
    cancelled: state === 'cancelled',
  }
}
