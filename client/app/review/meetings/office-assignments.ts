import type { Transaction } from '../../../../prisma/trail.js'

/** The office's own assignment of a step, in which its meeting is recorded. */
export interface OfficeAssignment {
  id: string
  state: string
  form: string
  round: string | null
}

/** Of each of these steps the office's own assignment, where it was asked already, by the step's id. */
export async function officeAssignments(tx: Pick<Transaction, '$queryRaw'>, steps: string[]): Promise<Map<string, OfficeAssignment>> {
  const rows = await tx.$queryRaw<(OfficeAssignment & { step: string })[]>`
    SELECT DISTINCT ON (p.parent_id) p.parent_id AS step, p.id, p.state, p.form, p.round FROM process p JOIN post t ON t.id = p.post
    WHERE p.parent_id = ANY(${steps}) AND p.kind = 'assignment' AND p.state <> 'withdrawn' AND t.role = 'office' ORDER BY p.parent_id, p.id`
  return new Map(rows.map(({ step, ...one }) => [step, one]))
}
