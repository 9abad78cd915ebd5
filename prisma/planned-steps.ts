import type { Transaction } from './trail.js'

/** A step as the year's plan has it, before its turn has come. */
export interface PlannedStepRow {
  key: string
  kind: string
  /** its dates and the reasons for them; kept as it is */
  plan: { opensAt: string; dueAt: string }
}

/** Writes steps that have not begun: people see the whole year from its first day. */
export async function plannedSteps(
  tx: Transaction,
  cycle: { cycleId: string; city: string; at: Date },
  steps: PlannedStepRow[],
): Promise<void> {
  await tx.process.createMany({
    data: steps.map(({ key, kind, plan }) => ({
      id: `${cycle.cycleId}/${key}`,
      kind: 'step',
      city: cycle.city,
      cycleId: cycle.cycleId,
      parentId: cycle.cycleId,
      state: 'planned',
      stepKey: key,
      stepKind: kind,
      opensAt: plan.opensAt,
      dueAt: plan.dueAt,
      plan: plan as object,
      updatedAt: cycle.at,
    })),
  })
  await tx.gate.createMany({ data: steps.map(({ key }) => ({ id: `${cycle.cycleId}/${key}`, city: cycle.city })) })
}
