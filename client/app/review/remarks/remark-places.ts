import { onceTitle } from '../../../../domain/definition/ask-of.js'
import type { Definition } from '../../../../domain/definition/schema.js'
import type { Database } from '../../../../prisma/db.js'

/** A seat of a body (委員の席). */
export interface Seat {
  id: string
  title: string
  bodyName: string
}

/** The seats of the bodies that a year's definition names. One statement. */
export const seatsOfBodies = (db: Database, city: string, definition: Definition): Promise<Seat[]> =>
  db.$queryRaw<Seat[]>`
    SELECT t.id, t.title, d.name AS "bodyName" FROM post t JOIN department d ON d.city = t.city AND d.key = t.department
    WHERE t.city = ${city} AND t.role = 'member' AND t.department = ANY(${definition.bodies.map(({ id }) => id)}) ORDER BY d.name, t.id`

/** Where something can have been said: the year's meetings, and the hearings of its programmes. */
export interface Place {
  id: string
  name: string
  source: 'meeting' | 'hearing'
}

/** One statement. `names`: of the programmes; a hearing about no programme is called as the definition calls it. */
export async function placesOf(db: Database, cycleId: string, definition: Definition, names: Map<string, string>): Promise<Place[]> {
  const rows = await db.$queryRaw<(Place & { step: string | null; subject: string | null })[]>`
    SELECT DISTINCT m.id, m.name, 'meeting' AS source, NULL AS step, NULL AS subject FROM meeting m JOIN agenda_item a ON a.meeting_id = m.id
    WHERE a.cycle_id = ${cycleId} AND m.state <> 'cancelled'
    UNION ALL
    SELECT p.id, '', 'hearing', p.step_key, p.subject FROM process p
    WHERE p.cycle_id = ${cycleId} AND p.kind = 'assignment' AND p.step_kind = 'hear' AND p.state <> 'withdrawn' AND p.counts
    ORDER BY source DESC, id`
  const called = (key: string | null, subject: string) => {
    const step = definition.steps.find(({ id }) => id === key)
    return names.get(subject) ?? onceTitle(step, subject) ?? step?.name ?? subject
  }
  return rows.map(({ id, name, source, step, subject }) => ({
    id,
    source,
    name: subject === null ? name : `聴取：${called(step, subject)}`,
  }))
}
