import type { Definition } from '../../../../domain/definition/schema.js'
import { type BenchOpinion, readBench } from '../../../../domain/review/bench-content.js'
import { crossCutting } from '../../../../domain/review/whole.js'
import type { Transaction } from '../../../../prisma/trail.js'

/** The opinions about one subject, where the office puts them in order (意見整理). */
export interface Bench {
  /** the assignment of a `consolidate` step */
  id: string
  subject: string
  step: string
  form: string
  round: string | null
  state: string
  sealed: boolean
  /** department of the post that is asked */
  department: string
  /** that department has a head who confirms what it hands in */
  hasHead: boolean
  opinions: BenchOpinion[]
  /** what else the form holds */
  content: Record<string, unknown>
  /** of the draft; 0: none */
  revision: number
  /** id of the version that was handed in last; '': none */
  base: string
  savedBy: string
  savedAt: Date | null
  confirmed: number | null
  /** the version that stands accepted (受理), with its content; null: none yet */
  adopted: { id: string; no: number; content: Record<string, unknown> } | null
  /** the version that was handed in last, adopted or returned; null: none yet */
  handed: { no: number; content: Record<string, unknown> } | null
  /** numbers that accepted Actions about the subject answer */
  answered: number[]
  /** the last act that can be undone: of exactly the draft that stands */
  last: { actId: string; act: string } | null
}

/** Whether its opinions can be changed: it waits to be handed in. */
export const isOnBench = ({ state, sealed }: Pick<Bench, 'state' | 'sealed'>): boolean =>
  !sealed && (state === 'open' || state === 'returned')

interface Row extends Omit<Bench, 'opinions' | 'content' | 'adopted' | 'handed'> {
  standingNo: number | null
  draft: Record<string, unknown> | null
  standing: Record<string, unknown> | null
  adoptedId: string | null
  adoptedNo: number | null
  adoptedContent: Record<string, unknown> | null
}

/** Forms in which opinions are put in order. */
const formsWithOpinions = ({ forms }: Definition): string[] =>
  forms.filter(({ fields }) => fields.some(({ type }) => type === 'opinions')).map(({ id }) => id)

/**
 * The benches of a year, or of one subject: of each subject the assignment that was asked last. One statement.
 * While it waits, the draft speaks; else what was handed in.
 */
export async function readBenches(
  db: Pick<Transaction, '$queryRaw'>,
  cycleId: string,
  definition: Definition,
  subject: string | null = null,
): Promise<Bench[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT DISTINCT ON (p.subject) p.id, p.subject, p.step_key AS step, p.form, p.round, p.state, p.sealed, o.department,
      EXISTS (SELECT 1 FROM post h WHERE h.city = o.city AND h.department = o.department AND h.role = 'head') AS "hasHead",
      coalesce(d.revision, 0) AS revision, coalesce(s.id, '') AS base, coalesce(w.name, '') AS "savedBy", d.saved_at AS "savedAt", d.confirmed,
      d.content AS draft, s.content AS standing, s.no AS "standingNo", a.id AS "adoptedId", a.no AS "adoptedNo", a.content AS "adoptedContent",
      ARRAY(SELECT DISTINCT (n.no #>> '{}')::numeric::int FROM action x, LATERAL jsonb_array_elements(
          CASE WHEN x.subject = p.subject THEN x.answers ELSE '[]' END ||
          CASE WHEN p.subject = ${crossCutting} THEN x.whole ELSE '[]' END) AS n(no)
        WHERE x.cycle_id = p.cycle_id AND (x.subject = p.subject OR (p.subject = ${crossCutting} AND x.whole <> '[]'))
          AND jsonb_typeof(n.no) = 'number') AS answered,
      (SELECT jsonb_build_object('actId', b.act_id, 'act', b.act) FROM draft_before b WHERE b.process_id = p.id AND b.revision = d.revision) AS last
    FROM process p JOIN post o ON o.id = p.post
    LEFT JOIN draft d ON d.process_id = p.id LEFT JOIN person w ON w.id = d.saved_by
    LEFT JOIN version s ON s.id = coalesce((
      SELECT c.version_id FROM command c WHERE c.process_id = p.id AND c.act IN ('submit', 'edit') AND c.state = 'received' AND c.version_id IS NOT NULL
      ORDER BY c.receipt_no DESC LIMIT 1), p.version_id)
    LEFT JOIN version a ON a.id = p.accepted_version
    WHERE p.cycle_id = ${cycleId} AND p.kind = 'assignment' AND p.step_kind = 'consolidate' AND p.form = ANY(${formsWithOpinions(definition)})
      AND (${subject}::text IS NULL OR p.subject = ${subject})
    ORDER BY p.subject, (p.state = 'withdrawn'), p.opens_at DESC`
  return rows.map(({ draft, standing, standingNo, adoptedId, adoptedNo, adoptedContent, ...row }) => {
    const content = (isOnBench(row) ? draft : null) ?? standing ?? {}
    const adopted = adoptedId === null ? null : { id: adoptedId, no: adoptedNo ?? 0, content: adoptedContent ?? {} }
    const handed = standing === null ? null : { no: standingNo ?? 0, content: standing }
    return { ...row, handed, content, opinions: readBench(content, definition.pairing === 'numbered'), adopted }
  })
}

/** The benches of a year as they are for its office, or for others: for these what was handed in last speaks, a draft is its writers' own. */
export async function benchesSeen(
  db: Pick<Transaction, '$queryRaw'>,
  cycleId: string,
  definition: Definition,
  office: boolean,
): Promise<Bench[]> {
  const benches = await readBenches(db, cycleId, definition)
  return office ? benches : benches.map((bench) => asHandedIn(bench, definition))
}

const asHandedIn = (bench: Bench, definition: Definition): Bench => {
  const content = bench.handed?.content ?? {}
  return { ...bench, content, opinions: readBench(content, definition.pairing === 'numbered'), savedBy: '', savedAt: null, last: null }
}
