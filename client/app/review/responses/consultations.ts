import type { Definition } from '../../../../domain/definition/schema.js'
import { type ConsultationResult, consultationResult } from '../../../../domain/review/consultation.js'
import type { Database } from '../../../../prisma/db.js'

/** 財政協議: how far the finance section has been asked about a subject's Actions. */
export interface Consultation extends ConsultationResult {
  /** outdated: the answers were accepted anew after it */
  state: 'not-asked' | 'asked' | 'done' | 'outdated'
  processId: string | null
}

/** The assignments of steps that ask the finance section, by subject: the result is the form's first choice, the words its first text. One statement. */
export async function consultationsOf(
  db: Database,
  { steps, forms, budgetKinds }: Pick<Definition, 'steps' | 'forms' | 'budgetKinds'>,
  cycleId: string,
): Promise<Map<string, Consultation>> {
  const asking = steps.filter(({ asks }) => asks.some(({ where }) => where === 'needs-finance')).map(({ id }) => id)
  if (asking.length === 0) return new Map()
  const kinds = budgetKinds.filter(({ needsFinance }) => needsFinance).map(({ id }) => id)
  const rows = await db.$queryRaw<
    { id: string; subject: string; form: string; state: string; content: Record<string, unknown> | null; later: boolean | null }[]
  >`
    SELECT p.id, p.subject, p.form, p.state, v.content, (
      -- by receipts, not by the clock: what was played at one instant came one after another all the same
      SELECT max(w.receipt_no) FROM action a JOIN command w ON w.process_id = a.process_id AND w.payload -> 'version' ->> 'id' = a.version_id
      WHERE a.cycle_id = p.cycle_id AND a.subject = p.subject AND a.budget = ANY(${kinds}))
      > (SELECT max(k.receipt_no) FROM command k WHERE k.process_id = p.id AND k.payload -> 'version' ->> 'id' = v.id) AS later
    FROM process p LEFT JOIN version v ON v.id = p.accepted_version
    WHERE p.cycle_id = ${cycleId} AND p.kind = 'assignment' AND p.step_key = ANY(${asking}) AND p.state <> 'withdrawn' ORDER BY p.opens_at, p.id`
  return new Map(
    rows.map(({ id, subject, form, state, content, later }) => {
      const done = state === 'accepted' || state === 'attested'
      const said = consultationResult({ forms }, form, done ? content : null)
      return [subject, { state: !done ? 'asked' : later ? 'outdated' : 'done', processId: id, ...said }]
    }),
  )
}
