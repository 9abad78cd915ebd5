import type { PlannedStep } from '../domain/calendar/plan.js'
import { planOpening } from '../domain/calendar/plan-opening.js'
import type { Instant } from '../domain/process/command.js'
import type { StepState } from '../domain/process/step.js'
import { canonical } from '../domain/trail/canonical.js'
import { appendTrail } from '../prisma/trail.js'
import type { Transaction } from './dependencies.js'
import { definitionOf } from './snapshots.js'
import type { StepRow } from './step-row.js'

/** Opens a step: its rules that count from the opening get their instants now, and a due date that has been overrun a new one. */
export async function openStep(tx: Transaction, row: StepRow, at: Instant): Promise<StepState> {
  const definition = await definitionOf(tx, row.cycleId, row.snapshotNo)
  const planned: PlannedStep = { ...(row.plan as PlannedStep), opensAt: row.opensAt.toISOString(), dueAt: row.dueAt.toISOString() }
  const plan = planOpening(definition, row.fiscalYear, row.stepKey, planned, at)
  await tx.process.update({
    where: { id: row.id },
    data: { state: 'open', opensAt: at, dueAt: plan.dueAt, plan: plan as object, updatedAt: at },
  })
  const body = { kind: 'opened', process: row.id, at, dueAt: plan.dueAt, reasons: plan.reasons.map((reason) => reason.text) }
  await appendTrail(tx, row.cycleId, [{ key: `${row.id}/opened`, kind: 'opened', processId: row.id, body: canonical(body) }])
  return { status: 'open', opensAt: at, dueAt: plan.dueAt }
}
