import { activityInfo, heartbeat } from '@temporalio/activity'
import { gateQuestion } from '../domain/definition/gate-question.js'
import type { Instant } from '../domain/process/command.js'
import { courierId } from '../domain/process/ids.js'
import type { StepState } from '../domain/process/step.js'
import { canonical } from '../domain/trail/canonical.js'
import { nowOf } from '../prisma/clock.js'
import { gateFindings } from '../prisma/gate-findings.js'
import { changeGates, owingReactors } from '../prisma/gates.js'
import { appendTrail } from '../prisma/trail.js'
import type { StepProgress } from '../workflows/step/contract.js'
import type { Dependencies, Transaction } from './dependencies.js'
import { pokeAll } from './poke.js'
import { definitionOf } from './snapshots.js'
import { startAssignments } from './start-flows.js'
import { awaitedBy, insertAssignments, missingAsks, unstarted } from './step-asks.js'
import { openStep } from './step-opening.js'
import { type Gate, lockStep, type StepRow, stepStateOf } from './step-row.js'

/** Assignments inserted in one transaction and started together. */
const page = 50

interface Look {
  /** projections that are written and whose workflows are to be started now */
  start: string[]
  progress: StepProgress
  pokes: string[]
}

/**
 * One look of a step at the records: opens it when its time has come, asks everyone who is to be asked now (projections
 * first, then their workflows, in pages), and closes it when its gate allows. It reads what stands, not what happened, so
 * it may be called as often as one likes. Locks: the step's own projection, gates in the order of their ids, the chain's head.
 */
export function createAdvanceStep(deps: Dependencies) {
  return {
    async advanceStep(stepId: string): Promise<StepProgress> {
      // An attempt before this one may have died between its commit and its pokes; nobody else would send them.
      if (activityInfo().attempt > 1) await pokeAll(deps.temporal, await owingAround(deps, stepId))
      for (let started: string[] = []; ; ) {
        const look = await deps.db.$transaction((tx) => lookOnce(tx, stepId, started))
        await pokeAll(deps.temporal, look.pokes)
        if (look.start.length === 0) return look.progress
        await startAssignments(deps, look.start)
        started = look.start
        heartbeat(started.length)
      }
    },
  }
}

async function owingAround({ db }: Dependencies, stepId: string): Promise<string[]> {
  const { cycleId, city } = await db.process.findUniqueOrThrow({ where: { id: stepId }, select: { cycleId: true, city: true } })
  return owingReactors(db, [cycleId ?? '', courierId(city), ...(await awaitedBy(db, stepId))])
}

async function lookOnce(tx: Transaction, stepId: string, started: string[]): Promise<Look> {
  if (started.length > 0) await tx.process.updateMany({ where: { id: { in: started } }, data: { started: true } })
  const awaiting = await awaitedBy(tx, stepId)
  const { row, gate } = await lockStep(tx, stepId, awaiting)
  const now = await nowOf(tx, row.city)
  const at = now.toISOString()
  if (row.state === 'closed') return settled(row, stepStateOf(row), null, [])

  let state = stepStateOf(row)
  if (state.status === 'waiting') {
    if (at < state.opensAt) {
      await settle(tx, gate, state.opensAt)
      return settled(row, state, state.opensAt, [])
    }
    state = await openStep(tx, row, at)
  }

  const asks = await missingAsks(tx, row)
  const inserted = await insertAssignments(tx, row, asks.missing.slice(0, page), { at, dueAt: state.dueAt })
  const { earliest } = inserted
  const pokes = earliest ? await changeGates(tx, [{ id: courierId(row.city), bump: { earliest } }]) : []
  await appendTrail(tx, row.cycleId, inserted.rows)
  const start = await unstarted(tx, stepId, page)
  if (start.length > 0) return { start, progress: progress(row, state, null, null), pokes }

  await tx.gate.update({ where: { id: stepId }, data: { expected: asks.expected, open: asks.expected - asks.done } })
  const question = gateQuestion(await definitionOf(tx, row.cycleId, row.snapshotNo), row.cycleId, row.stepKey)
  const findings = await gateFindings(tx, question, { open: asks.expected - asks.done, overrides: gate.overrides })
  if (findings.length > 0) {
    await settle(tx, gate, null)
    return settled(row, state, null, pokes)
  }
  if (row.stepKind === 'publish' && (await tx.edition.count({ where: { cycleId: row.cycleId } })) === 0) {
    return { start: [], progress: progress(row, state, null, 'publish'), pokes }
  }
  const owing = await close(tx, row, gate, state, now, awaiting)
  return settled(row, { ...state, status: 'closed' }, null, [...pokes, ...owing])
}

/** Nothing more to do for now: what this look has seen is acted on. */
const settle = (tx: Transaction, gate: Gate, wakeAt: Instant | null) =>
  tx.gate.update({ where: { id: gate.id }, data: { acted: gate.version, wakeAt } })

/** @param awaiting steps that are to look again when this one has closed */
async function close(tx: Transaction, row: StepRow, gate: Gate, state: StepState, now: Date, awaiting: string[]): Promise<string[]> {
  await tx.process.update({ where: { id: row.id }, data: { state: 'closed', closedAt: now, updatedAt: now } })
  await tx.gate.update({ where: { id: row.id }, data: { acted: gate.version, wakeAt: null, listening: false } })
  const owing = await changeGates(
    tx,
    [row.cycleId, ...awaiting].map((id) => ({ id, bump: 'always' })),
  )
  const body = { kind: 'closed', process: row.id, at: now.toISOString(), dueAt: state.dueAt, overrides: gate.overrides }
  await appendTrail(tx, row.cycleId, [{ key: `${row.id}/closed`, kind: 'closed', processId: row.id, body: canonical(body) }])
  return owing
}

const progress = (row: StepRow, state: StepState, wakeAt: Instant | null, acting: 'publish' | null): StepProgress => ({
  state,
  seq: row.seq,
  wakeAt,
  acting,
})

const settled = (row: StepRow, state: StepState, wakeAt: Instant | null, pokes: string[]): Look => ({
  start: [],
  progress: progress(row, state, wakeAt, null),
  pokes,
})
