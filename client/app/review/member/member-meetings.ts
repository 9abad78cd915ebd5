import type { Instant } from '../../../../domain/process/command.js'
import type { MeetingState, Presence } from '../../../../domain/review/meeting.js'
import type { Database } from '../../../../prisma/db.js'
import type { PostHeld } from '../../people/posts-held.js'
import { notLeft } from '../meetings/member-mails.js'
import { ownSeats } from './member-years.js'

/** A meeting of which a seat was told, and what of it is the member's to do. */
export interface MemberMeeting {
  id: string
  name: string
  bodyName: string
  seatTitle: string
  state: MeetingState
  startsAt: Instant
  endsAt: Instant | null
  place: string
  reply: Presence | null
  present: Presence | null
  /** it has not begun: an answer can be given or changed */
  ahead: boolean
  /** members have its materials */
  materials: boolean
  /** the member is asked about the minutes */
  minutesAsked: boolean
  /** the member's word on their newest version; null: none yet */
  minutesAgreed: boolean | null
}

type Row = Omit<MemberMeeting, 'startsAt' | 'endsAt'> & { startsAt: Date; endsAt: Date | null }

/** The meetings of which these seats' members were told or at which they were, the latest first. One statement. */
export async function memberMeetings(db: Database, posts: PostHeld[]): Promise<MemberMeeting[]> {
  const seats = ownSeats(posts).map(({ id }) => id)
  if (seats.length === 0) return []
  const rows = await db.$queryRaw<Row[]>`
    WITH left_for AS MATERIALIZED (
      SELECT facts ->> 'meeting' AS meeting, post, kind FROM notice
      WHERE city IN (SELECT city FROM post WHERE id = ANY(${seats})) AND facts ->> 'meeting' IS NOT NULL AND state <> ALL(${notLeft}))
    SELECT m.id, m.name, coalesce(d.name, m.body) AS "bodyName", t.title AS "seatTitle", m.state, m.starts_at AS "startsAt", m.ends_at AS "endsAt", m.place,
      CASE WHEN a.replied_to = m.starts_at THEN a.reply END AS reply, a.present, (m.state IN ('planned', 'written') AND a.present IS NULL
        AND m.starts_at > CASE WHEN k.played THEN k.now ELSE clock_timestamp() END) AS ahead,
      m.sent_file IS NOT NULL OR coalesce(n.materials, false) AS materials,
      m.minutes_state = 'asked' AND coalesce(a.present IN ('attend', 'online'), false) AS "minutesAsked",
      (SELECT w.agreed FROM minutes_word w WHERE w.meeting_id = m.id AND w.seat = t.id
        AND w.minutes_no = (SELECT max(v.no) FROM minutes v WHERE v.meeting_id = m.id) ORDER BY w.no DESC LIMIT 1) AS "minutesAgreed"
    FROM post t JOIN meeting m ON m.city = t.city AND m.body = t.department JOIN clock k ON k.city = t.city
    LEFT JOIN department d ON d.city = m.city AND d.key = m.body
    LEFT JOIN attendance a ON a.meeting_id = m.id AND a.seat = t.id
    CROSS JOIN LATERAL (
      SELECT bool_or(o.post = t.id) AS told, bool_or(o.kind = 'materials' AND o.post = t.id) AS materials FROM left_for o
      WHERE o.meeting = m.id) n
    WHERE t.id = ANY(${seats}) AND (n.told OR a.present IS NOT NULL)
    ORDER BY m.starts_at DESC, m.id, t.id`
  return rows.map((row) => ({ ...row, startsAt: row.startsAt.toISOString(), endsAt: row.endsAt?.toISOString() ?? null }))
}
