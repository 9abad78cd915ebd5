import { courierId } from '../domain/process/ids.js'
import type { StepState, StepStatus } from '../domain/process/step.js'
import type { Transaction } from './dependencies.js'

/** A step's projection and gate as they stand under their locks. */
export interface StepRow {
  id: string
  city: string
  cycleId: string
  stepKey: string
  stepKind: string
  state: StepStatus
  seq: number
  opensAt: Date
  dueAt: Date
  plan: unknown
  fiscalYear: number
  snapshotNo: number
  /** whether the office has let this year's mails leave */
  mailsLeave: boolean
}

export interface Override {
  requirement: string
  reason: string
  by: string
  second: string
}

export interface Gate {
  id: string
  version: number
  acted: number
  open: number
  stale: boolean
  overrides: Override[]
}

export const stepStateOf = (row: StepRow): StepState => ({
  status: row.state,
  opensAt: row.opensAt.toISOString(),
  dueAt: row.dueAt.toISOString(),
})

export async function lockStep(tx: Transaction, id: string, alsoGates: string[] = []): Promise<{ row: StepRow; gate: Gate }> {
  const rows = await tx.$queryRaw<StepRow[]>`
    SELECT p.id, p.city, p.cycle_id AS "cycleId", p.step_key AS "stepKey", p.step_kind AS "stepKind", p.state, p.seq, p.opens_at AS "opensAt",
      p.due_at AS "dueAt", p.plan, c.fiscal_year AS "fiscalYear", c.snapshot_no AS "snapshotNo"
    FROM process p JOIN process c ON c.id = p.cycle_id WHERE p.id = ${id} FOR UPDATE OF p`
  const held = rows[0]
  // All the gates this look may change, at once and in the order of their ids: taken one by one they could cross a record's.
  const gates =
    held &&
    (await tx.$queryRaw<Gate[]>`
    SELECT id, version, acted, open, stale, overrides FROM gate WHERE id = ANY(${[id, held.cycleId, courierId(held.city), ...alsoGates]}) ORDER BY id FOR UPDATE`)
  // Read again under the locks: while they were waited for, an amendment or the release of the year's mails may have come in between.
  const cycle =
    held && (await tx.process.findUniqueOrThrow({ where: { id: held.cycleId }, select: { snapshotNo: true, mailReleasedAt: true } }))
  const row = held && { ...held, snapshotNo: cycle?.snapshotNo ?? held.snapshotNo, mailsLeave: cycle?.mailReleasedAt != null }
  const gate = gates?.find((g) => g.id === id)
  if (!row || !gate) throw new Error(`No projection of the step ${id}: it was started by somebody else than the cycle.`)
  return { row, gate }
}
