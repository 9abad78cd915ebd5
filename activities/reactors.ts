import { downstreamOf, successorsEach } from '../domain/definition/graph.js'
import { type AssignmentState, isDone } from '../domain/process/assignment.js'
import type { Entry, Instant } from '../domain/process/command.js'
import { courierId, stepId } from '../domain/process/ids.js'
import { type GateChange, lockListening } from '../prisma/gates.js'
import type { AssignmentRow } from './assignment-row.js'
import type { Transaction } from './dependencies.js'
import { definitionOf } from './snapshots.js'

/** Everyone who may have to look when this assignment changes: its step, the steps after it, the courier, the cycle. */
export async function reactorsOf(tx: Transaction, row: AssignmentRow): Promise<string[]> {
  const definition = await definitionOf(tx, row.cycleId, row.snapshotNo)
  return [row.parentId, ...downstreamOf(definition, row.stepKey).map((s) => stepId(row.cycleId, s)), courierId(row.city), row.cycleId]
}

/**
 * What an act does to gates. Done or undone: the step's own count; the steps that take over subject by subject; and when
 * the step had closed already, every begun step that hangs on it: undone, and done anew after a confirmation that came too
 * early, it makes them stale until the office confirms. An accepted sheet that the office mends is looked at by all of them, too: a
 * gate may have waited for just that; where its meaning changed (`meaning`) it is stale as after a return.
 */
export async function gatesTouched(
  tx: Transaction,
  row: AssignmentRow,
  entry: Entry<AssignmentState>,
  earliest: Instant | null,
  meaning: boolean,
): Promise<GateChange[]> {
  const changes: GateChange[] = []
  const delta = Number(isDone(row.state)) - Number(isDone(entry.next.status))
  if (delta !== 0) {
    const definition = await definitionOf(tx, row.cycleId, row.snapshotNo)
    const downstream = downstreamOf(definition, row.stepKey).map((step) => stepId(row.cycleId, step))
    // A return can meet the step in the act of closing: whether it has closed is certain only under the gate's lock.
    const closed =
      delta > 0
        ? !(await lockListening(tx, [row.parentId, ...downstream, courierId(row.city), row.cycleId])).has(row.parentId)
        : row.stepState === 'closed'
    // On a route, what one stage did decides who is asked next, also while an asking further on waits.
    const inTurn = definition.steps.some(({ id, inTurn }) => id === row.stepKey && inTurn)
    changes.push({ id: row.parentId, open: row.counts ? delta : 0, bump: delta > 0 ? 'never' : inTurn ? 'always' : 'settled' })
    if (closed) {
      const begun = await tx.process.findMany({ where: { id: { in: downstream }, state: { not: 'planned' } }, select: { id: true } })
      for (const { id } of begun) changes.push({ id, stale: true, bump: 'always' })
    } else if (delta < 0) {
      for (const step of successorsEach(definition, row.stepKey)) changes.push({ id: stepId(row.cycleId, step), bump: 'always' })
    }
  }
  if (entry.command?.act === 'edit' && isDone(entry.next.status)) {
    const definition = await definitionOf(tx, row.cycleId, row.snapshotNo)
    const downstream = downstreamOf(definition, row.stepKey).map((step) => stepId(row.cycleId, step))
    const begun = await tx.process.findMany({ where: { id: { in: downstream }, state: { not: 'planned' } }, select: { id: true } })
    changes.push({ id: row.parentId, bump: 'always' })
    for (const { id } of begun) changes.push({ id, stale: meaning && row.stepState === 'closed', bump: 'always' })
  }
  if (earliest) changes.push({ id: courierId(row.city), bump: { earliest } })
  if (entry.event === 'sealed') changes.push({ id: row.cycleId, open: -1, bump: 'settled' })
  else if (row.cycleState === 'sealing') changes.push({ id: row.cycleId, bump: 'always' })
  return changes
}
