import type { CityDate } from '../../../domain/calendar/instants.js'
import type { Instant } from '../../../domain/process/command.js'
import type { Database } from '../../../prisma/db.js'
import { type AssignmentLine, type AssignmentRow, assignmentLine, selectAssignments } from '../views/assignment-rows.js'
import { readCycles } from '../views/read-cycle.js'
import { type HeldRow, heldOf } from './directory-room.js'
import { type Succession, successionsOf } from './directory-successors.js'

export interface PostPast {
  id: string
  key: string
  title: string
  role: string
  mailbox: string
  departmentName: string
  bureau: string
  today: CityDate
  /** everybody who held it, holds it or will, the latest first; unannounced ones, and who has a second factor, only for administrators */
  holdings: (HeldRow & { state: 'over' | 'now' | 'later'; secondFactor: boolean })[]
  /** assignments that wait for it: to be written, or to be checked */
  work: (AssignmentLine & { fiscalYear: number })[]
  successions: Succession[]
}

/** One post over time, with its open work. Null: there is no such post. Six statements at most. */
export async function showPost(db: Database, city: string, key: string, { asAdmin }: { asAdmin: boolean }): Promise<PostPast | null> {
  const id = `${city}/${key}`
  const posts = await db.$queryRaw<Omit<PostPast, 'holdings' | 'work' | 'successions'>[]>`
    SELECT t.id, t.key, t.title, t.role, t.mailbox, d.name AS "departmentName", d.bureau,
      ((CASE WHEN k.played THEN k.now ELSE clock_timestamp() END) AT TIME ZONE 'Asia/Tokyo')::date::text AS today
    FROM post t JOIN department d ON d.city = t.city AND d.key = t.department JOIN clock k ON k.city = t.city WHERE t.id = ${id}`
  const post = posts[0]
  if (!post) return null
  const [held, work, successions] = await Promise.all([heldOf(db, { city, post: id }), workOf(db, city, id), successionsOf(db, city, id)])
  const factors = asAdmin ? await withFactor(db, held) : new Set<string>()
  const holdings = held
    .filter((one) => asAdmin || one.announced)
    .map((one) => ({ ...one, state: stateOf(one, post.today), secondFactor: factors.has(one.personId) }))
    .reverse()
  return { ...post, holdings, work, successions }
}

const stateOf = ({ from, until, announced }: HeldRow, today: CityDate): 'over' | 'now' | 'later' =>
  until !== null && until < today ? 'over' : from > today || !announced ? 'later' : 'now'

async function withFactor(db: Database, held: HeldRow[]): Promise<Set<string>> {
  const ids = held.map(({ personId }) => personId)
  const found = await db.person.findMany({ where: { id: { in: ids }, twoFactorEnabled: true }, select: { id: true } })
  return new Set(found.map(({ id }) => id))
}

async function workOf(db: Database, city: string, post: string): Promise<PostPast['work']> {
  const rows = await db.$queryRaw<(AssignmentRow & { cycleId: string })[]>`
    SELECT a.*, q.cycle_id AS "cycleId" FROM (${selectAssignments}
      WHERE p.city = ${city} AND p.kind = 'assignment' AND NOT p.sealed
        AND ((p.state IN ('open', 'returned', 'submitted') AND p.post = ${post}) OR (p.state = 'submitted' AND p.check_post = ${post}))) a
    JOIN process q ON q.id = a.id ORDER BY a."dueAt", a.id`
  if (rows.length === 0) return []
  const cycles = new Map((await readCycles(db, { city })).map((cycle) => [cycle.row.id, cycle]))
  return rows.flatMap(({ cycleId, ...row }) => {
    const cycle = cycles.get(cycleId)
    return cycle ? [{ ...assignmentLine(row, cycle.definition, cycle.row.now), fiscalYear: cycle.row.fiscalYear }] : []
  })
}

export interface ChangeLine {
  no: number
  at: Instant
  /** the person's name, and the post that acted */
  by: string
  byPost: string
  kind: string
  facts: Record<string, unknown>
}

/** Who changed what, the latest first. What tells of an unannounced transfer is left out unless for administrators. One statement. */
export async function listChanges(
  db: Database,
  city: string,
  { asAdmin, before, limit }: { asAdmin: boolean; before: number | null; limit: number },
): Promise<ChangeLine[]> {
  const rows = await db.$queryRaw<(Omit<ChangeLine, 'at'> & { at: Date })[]>`
    SELECT c.no, c.at, coalesce(p.name, c.by_person) AS by, coalesce(t.title, c.by_post) AS "byPost", c.kind, c.facts
    FROM register_change c LEFT JOIN person p ON p.id = c.by_person LEFT JOIN post t ON t.id = c.by_post
    WHERE c.city = ${city} AND (${before}::int IS NULL OR c.no < ${before})
      AND (${asAdmin} OR NOT EXISTS (SELECT 1 FROM holding h WHERE h.id = c.facts ->> 'holding' AND NOT h.announced))
    ORDER BY c.no DESC LIMIT ${limit}`
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}
