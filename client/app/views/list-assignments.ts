import type { Database } from '../../../prisma/db.js'
import { Prisma } from '../../../prisma/generated/client.js'
import { type AssignmentLine, type AssignmentRow, assignmentLine, selectAssignments } from './assignment-rows.js'
import { readCycles } from './read-cycle.js'

export interface AssignmentFilter {
  step?: string
  state?: string
  /** register key of the section */
  department?: string
  /** id of the post that must act */
  post?: string
  /** only what was due and is unanswered */
  overdue?: boolean
}

/** The assignments of a year: by step, bureau, section and subject. Two statements. Null: there is no such year. */
export async function listAssignments(db: Database, cycleId: string, filter: AssignmentFilter = {}): Promise<AssignmentLine[] | null> {
  const [cycle] = await readCycles(db, { id: cycleId })
  if (!cycle) return null
  const { step = null, state = null, department = null, post = null, overdue = false } = filter
  const rows = await db.$queryRaw<AssignmentRow[]>`${selectAssignments}
    WHERE p.cycle_id = ${cycleId} AND p.kind = 'assignment' AND (${step}::text IS NULL OR p.step_key = ${step})
      AND (${state}::text IS NULL OR p.state = ${state}) AND (${department}::text IS NULL OR t.department = ${department})
      AND (${post}::text IS NULL OR p.post = ${post}) AND ${overdue ? Prisma.sql`p.overdue AND p.state IN ('open', 'returned')` : Prisma.sql`true`}
    ORDER BY d.bureau, t.department, g.position, p.id`
  const order = new Map(cycle.definition.steps.map((s, at) => [s.id, at]))
  return rows
    .map((row) => assignmentLine(row, cycle.definition, cycle.row.now))
    .sort((a, b) => (order.get(a.step) ?? 0) - (order.get(b.step) ?? 0))
}
