import { dateOf } from '../../../../domain/calendar/instants.js'
import type { Connections } from '../../connections.js'
import { actOnMeeting, type MeetingWord, notCancelled, refuseIf } from './act-on-meeting.js'
import { planMaterials } from './materials-mails.js'
import { planMemberMails, seatsTold, tellOfCancellation } from './member-mails.js'
import { heldSeats, wasRecorded } from './seats.js'

/**
 * 開催通知: invites the members who were not invited yet; the mails leave with the next dispatch, the materials on their day.
 * @throws Refused: nobody is left to be invited, no step of the meeting has begun, it was held or cancelled
 */
export const inviteMembers = (connections: Connections, word: MeetingWord): Promise<void> =>
  actOnMeeting(connections, word, 'meeting-invited', async ({ tx, meeting, now }) => {
    notCancelled(meeting)
    refuseIf(meeting.state === 'held', '開催した会議の開催通知は送れません。')
    refuseIf(meeting.startsAt <= now, '開催日時が過ぎています。先に日時を変えてください。')
    const told = await seatsTold(tx, meeting.id, 'invitation')
    const held = await heldSeats(tx, meeting.city, meeting.body, dateOf(meeting.startsAt.toISOString()))
    const seats = held.map(({ id }) => id).filter((id) => !told.has(id))
    refuseIf(seats.length === 0, '開催通知を送る委員がいません。全員に送ったか、この日に在任する委員の席がありません。')
    const materials = await planMaterials(tx, meeting.id, now)
    const mails = await planMemberMails(tx, meeting, { kind: 'invitation', seats, reason: '会議の開催を決めたため', now })
    return { owing: [...materials.owing, ...mails.owing], facts: { mails: mails.told } }
  })

/**
 * 中止: takes the meeting back, with a reason; members who were invited are told.
 * @throws Refused: held or cancelled already, saved meanwhile, no reason
 */
export const cancelMeeting = (connections: Connections, word: MeetingWord & { revision: number; reason: string }): Promise<void> =>
  actOnMeeting(connections, word, 'meeting-cancelled', async ({ tx, meeting, now }) => {
    notCancelled(meeting)
    refuseIf(await wasRecorded(tx, meeting), '開催した会議は中止できません。')
    refuseIf(word.reason.trim() === '', '中止の理由を書いてください。委員に知らせ、記録に残ります。')
    await tx.meeting.update({ where: { id: meeting.id }, data: { state: 'cancelled', revision: { increment: 1 } } })
    const { owing, told } = await tellOfCancellation(tx, meeting, { now, reason: word.reason })
    return { owing, facts: { mails: told } }
  })
