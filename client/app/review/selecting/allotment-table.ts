import type { Cell } from '../../../../domain/review/allot.js'
import type { Database } from '../../../../prisma/db.js'
import { readCycles } from '../../views/read-cycle.js'
import { allotmentHash, standingAllotments } from './allotments.js'

/** A member's seat with who sits on it today. */
export interface Seat {
  /** id of the post */
  id: string
  /** its part of the id that stands in names of a form */
  key: string
  title: string
  /** names, for the office alone; empty: vacant */
  holders: string
}

/** 担当・利害関係 of one body in a year. */
export interface AllotmentTable {
  /** those that have seats */
  bodies: { id: string; name: string }[]
  body: string
  seats: Seat[]
  programmes: { key: string; name: string; departmentName: string; article: number; verified: boolean }[]
  /** of all bodies */
  cells: Cell[]
  /** of `cells` */
  stood: string
}

/**
 * The table of a body: the verified programmes, and those that somebody was given before they were taken out.
 * @param wanted the body's id; '' or unknown: the subcommittee, else the first that has seats
 * @returns null: no such year
 */
export async function allotmentTable(db: Database, cycleId: string, wanted: string): Promise<AllotmentTable | null> {
  const [cycle] = await readCycles(db, { id: cycleId })
  if (!cycle) return null
  const { city } = cycle.row
  const [seats, cells, programmes] = await Promise.all([
    db.$queryRaw<(Omit<Seat, 'key'> & { body: string })[]>`
      SELECT t.id, t.title, t.department AS body, coalesce((
        SELECT string_agg(p.name, '、' ORDER BY p.name) FROM holding h JOIN person p ON p.id = h.person_id
        WHERE h.post_id = t.id AND h.announced AND h."from" <= k.today AND (h.until IS NULL OR h.until >= k.today)), '') AS holders
      FROM post t CROSS JOIN (
        SELECT ((CASE WHEN played THEN now ELSE clock_timestamp() END) AT TIME ZONE 'Asia/Tokyo')::date AS today FROM clock WHERE city = ${city}) AS k
      WHERE t.city = ${city} AND t.role = 'member' ORDER BY t.id`,
    standingAllotments(db, cycleId),
    db.$queryRaw<AllotmentTable['programmes']>`
      SELECT p.key, p.name, d.name AS "departmentName", p.article, p.verified
      FROM programme p JOIN department d ON d.city = ${city} AND d.key = p.department WHERE p.cycle_id = ${cycleId}
        AND (p.verified OR EXISTS (SELECT 1 FROM allotment a WHERE a.cycle_id = p.cycle_id AND a.programme = p.key)) ORDER BY p.position`,
  ])
  const bodies = cycle.definition.bodies.filter(({ id }) => seats.some(({ body }) => body === id))
  const first = bodies.find(({ kind }) => kind === 'subcommittee') ?? bodies[0]
  const body = bodies.find(({ id }) => id === wanted)?.id ?? first?.id ?? ''
  return {
    bodies,
    body,
    seats: seats
      .filter((seat) => seat.body === body)
      .map(({ body: _, ...seat }) => ({ ...seat, key: seat.id.slice(seat.id.indexOf('/') + 1) })),
    programmes,
    cells,
    stood: allotmentHash(cells),
  }
}
