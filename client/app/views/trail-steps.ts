import type { Database } from '../../../prisma/db.js'

/** What a step of the year is called, and what it asks for. */
export interface TrailStep {
  id: string
  name: string
  asks: { title?: string; subject?: string; per: string }[]
  /** its asks are the stages of a route */
  inTurn: boolean
}

/** The steps of a year in the definition's order, also those that an amendment has taken out since. One statement. */
export async function trailSteps(db: Database, cycleId: string): Promise<TrailStep[]> {
  const rows = await db.$queryRaw<(TrailStep & { position: number })[]>`
    SELECT DISTINCT ON (s.step ->> 'id') s.step ->> 'id' AS id, s.step ->> 'name' AS name, s.step -> 'asks' AS asks, coalesce((s.step ->> 'inTurn')::bool, false) AS "inTurn", s.position::int
    FROM snapshot n, jsonb_array_elements(n.body -> 'steps') WITH ORDINALITY AS s(step, position)
    WHERE n.cycle_id = ${cycleId} ORDER BY s.step ->> 'id', n.no DESC`
  return rows.sort((a, b) => a.position - b.position).map(({ id, name, asks, inTurn }) => ({ id, name, asks: asks ?? [], inTurn }))
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase()

/** Keys of the subjects whose name is what the definition asks for, not a line of the register. */
export const subjectsNamed = (steps: TrailStep[], text: string | undefined): string[] =>
  text === undefined
    ? []
    : steps.flatMap(({ name, asks }) =>
        asks.flatMap(({ subject, title }) => (subject && fold(`${title ?? ''} ${name}`).includes(fold(text)) ? [subject] : [])),
      )

/** What the filters of a trail offer: sections by bureau, with their posts. One statement. */
export interface TrailSection {
  key: string
  name: string
  bureau: string
  posts: { id: string; title: string }[]
}

export const trailSections = (db: Database, city: string): Promise<TrailSection[]> =>
  db.$queryRaw<TrailSection[]>`
    SELECT d.key, d.name, d.bureau,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'title', t.title) ORDER BY t.id) FROM post t WHERE t.city = d.city AND t.department = d.key), '[]') AS posts
    FROM department d WHERE d.city = ${city} ORDER BY d.bureau, d.key`
