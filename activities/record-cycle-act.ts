import type { PlannedStep } from '../domain/calendar/plan.js'
import { planBasis } from '../domain/calendar/plan-basis.js'
import { graphOf } from '../domain/definition/graph.js'
import type { Definition } from '../domain/definition/schema.js'
import type { Recorded } from '../domain/process/command.js'
import { type CycleState, cycleFingerprint } from '../domain/process/cycle.js'
import { stepId } from '../domain/process/ids.js'
import { canonical, contentHash } from '../domain/trail/canonical.js'
import { nowOf } from '../prisma/clock.js'
import { lockListening } from '../prisma/gates.js'
import { plannedSteps } from '../prisma/planned-steps.js'
import { appendTrail } from '../prisma/trail.js'
import type { CycleActivities } from '../workflows/annual-cycle/contract.js'
import { commandFacts, dismissAct, judge, type ReceivedCommand, readCommand, settleCommand } from './act-record.js'
import type { Dependencies, Transaction } from './dependencies.js'
import { pokeAll } from './poke.js'
import { definitionOf } from './snapshots.js'

interface CycleRow {
  id: string
  city: string
  cycleId: string
  state: CycleState['status']
  seq: number
  snapshotNo: number
  plan: unknown
  fiscalYear: number
}

/**
 * Records an amendment: snapshot n+1 of the definition with what it changes and why. Steps that have not begun take the new
 * dates, steps that are new join the year, and running steps look again, for they may have more to ask.
 */
export function createRecordCycleAct({ db, temporal }: Dependencies): Pick<CycleActivities, 'recordCycleAct'> {
  return {
    async recordCycleAct(entry) {
      const { recorded, pokes } = await db.$transaction(async (tx): Promise<{ recorded: Recorded<CycleState>; pokes: string[] }> => {
        const rows = await tx.$queryRaw<CycleRow[]>`
          SELECT id, city, id AS "cycleId", state, seq, snapshot_no AS "snapshotNo", plan, fiscal_year AS "fiscalYear" FROM process WHERE id = ${entry.processId} FOR UPDATE`
        const row = rows[0]
        if (!row) throw new Error(`No projection of the cycle ${entry.processId}.`)
        const command = entry.command ? await readCommand(tx, entry.command.id) : null
        if (row.seq >= entry.seq) {
          const applied = command?.state === 'applied' && command.seq === entry.seq
          return {
            recorded: { seq: row.seq, state: await stateOf(tx, row), outcome: applied ? 'applied' : 'void' },
            pokes: await running(tx, row.id),
          }
        }
        const fits = cycleFingerprint(await stateOf(tx, row)) === entry.base && (await stillFits(tx, row, command))
        const verdict = judge(command, entry.command, entry.processId, fits)
        if (!verdict.applies || !command) {
          const dismissed = verdict.applies ? { forged: true, refusal: 'changed-meanwhile' as const } : verdict
          const at = await nowOf(tx, row.city)
          await tx.process.update({ where: { id: row.id }, data: { seq: entry.seq, updatedAt: at } })
          await dismissAct(tx, row, entry, command, dismissed, at)
          return { recorded: { seq: entry.seq, state: await stateOf(tx, row), outcome: 'void', refusal: dismissed.refusal }, pokes: [] }
        }
        if (command.act === 'replan') {
          await replan(tx, row, entry.seq, command)
          return { recorded: { seq: entry.seq, state: entry.next, outcome: 'applied' }, pokes: [] }
        }
        await amend(tx, row, entry.seq, command)
        const amended = { ...row, snapshotNo: row.snapshotNo + 1 }
        return { recorded: { seq: entry.seq, state: await stateOf(tx, amended), outcome: 'applied' }, pokes: await running(tx, row.id) }
      })
      await pokeAll(temporal, pokes)
      return recorded
    },
  }
}

/** A plan is good only on what it was drawn up on; and a step that has begun since can no longer be left out of it. */
async function stillFits(tx: Transaction, row: CycleRow, command: ReceivedCommand | null): Promise<boolean> {
  if (command && command.payload['basis'] !== planBasis(row)) return false
  if (command?.act !== 'amend') return true
  const kept = new Set((command.payload as unknown as { definition: Definition }).definition.steps.map((step) => stepId(row.id, step.id)))
  // Held, so that none of them begins while the plan is replaced under it.
  const steps = await tx.$queryRaw<{ id: string; state: string }[]>`
    SELECT id, state FROM process WHERE parent_id = ${row.id} AND kind = 'step' ORDER BY id FOR UPDATE`
  return steps.every((step) => step.state === 'planned' || kept.has(step.id))
}

const stateOf = async (tx: Transaction, row: CycleRow): Promise<CycleState> => ({
  status: row.state,
  snapshot: row.snapshotNo,
  graph: graphOf(await definitionOf(tx, row.id, row.snapshotNo)),
})

const running = async (tx: Transaction, cycleId: string): Promise<string[]> =>
  (await tx.process.findMany({ where: { parentId: cycleId, kind: 'step', state: { in: ['waiting', 'open'] } }, select: { id: true } })).map(
    (s) => s.id,
  )

/** The command's payload carries the amended definition, its plan and the list of changes, as they were shown to the office. */
async function amend(tx: Transaction, row: CycleRow, seq: number, command: ReceivedCommand): Promise<void> {
  const at = command.receivedAt
  const { definition, plan, changes } = command.payload as unknown as {
    definition: Definition
    plan: Record<string, PlannedStep>
    changes: object
  }
  const no = row.snapshotNo + 1
  const hash = contentHash(definition)
  await tx.snapshot.create({
    data: {
      id: `${row.id}@${no}`,
      cycleId: row.id,
      no,
      body: definition as object,
      hash,
      changes,
      reason: command.payload.reason ?? null,
      createdAt: at,
    },
  })
  const steps = await tx.process.findMany({ where: { parentId: row.id, kind: 'step' }, select: { id: true, state: true } })
  const begun = new Set(steps.filter((s) => s.state !== 'planned').map((s) => s.id))
  // Steps that have not begun exist only as a plan: the new plan takes their place.
  await tx.gate.deleteMany({ where: { id: { in: steps.map((s) => s.id).filter((id) => !begun.has(id)) } } })
  await tx.process.deleteMany({ where: { parentId: row.id, kind: 'step', state: 'planned' } })
  await plannedSteps(
    tx,
    { cycleId: row.id, city: row.city, at },
    definition.steps
      .filter((s) => !begun.has(stepId(row.id, s.id)))
      .map((s) => ({ key: s.id, kind: s.kind, plan: plan[s.id] as PlannedStep })),
  )
  await tx.process.update({ where: { id: row.id }, data: { snapshotNo: no, seq, updatedAt: at } })
  const open = await running(tx, row.id)
  await lockListening(tx, [...open, row.id])
  await tx.$executeRaw`UPDATE gate SET version = version + 1 WHERE id = ANY(${[...open, row.id]})`
  await settleCommand(tx, command.id, { state: 'applied', seq, outcome: { snapshot: no }, at })
  const body = {
    kind: 'amended',
    process: row.id,
    seq,
    at: at.toISOString(),
    snapshot: no,
    contentHash: hash,
    changes,
    ...commandFacts(command),
  }
  await appendTrail(tx, row.id, [{ key: command.id, kind: 'amended', processId: row.id, body: canonical(body) }])
}

/** Other dates for steps whose turn has not come, as they were shown to the office; `moved` is what people set by hand so far. */
async function replan(tx: Transaction, row: CycleRow, seq: number, command: ReceivedCommand): Promise<void> {
  const at = command.receivedAt
  const { plans, moved } = command.payload as unknown as { plans: Record<string, PlannedStep>; moved: object }
  const moving: Record<string, { opensAt: string; dueAt: string }> = {}
  for (const [step, plan] of Object.entries(plans)) {
    // A step that has begun since it was shown keeps its dates: it has commands of its own.
    const { count } = await tx.process.updateMany({
      where: { id: stepId(row.id, step), state: 'planned' },
      data: { opensAt: plan.opensAt, dueAt: plan.dueAt, plan: plan as object, updatedAt: at },
    })
    if (count > 0) moving[step] = { opensAt: plan.opensAt, dueAt: plan.dueAt }
  }
  await tx.process.update({ where: { id: row.id }, data: { plan: { moved }, seq, updatedAt: at } })
  await settleCommand(tx, command.id, { state: 'applied', seq, outcome: { seq }, at })
  const body = { kind: 'replanned', process: row.id, seq, at: at.toISOString(), steps: moving, ...commandFacts(command) }
  await appendTrail(tx, row.id, [{ key: command.id, kind: 'replanned', processId: row.id, body: canonical(body) }])
}
