import { dateOf } from '../../../../domain/calendar/instants.js'
import type { Instant } from '../../../../domain/process/command.js'
import type { Presence } from '../../../../domain/review/meeting.js'
import type { Connections } from '../../connections.js'
import { Refused } from '../../errors.js'
import { actOnMeeting, type MeetingWord, notCancelled, refuseIf } from './act-on-meeting.js'
import { heldSeats } from './seats.js'

/** A member's answer to an invitation. */
export interface Reply {
  seat: string
  reply: Presence
  /** the member's own word; '' none */
  note: string
  /** the beginning that was read when it was given; missing: whatever stands */
  to?: Instant
}

const longestNote = 500

/**
 * 出欠の回答: by the member for the own seat, or by the office that was told; a later answer counts.
 * @param by the member's own post is the seat; the office's is another
 * @throws Refused: no seat of the body on that day, the meeting has begun or was cancelled, it moved since it was read (changed-meanwhile)
 */
export const answerInvitation = (connections: Connections, word: MeetingWord, { seat, reply, note, to }: Reply): Promise<void> =>
  actOnMeeting(
    connections,
    { ...word, given: { seat, reply, note } },
    'meeting-answered',
    async ({ tx, meeting, now }) => {
      notCancelled(meeting)
      if (to !== undefined && to !== meeting.startsAt.toISOString()) throw new Refused('changed-meanwhile')
      const own = word.post === seat
      refuseIf(meeting.state === 'held' || (own && meeting.startsAt <= now), '開催の後は、出欠の回答を変えられません。')
      refuseIf(note.length > longestNote, `連絡事項は${longestNote}字までです。`)
      const held = await heldSeats(tx, meeting.city, meeting.body, dateOf(meeting.startsAt.toISOString()))
      if (!held.some(({ id }) => id === seat)) throw new Refused('unknown-post', [seat])
      const answer = { reply, note: note === '' ? null : note, repliedAt: now, repliedTo: meeting.startsAt }
      await tx.attendance.upsert({
        where: { meetingId_seat: { meetingId: meeting.id, seat } },
        create: { meetingId: meeting.id, seat, ...answer },
        update: answer,
      })
      return { facts: { seat, reply } }
    },
    word.post === seat ? 'member' : 'office',
  )
