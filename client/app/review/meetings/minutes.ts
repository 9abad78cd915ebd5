import { followsAgenda, holdsMark, joinMinutes, type MinutesPart } from '../../../../domain/review/minutes-text.js'
import { sha256 } from '../../../../domain/trail/canonical.js'
import type { Meeting } from '../../../../prisma/generated/client.js'
import type { Transaction } from '../../../../prisma/trail.js'
import type { Connections } from '../../connections.js'
import { Refused } from '../../errors.js'
import { actOnMeeting, type MeetingWord, notCancelled, refuseIf } from './act-on-meeting.js'
import { planMemberMails, seatsTold } from './member-mails.js'
import { latestMinutes, wordsOnMinutes } from './read-minutes.js'
import { wasRecorded } from './seats.js'

const longest = 200_000
const settled = ['confirmed', 'published']

async function mustBeRecorded(tx: Transaction, meeting: Meeting): Promise<void> {
  notCancelled(meeting)
  refuseIf(!(await wasRecorded(tx, meeting)), '開催の記録がまだありません。先に開催を記録してください。')
}

/** Seats whose members were there. */
async function seatsPresent(tx: Transaction, meetingId: string): Promise<string[]> {
  const rows = await tx.attendance.findMany({ where: { meetingId, present: { in: ['attend', 'online'] } }, orderBy: { seat: 'asc' } })
  return rows.map(({ seat }) => seat)
}

/** @throws Refused: the items of a text are not the agenda's: another item's words would be published, or held back, in their place */
async function mustFollowAgenda(tx: Transaction, meetingId: string, text: string): Promise<void> {
  const agenda = await tx.agendaItem.findMany({ where: { meetingId }, select: { no: true, title: true }, orderBy: { no: 'asc' } })
  refuseIf(!followsAgenda(text, agenda), '会議録を書いた後に議題が変わっています。議題ごとの欄を確かめて、会議録を保存し直してください。')
}

/**
 * Saves the draft of the minutes as its next version. Versions that were asked about stay; members are asked anew.
 * @param base number of the version that was read; 0: there was none
 * @throws Refused: another version stands by now (changed-meanwhile), they are confirmed, the meeting is cancelled, nothing was written or nothing changed
 */
export const saveMinutes = (connections: Connections, word: MeetingWord, base: number, parts: MinutesPart[]): Promise<void> =>
  actOnMeeting(connections, { ...word, given: { base, parts } }, 'minutes-drafted', async ({ tx, meeting, now }) => {
    notCancelled(meeting)
    refuseIf(settled.includes(meeting.minutesState), '確定した会議録は変えられません。')
    const last = await latestMinutes(tx, meeting.id)
    if ((last?.no ?? 0) !== base) throw new Refused('changed-meanwhile')
    refuseIf(
      parts.some(({ text }) => holdsMark(text)),
      '行の始まりに「【議題1】」のような見出しは書けません。議題ごとの欄に分けて書いてください。',
    )
    refuseIf(
      parts.every(({ text }) => text.trim() === ''),
      '会議録を書いてください。',
    )
    const text = joinMinutes(parts)
    refuseIf(text.length > longest, `会議録は${longest}字までです。`)
    const hash = sha256(text)
    refuseIf(last?.hash === hash, '変わったところがありません。')
    const no = base + 1
    await tx.minutes.create({
      data: { meetingId: meeting.id, no, text, hash, byPost: word.post, byPerson: word.person ?? '', recordedAt: now },
    })
    await tx.meeting.update({ where: { id: meeting.id }, data: { minutesState: 'draft' } })
    return { facts: { minutes: no, hash } }
  })

/**
 * 確認依頼: asks the members who were there to look at the newest version; the mails leave with the next dispatch.
 * @throws Refused: no version, no attendance recorded, all were asked about this version, or they are confirmed
 */
export const askMinutes = (connections: Connections, word: MeetingWord): Promise<void> =>
  actOnMeeting(connections, word, 'minutes-asked', async ({ tx, meeting, now }) => {
    await mustBeRecorded(tx, meeting)
    refuseIf(settled.includes(meeting.minutesState), '会議録は確定しています。')
    const last = await latestMinutes(tx, meeting.id)
    refuseIf(last === null, '会議録（案）がありません。先に書いてください。')
    await mustFollowAgenda(tx, meeting.id, last?.text ?? '')
    const there = await seatsPresent(tx, meeting.id)
    refuseIf(there.length === 0, '出席した委員の記録がありません。先に開催の記録をしてください。')
    const told = await seatsTold(tx, meeting.id, 'minutes-check', last?.no ?? 0)
    const seats = there.filter((seat) => !told.has(seat))
    refuseIf(seats.length === 0, 'この版の確認は、出席した全員に依頼済みです。')
    const mails = await planMemberMails(tx, meeting, {
      kind: 'minutes-check',
      seats,
      reason: '出席された会議の会議録（案）を作成したため',
      now,
      facts: { minutes: last?.no ?? 0 },
    })
    await tx.meeting.update({ where: { id: meeting.id }, data: { minutesState: 'asked' } })
    return { owing: mails.owing, facts: { minutes: last?.no ?? 0, mails: mails.told } }
  })

/** A member's word on the minutes. */
export interface MinutesWording {
  seat: string
  minutesNo: number
  agreed: boolean
  /** what is to be mended; '' when agreed */
  text: string
}

/**
 * A member agrees to the minutes or asks for a change: on the own page, or told to the office. The newest word counts.
 * @throws Refused: another version stands by now (changed-meanwhile), nobody is asked, the member was not there, or no word on what to mend
 */
export const wordOnMinutes = (
  connections: Connections,
  word: MeetingWord,
  { seat, minutesNo, agreed, text }: MinutesWording,
): Promise<void> =>
  actOnMeeting(
    connections,
    { ...word, given: { seat, minutesNo, agreed, text } },
    'minutes-answered',
    async ({ tx, meeting, now }) => {
      const last = await latestMinutes(tx, meeting.id)
      if (last?.no !== minutesNo) throw new Refused('changed-meanwhile')
      refuseIf(meeting.minutesState !== 'asked', '会議録の確認は、いま受け付けていません。')
      refuseIf(!(await seatsPresent(tx, meeting.id)).includes(seat), '会議録は、出席した委員が確認します。')
      refuseIf(!agreed && text.trim() === '', '直してほしいところを書いてください。')
      refuseIf(text.length > 20_000, '2万字以内で書いてください。')
      await tx.minutesWord.create({
        data: {
          meetingId: meeting.id,
          minutesNo,
          seat,
          agreed,
          text: agreed ? '' : text,
          byPost: word.post,
          byPerson: word.person ?? '',
          recordedAt: now,
        },
      })
      return { facts: { seat, minutes: minutesNo, agreed } }
    },
    word.post === seat ? 'member' : 'office',
  )

/**
 * Confirms the newest version: when all who were there agreed to it, or the office closes the asking with a reason.
 * @throws Refused: no version, the meeting is not recorded, confirmed already, or not all agreed and no reason
 */
export const confirmMinutes = (connections: Connections, word: MeetingWord & { minutesNo: number }): Promise<void> =>
  actOnMeeting(connections, word, 'minutes-confirmed', async ({ tx, meeting }) => {
    await mustBeRecorded(tx, meeting)
    refuseIf(settled.includes(meeting.minutesState), '会議録は確定しています。')
    const last = await latestMinutes(tx, meeting.id)
    if (last?.no !== word.minutesNo) throw new Refused('changed-meanwhile')
    await mustFollowAgenda(tx, meeting.id, last.text)
    const there = await seatsPresent(tx, meeting.id)
    const agreed = (await wordsOnMinutes(tx, meeting.id)).filter((one) => one.minutesNo === last.no && one.agreed).map(({ seat }) => seat)
    const missing = there.filter((seat) => !agreed.includes(seat)).length
    refuseIf(
      (missing > 0 || there.length === 0) && (word.reason ?? '').trim() === '',
      `まだ${missing}人が「このとおりでよい」と答えていません。このまま確定するときは、理由を書いてください。`,
    )
    await tx.meeting.update({ where: { id: meeting.id }, data: { minutesState: 'confirmed' } })
    const counted = there.length === 0 ? {} : { agreed: agreed.length, present: there.length }
    return { facts: { minutes: last.no, hash: last.hash, ...counted } }
  })

/** Publishes confirmed minutes. @throws Refused: cancelled, not recorded, they are not confirmed, or published already */
export const publishMinutes = (connections: Connections, word: MeetingWord): Promise<void> =>
  actOnMeeting(connections, word, 'minutes-published', async ({ tx, meeting }) => {
    await mustBeRecorded(tx, meeting)
    refuseIf(meeting.minutesState !== 'confirmed', '公表できるのは、確定してまだ公表していない会議録です。')
    const last = await latestMinutes(tx, meeting.id)
    await tx.meeting.update({ where: { id: meeting.id }, data: { minutesState: 'published' } })
    return { facts: { minutes: last?.no ?? 0, hash: last?.hash ?? '', openness: meeting.openness } }
  })
