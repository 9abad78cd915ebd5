import { type Consequences, consequencesOf, lateEnds } from '../../../domain/calendar/slips.js'
import type { Instant } from '../../../domain/process/command.js'
import type { Database } from '../../../prisma/db.js'
import { standingOf } from '../views/critical-path.js'
import { readCycles } from '../views/read-cycle.js'
import { type StepView, stepsOf } from '../views/steps-of.js'

/** What a later date of one assignment would bring to its year. */
export interface ExtensionOutlook {
  steps: StepView[]
  /** the assignment's step */
  step: StepView
  /** when the step can end as things stand: its due date, or that of its latest open assignment */
  endsAt: Instant
  /** and when it could with the later date */
  wouldEndAt: Instant
  /** the dates that move by it alone, and what becomes of the assembly and the statutory end */
  consequences: Consequences
}

const latest = (...instants: (Instant | undefined)[]): Instant =>
  instants.filter((one) => one !== undefined).reduce((a, b) => (b > a ? b : a), '')

/**
 * What follows for the year when an assignment may be handed in until `until`: a step ends no earlier than its last assignment. Held
 * against how the year runs without it, late steps and other extensions included. Null: there is no such assignment.
 */
export async function foreseeExtension(db: Database, processId: string, until: Instant): Promise<ExtensionOutlook | null> {
  const [own] = await db.$queryRaw<{ cycleId: string; stepKey: string; dueAt: Date; others: Date | null }[]>`
    SELECT p.cycle_id AS "cycleId", p.step_key AS "stepKey", p.due_at AS "dueAt", (
      SELECT max(o.due_at) FROM process o WHERE o.parent_id = p.parent_id AND o.id <> p.id AND o.kind = 'assignment' AND o.state IN ('open', 'returned')) AS others
    FROM process p WHERE p.id = ${processId} AND p.kind = 'assignment'`
  const [cycle] = own ? await readCycles(db, { id: own.cycleId }) : []
  if (!own || !cycle) return null
  const steps = await stepsOf(db, cycle)
  const step = steps.find(({ key }) => key === own.stepKey)
  if (!step) return null
  const year = standingOf(cycle, steps)
  const late = lateEnds(year)
  const without = latest(step.dueAt, own.others?.toISOString(), late[step.key])
  const endsAt = latest(without, own.dueAt.toISOString())
  const wouldEndAt = latest(without, until)
  const by = (at: Instant) => ({ ends: { ...late, [step.key]: at } })
  return { steps, step, endsAt, wouldEndAt, consequences: consequencesOf(year, by(wouldEndAt), by(endsAt)) }
}
