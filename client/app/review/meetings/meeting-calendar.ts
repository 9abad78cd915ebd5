import { calendarFile } from '../../../../domain/correspondence/calendar-file.js'
import { meetingDate } from '../../../../domain/correspondence/meeting-item.js'
import type { Database } from '../../../../prisma/db.js'
import { readCycles } from '../../views/read-cycle.js'
import type { MeetingView } from './meeting-view.js'

/** A meeting as a calendar file: the same entry as the mails bring. */
export async function meetingCalendar(db: Database, meeting: MeetingView, publicUrl: string): Promise<string> {
  const [cycle] = await readCycles(db, { ids: meeting.agenda.flatMap(({ step }) => step?.cycleId ?? []) })
  const date = meetingDate({ kind: 'invitation' }, meeting)
  return calendarFile({
    city: cycle?.definition.city.name ?? meeting.city,
    office: cycle?.definition.report.office ?? '',
    publicUrl,
    asOf: meeting.now,
    items: date ? [date] : [],
  })
}
