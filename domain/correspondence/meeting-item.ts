import { formatTime } from '../calendar/date-words.js'
import { timeOf } from '../calendar/instants.js'
import type { CalendarItem } from './calendar-file.js'
import type { DueNotice, MeetingOfNotice } from './due-notice.js'
import type { NoticeItem } from './mail-input.js'
import { memberMeetingPage } from './pages.js'

const instant = (text: string): string => new Date(text).toISOString()

/** 市役所第3庁舎 会議室（16時まで） */
function placeOf({ place, endsAt }: MeetingOfNotice): string {
  const until = endsAt === null ? '' : `${formatTime(timeOf(instant(endsAt)))}まで`
  return place === '' ? until : until === '' ? place : `${place}（${until}）`
}

/** One matter of a mail to a member of a body: a meeting, as it stands when the mail is written. */
export function meetingItem({ kind, reason, facts }: DueNotice, meeting: MeetingOfNotice): NoticeItem {
  return {
    kind: kind as NoticeItem['kind'],
    number: null,
    task: meeting.id,
    title: meeting.name,
    subjectName: meeting.name,
    department: meeting.bodyName,
    page: memberMeetingPage(meeting.id),
    isSubmission: false,
    dueAt: kind === 'minutes-check' ? null : instant(meeting.startsAt),
    status: '',
    reason,
    place: kind === 'minutes-check' ? '' : placeOf(meeting),
    ...(facts?.movedFrom ? { movedFrom: facts.movedFrom } : {}),
    ...(facts?.note ? { note: facts.note } : {}),
  }
}

/** The meeting as its reader's calendar has it: one entry for ever, whichever year's mail brings it. Null: the mail brings no date. */
export function meetingDate({ kind }: Pick<DueNotice, 'kind'>, meeting: MeetingOfNotice): CalendarItem | null {
  if (kind === 'minutes-check') return null
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
