import { crossCutting } from '../../../domain/bundle/schema.js'
import type { OpinionToAnswer } from '../../../domain/review/to-answer.js'
import type { Database } from '../../../prisma/db.js'

/** What whoever answers opinions has beside the form. */
export interface Answering {
  /** what the council said this year about the same subject */
  opinions: OpinionToAnswer[]
  /** what it said about the measures as a whole, which any Action may answer besides */
  whole: OpinionToAnswer[]
  /** names of the indicators that this year's sheet about the subject shows */
  indicators: string[]
}

/** Of a form that asks for no answers. */
export const answeringNothing: Answering = { opinions: [], whole: [], indicators: [] }

/** Three statements. */
export async function answeringOf(db: Database, own: { id: string; cycleId: string; subject: string }): Promise<Answering> {
  const [opinions, whole, indicators] = await Promise.all([
    opinionsOn(db, own.id, own.subject),
    own.subject === crossCutting ? [] : opinionsOn(db, own.id, crossCutting),
    indicatorsOf(db, own.cycleId, own.subject),
  ])
  return { opinions, whole, indicators }
}

/** The opinions that were accepted this year about a subject. */
async function opinionsOn(db: Database, id: string, subject: string): Promise<OpinionToAnswer[]> {
  const rows = await db.$queryRaw<{ opinions: OpinionToAnswer[] }[]>`
    SELECT v.content -> 'opinions' AS opinions FROM process own
    JOIN process p ON p.cycle_id = own.cycle_id AND p.kind = 'assignment' AND p.subject = ${subject} AND p.state <> 'withdrawn' AND p.id <> own.id
    JOIN version v ON v.id = p.accepted_version
    WHERE own.id = ${id} AND jsonb_typeof(v.content -> 'opinions') = 'array' ORDER BY p.opens_at DESC, v.created_at DESC LIMIT 1`
  return rows[0]?.opinions ?? []
}

/** The names of the indicators in this year's accepted sheets about a subject, each once. */
async function indicatorsOf(db: Database, cycleId: string, subject: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT name FROM (
      SELECT i.item ->> 'name' AS name, min(i.place) AS place
      FROM process p JOIN version v ON v.id = p.accepted_version,
        LATERAL jsonb_each(CASE WHEN jsonb_typeof(v.content) = 'object' THEN v.content ELSE '{}' END) AS f (id, value),
        LATERAL jsonb_array_elements(CASE WHEN jsonb_typeof(f.value) = 'array' THEN f.value ELSE '[]' END) WITH ORDINALITY AS i (item, place)
      WHERE p.cycle_id = ${cycleId} AND p.kind = 'assignment' AND p.subject = ${subject} AND p.state <> 'withdrawn'
        AND jsonb_typeof(i.item -> 'values') = 'array' AND coalesce(i.item ->> 'name', '') <> ''
      GROUP BY 1) AS named ORDER BY place, name`
  return rows.map(({ name }) => name)
}
