import { seatRole } from '../../../../domain/asking/directory.js'
import { dateOf } from '../../../../domain/calendar/instants.js'
import { isRecorded, type Presence, quorumOf } from '../../../../domain/review/meeting.js'
import type { Transaction } from '../../../../prisma/trail.js'
import type { SeatView } from './meeting-view.js'

/** A seat of a body that is held on a day, and by whom. One whose terms nobody has written down counts as held. */
export interface HeldSeat {
  id: string
  title: string
  holders: string[]
}

/** The seats of a body that are held on a day, in the order of their ids. */
export const heldSeats = (tx: Pick<Transaction, '$queryRaw'>, city: string, body: string, day: string): Promise<HeldSeat[]> =>
  tx.$queryRaw<HeldSeat[]>`
    SELECT t.id, t.title, coalesce(array_agg(n.name ORDER BY h.kind DESC, n.name) FILTER (WHERE n.id IS NOT NULL), '{}') AS holders
    FROM post t
    LEFT JOIN holding h ON h.post_id = t.id AND h.announced AND h."from" <= ${day}::date AND (h.until IS NULL OR h.until >= ${day}::date)
    LEFT JOIN person n ON n.id = h.person_id
    WHERE t.city = ${city} AND t.department = ${body} AND t.role = ${seatRole}
      AND (h.id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM holding o WHERE o.post_id = t.id))
    GROUP BY t.id, t.title ORDER BY t.id`

export const quorumOn = async (tx: Pick<Transaction, '$queryRaw'>, city: string, body: string, day: string): Promise<number> =>
  quorumOf((await heldSeats(tx, city, body, day)).length)

/** Whether a meeting was recorded, as it stands in the transaction. */
export const wasRecorded = async (tx: Pick<Transaction, 'attendance'>, meeting: { id: string; state: string }): Promise<boolean> =>
  isRecorded(meeting, await tx.attendance.findMany({ where: { meetingId: meeting.id }, select: { present: true } }))

/** The seats of a meeting with their answers, their attendance and the mails to them; seats that were recorded stay, whoever holds them now. */
export async function seatsAtMeeting(
  tx: Pick<Transaction, '$queryRaw' | 'attendance' | 'post'>,
  { id, city, body, startsAt }: { id: string; city: string; body: string; startsAt: Date },
): Promise<SeatView[]> {
  const held = await heldSeats(tx, city, body, dateOf(startsAt.toISOString()))
  const answers = await tx.attendance.findMany({ where: { meetingId: id } })
  const others = answers.map(({ seat }) => seat).filter((seat) => !held.some((one) => one.id === seat))
  const former = await tx.post.findMany({ where: { id: { in: others } }, select: { id: true, title: true }, orderBy: { id: 'asc' } })
  const mails = await tx.$queryRaw<{ post: string; id: string; kind: string; state: string; at: Date }[]>`
    SELECT post, id, kind, state, at FROM notice WHERE city = ${city} AND facts ->> 'meeting' = ${id} ORDER BY at, id`
  return [...held, ...former.map((one) => ({ ...one, holders: [] }))].map((seat) => {
    const answer = answers.find((one) => one.seat === seat.id)
    const reply = (answer?.reply ?? null) as Presence | null
    const stands = answer?.repliedTo?.getTime() === startsAt.getTime()
    return {
      ...seat,
      reply: stands ? reply : null,
      formerReply: stands ? null : reply,
      repliedAt: answer?.repliedAt?.toISOString() ?? null,
      note: answer?.note ?? null,
      present: (answer?.present ?? null) as Presence | null,
      mails: mails.filter(({ post }) => post === seat.id).map(({ post: _post, at, ...mail }) => ({ ...mail, at: at.toISOString() })),
    }
  })
}
