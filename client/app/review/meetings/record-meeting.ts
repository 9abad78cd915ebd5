import { dateOf, instantAt } from '../../../../domain/calendar/instants.js'
import { isQuorate, type Presence, presentOf } from '../../../../domain/review/meeting.js'
import type { Connections } from '../../connections.js'
import { Refused } from '../../errors.js'
import { actOnMeeting, type MeetingWord, notCancelled, refuseIf } from './act-on-meeting.js'
import { planMaterials } from './materials-mails.js'
import { seatsAtMeeting } from './seats.js'

/** What happened on the day. */
export interface DayRecord {
  /** of each seat; in writing `attend` is an answer that came. Null: the source tells nothing of it (a recorded year that is played) */
  present: Record<string, Presence> | null
  visitors: number | null
  decisions: string[]
  /** HH:mm at which it ended; null: as planned */
  until: string | null
}

/**
 * 開催の記録: attendance, visitors and decisions of the day. It can be written anew until the minutes are confirmed.
 * @throws Refused: before its beginning, a seat without attendance, decisions without a quorum (unless in writing), saved meanwhile
 */
export const recordMeeting = (connections: Connections, word: MeetingWord & { revision: number }, record: DayRecord): Promise<void> =>
  actOnMeeting(connections, { ...word, given: record }, 'meeting-recorded', async ({ tx, meeting, now }) => {
    notCancelled(meeting)
    const inWriting = meeting.state === 'written'
    refuseIf(!inWriting && meeting.startsAt > now, '開催の前に、開催の記録はできません。')
    refuseIf(['confirmed', 'published'].includes(meeting.minutesState), '会議録が確定しているため、開催の記録は変えられません。')
    const seats = await seatsAtMeeting(tx, meeting)
    const told = record.present
    const rows = told === null ? [] : seats.map(({ id }) => ({ seat: id, present: told[id] ?? null }))
    const missing = told === null ? [] : seats.filter(({ id }) => !told[id])
    if (missing.length > 0)
      throw new Refused('invalid-input', [`出欠が選ばれていない委員がいます（${missing.map(({ title }) => title).join('、')}）。`])
    const present = presentOf(rows)
    const quorate = isQuorate({ present, quorum: meeting.quorum })
    refuseIf(
      quorate === false && !inWriting && record.decisions.length > 0,
      `出席${present}人で、定足数${meeting.quorum}人に足りません。定足数を満たさない会議では、決まったことを記録できません。書面開催にするか、改めて開催してください。`,
    )
    refuseIf(
      record.visitors !== null && (!Number.isInteger(record.visitors) || record.visitors < 0),
      '傍聴者数は0以上の数で書いてください。',
    )
    const endsAt = record.until === null ? meeting.endsAt : new Date(instantAt(dateOf(meeting.startsAt.toISOString()), record.until))
    refuseIf(endsAt !== null && endsAt <= meeting.startsAt, '終わりの時刻は、始まりの時刻より後にしてください。')
    for (const row of rows)
      await tx.attendance.upsert({
        where: { meetingId_seat: { meetingId: meeting.id, seat: row.seat } },
        create: { meetingId: meeting.id, ...row },
        update: { present: row.present },
      })
    await tx.meeting.update({
      where: { id: meeting.id },
      data: {
        state: inWriting ? 'written' : 'held',
        visitors: record.visitors,
        decisions: record.decisions,
        endsAt,
        revision: { increment: 1 },
      },
    })
    await planMaterials(tx, meeting.id, now)
    const counted = present === null || quorate === null ? {} : { present, quorate }
    return { facts: { ...counted, quorum: meeting.quorum, decisions: record.decisions.length, revision: meeting.revision + 1 } }
  })
