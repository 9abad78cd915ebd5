import type { Definition } from '../../../domain/definition/schema.js'
import type { OpinionToAnswer } from '../../../domain/review/to-answer.js'
import { crossCutting } from '../../../domain/review/whole.js'
import type { Database } from '../../../prisma/db.js'

/** What whoever answers opinions has beside the form. */
export interface Answering {
  /** what the council said this year about the same subject */
  opinions: OpinionToAnswer[]
  /** what it said about the measures as a whole, which any Action may answer besides */
  whole: OpinionToAnswer[]
  /** names of the indicators that this year's sheet about the subject shows */
  indicators: string[]
  /** of a form by which the finance section is consulted: the accepted Actions that it is asked about */
  consulted: ConsultedAction[]
}

/** An accepted Action whose budget needs the finance section. */
export interface ConsultedAction {
  no: number
  text: string
  timing: string | null
  /** id of the budget kind */
  budget: string
}

/** Of a form that asks for no answers. */
const answeringNothing: Answering = { opinions: [], whole: [], indicators: [], consulted: [] }

/** What a form of these fields, asked in this step, answers: up to three statements. */
export async function answeringOf(
  db: Database,
  definition: Definition,
  own: { id: string; cycleId: string; step: string; subject: string },
  fields: { type: string }[],
): Promise<Answering> {
  const asked = definition.steps.find(({ id }) => id === own.step)?.asks ?? []
  if (asked.some(({ where }) => where === 'needs-finance'))
    return { ...answeringNothing, consulted: await consultedOn(db, definition, own) }
  if (!fields.some(({ type }) => type === 'actions')) return answeringNothing
  const [opinions, whole, indicators] = await Promise.all([
    opinionsOn(db, own.id, own.subject),
    own.subject === crossCutting ? [] : opinionsOn(db, own.id, crossCutting),
    indicatorsOf(db, own.cycleId, own.subject),
  ])
  return { opinions, whole, indicators, consulted: [] }
}

const consultedOn = (db: Database, { budgetKinds }: Definition, own: { cycleId: string; subject: string }): Promise<ConsultedAction[]> => {
  const kinds = budgetKinds.filter(({ needsFinance }) => needsFinance).map(({ id }) => id)
  return db.$queryRaw<ConsultedAction[]>`
    SELECT no, text, timing, budget FROM action
    WHERE cycle_id = ${own.cycleId} AND subject = ${own.subject} AND budget = ANY(${kinds}) ORDER BY no`
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
