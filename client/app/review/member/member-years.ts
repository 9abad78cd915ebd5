import type { Instant } from '../../../../domain/process/command.js'
import type { Database } from '../../../../prisma/db.js'
import type { PostHeld } from '../../people/posts-held.js'
import { readCycles } from '../../views/read-cycle.js'

/** One seat of the visitor's in one year: what is asked of it, if anything is. */
export interface MemberYear {
  city: string
  cityName: string
  definition: string
  fiscalYear: number
  name: string
  cycleId: string
  /** running | sealed … */
  cycleState: string
  now: Instant
  /** the office shows members the accepted sheets */
  released: boolean
  /** post id, key and body of the seat */
  seat: string
  seatKey: string
  seatTitle: string
  bodyName: string
  /** the member's own assignment; null: nothing is asked in writing this year */
  asked: MemberAsked | null
  assigned: number
  conflicts: number
  /** what the office wrote down of the seat and the member has said nothing about; what is in a draft counts as nothing yet */
  unconfirmed: number
}

export interface MemberAsked {
  id: string
  title: string
  state: string
  dueAt: Instant
  /** something is written and not sent yet */
  drafted: boolean
  /** business is done: the year is sealed */
  sealed: boolean
}

interface Row {
  cycleId: string
  seat: string
  released: boolean
  id: string | null
  stepKey: string | null
  state: string | null
  dueAt: Date | null
  drafted: boolean
  sealed: boolean | null
  assigned: number
  conflicts: number
}

/** The seats among the posts that somebody holds today. */
export const ownSeats = (posts: PostHeld[]): PostHeld[] => posts.filter(({ role }) => role === 'member')

/** The years in which these seats are asked for something or have programmes, the newest first. Three statements. */
export async function memberYears(db: Database, posts: PostHeld[], cycleId: string | null = null): Promise<MemberYear[]> {
  const seats = ownSeats(posts)
  if (seats.length === 0) return []
  const rows = await db.$queryRaw<Row[]>`
    SELECT c.id AS "cycleId", t.id AS seat, coalesce(c.members_see_at <= CASE WHEN k.played THEN k.now ELSE clock_timestamp() END, false) AS released,
      p.id, p.step_key AS "stepKey", p.state, p.due_at AS "dueAt", p.sealed, EXISTS (SELECT 1 FROM draft d WHERE d.process_id = p.id) AS drafted,
      a.assigned, a.conflicts
    FROM post t JOIN process c ON c.kind = 'cycle' AND c.city = t.city JOIN clock k ON k.city = t.city
    LEFT JOIN LATERAL (
      SELECT * FROM process p WHERE p.cycle_id = c.id AND p.kind = 'assignment' AND p.post = t.id AND p.state <> 'withdrawn'
      ORDER BY p.opens_at DESC, p.id LIMIT 1) p ON true
    CROSS JOIN LATERAL (
      SELECT (count(*) FILTER (WHERE l.standing = 'assigned'))::int AS assigned, (count(*) FILTER (WHERE l.standing = 'conflict'))::int AS conflicts
      FROM (SELECT DISTINCT ON (programme) standing FROM allotment WHERE cycle_id = c.id AND seat = t.id ORDER BY programme, no DESC) l) a
    WHERE t.id = ANY(${seats.map(({ id }) => id)}) AND (${cycleId}::text IS NULL OR c.id = ${cycleId})
      AND (p.id IS NOT NULL OR a.assigned + a.conflicts > 0)
    ORDER BY c.fiscal_year DESC, c.id, t.id`
  const ids = [...new Set(rows.map((row) => row.cycleId))]
  const [cycles, silent] = await Promise.all([
    readCycles(db, { ids }),
    db.$queryRaw<{ cycleId: string; seat: string; n: number }[]>`
      SELECT cycle_id AS "cycleId", seat, count(*)::int AS n FROM said
      WHERE cycle_id = ANY(${ids}) AND seat = ANY(${seats.map(({ id }) => id)}) AND remark_no IS NOT NULL AND confirmed = 'not-yet'
      GROUP BY 1, 2`,
  ])
  return rows.flatMap((row) => {
    const cycle = cycles.find(({ row: { id } }) => id === row.cycleId)
    const seat = seats.find(({ id }) => id === row.seat)
    if (!cycle || !seat) return []
    const { city, definition, fiscalYear, state, now } = cycle.row
    const step = cycle.definition.steps.find(({ id }) => id === row.stepKey)
    return [
      {
        city,
        cityName: cycle.definition.city.name,
        definition,
        fiscalYear,
        name: cycle.definition.name,
        cycleId: row.cycleId,
        cycleState: state,
        now,
        released: row.released,
        seat: seat.id,
        seatKey: seat.id.slice(seat.id.indexOf('/') + 1),
        seatTitle: seat.title,
        bodyName: seat.departmentName,
        asked: askedOf(row, step?.asks.find(({ per }) => per === 'member')?.title ?? step?.name ?? ''),
        assigned: row.assigned,
        conflicts: row.conflicts,
        unconfirmed: silent.find((one) => one.cycleId === row.cycleId && one.seat === row.seat)?.n ?? 0,
      },
    ]
  })
}

const askedOf = (row: Row, title: string): MemberAsked | null =>
  row.id === null
    ? null
    : {
        id: row.id,
        title,
        state: row.state ?? '',
        dueAt: row.dueAt?.toISOString() ?? '',
        drafted: row.drafted,
        sealed: row.sealed ?? false,
      }
