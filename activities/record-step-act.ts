import { upstreamOf } from '../domain/definition/gate-question.js'
import type { Entry, Recorded } from '../domain/process/command.js'
import { stepId } from '../domain/process/ids.js'
import { type StepState, stepFingerprint } from '../domain/process/step.js'
import { canonical } from '../domain/trail/canonical.js'
import { nowOf } from '../prisma/clock.js'
import { changeGates, owingReactors } from '../prisma/gates.js'
import { appendTrail } from '../prisma/trail.js'
import type { StepActivities } from '../workflows/step/contract.js'
import { commandFacts, dismissAct, judge, type ReceivedCommand, readCommand, settleCommand } from './act-record.js'
import type { Dependencies, Transaction } from './dependencies.js'
import { pokeAll } from './poke.js'
import { definitionOf } from './snapshots.js'
import { type Gate, lockStep, type StepRow, stepStateOf } from './step-row.js'

/** Records an act of the office upon a step: dates, an override of its gate, a confirmation. The step looks again by itself afterwards. */
export function createRecordStepAct({ db, temporal }: Dependencies): Pick<StepActivities, 'recordStepAct'> {
  return {
    async recordStepAct(entry) {
      const { recorded, pokes } = await db.$transaction((tx) => record(tx, entry))
      await pokeAll(temporal, pokes)
      return recorded
    },
  }
}

async function record(tx: Transaction, entry: Entry<StepState>): Promise<{ recorded: Recorded<StepState>; pokes: string[] }> {
  // A confirmation speaks of every step of the year: their gates are taken at once, in the order of their ids.
  const others = entry.command?.act === 'confirm' ? await stepsBeside(tx, entry.processId) : []
  const { row, gate } = await lockStep(tx, entry.processId, others)
  const command = entry.command ? await readCommand(tx, entry.command.id) : null
  if (row.seq >= entry.seq) {
    const applied = command?.state === 'applied' && command.seq === entry.seq
    const recorded = { seq: row.seq, state: stepStateOf(row), outcome: applied ? ('applied' as const) : ('void' as const) }
    return { recorded, pokes: await owingReactors(tx, [row.cycleId]) }
  }
  const verdict = judge(command, entry.command, entry.processId, stepFingerprint(stepStateOf(row)) === entry.base)
  const at = verdict.applies && command ? command.receivedAt : await nowOf(tx, row.city)
  await tx.process.update({ where: { id: row.id }, data: { seq: entry.seq, updatedAt: at } })
  if (!verdict.applies || !command) {
    const dismissed = verdict.applies ? { forged: true, refusal: 'changed-meanwhile' as const } : verdict
    // After the last step has closed the cycle may be waiting, under its seal, for this very command to be settled.
    const pokes = row.state === 'closed' ? await changeGates(tx, [{ id: row.cycleId, bump: 'always' }]) : []
    await dismissAct(tx, row, entry, command, dismissed, at)
    return { recorded: { seq: entry.seq, state: stepStateOf(row), outcome: 'void', refusal: dismissed.refusal }, pokes }
  }

  const owing = await change(tx, row, gate, entry, command)
  await changeGates(tx, [{ id: row.id, bump: 'always' }])
  await settleCommand(tx, command.id, { state: 'applied', seq: entry.seq, outcome: { seq: entry.seq }, at })
  const { status, opensAt, dueAt } = entry.next
  const kind = command.act === 'override' ? 'override' : 'applied'
  const body = {
    kind,
    process: row.id,
    seq: entry.seq,
    at: at.toISOString(),
    to: status,
    opensAt,
    dueAt,
    ...commandFacts(command),
    ...(command.payload['second'] ? { second: command.payload['second'] } : {}),
    ...(entry.command?.requirement ? { requirement: entry.command.requirement } : {}),
  }
  await appendTrail(tx, row.cycleId, [{ key: command.id, kind, processId: row.id, body: canonical(body) }])
  return { recorded: { seq: entry.seq, state: entry.next, outcome: 'applied' }, pokes: owing }
}

async function change(tx: Transaction, row: StepRow, gate: Gate, entry: Entry<StepState>, command: ReceivedCommand): Promise<string[]> {
  switch (command.act) {
    case 'advance':
    case 'reschedule': {
      const plan = command.payload['plan'] as object | undefined
      await tx.process.update({
        where: { id: row.id },
        data: { opensAt: entry.next.opensAt, dueAt: entry.next.dueAt, ...(plan ? { plan } : {}) },
      })
      break
    }
    case 'override': {
      const override = {
        requirement: entry.command?.requirement,
        reason: command.payload.reason,
        by: command.actorPost,
        second: command.payload['second'],
      }
      await tx.gate.update({ where: { id: row.id }, data: { overrides: [...gate.overrides, override] as object[] } })
      break
    }
    case 'confirm': {
      const definition = await definitionOf(tx, row.cycleId, row.snapshotNo)
      const confirmed = [row.stepKey, ...upstreamOf(definition, row.stepKey)].map((step) => stepId(row.cycleId, step))
      await tx.gate.updateMany({ where: { id: { in: confirmed } }, data: { stale: false } })
      // Other open steps may have waited for the same thing.
      const open = await tx.process.findMany({
        where: { parentId: row.cycleId, kind: 'step', state: 'open', id: { not: row.id } },
        select: { id: true },
      })
      return changeGates(
        tx,
        open.map(({ id }) => ({ id, bump: 'always' })),
      )
    }
  }
  return []
}

const stepsBeside = async (tx: Transaction, id: string): Promise<string[]> => {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM process p JOIN process own ON own.parent_id = p.parent_id WHERE own.id = ${id} AND p.kind = 'step'`
  return rows.map((row) => row.id)
}
