import { type MovedSteps, type PlannedStep, planYear } from '../../domain/calendar/plan.js'
import { planBasis } from '../../domain/calendar/plan-basis.js'
import { edgesMoved } from '../../domain/calendar/year-course.js'
import type { Definition } from '../../domain/definition/schema.js'
import type { Instant } from '../../domain/process/command.js'
import type { Database } from '../../prisma/db.js'
import type { Transaction } from '../../prisma/trail.js'
import { applyCommand, type Outcome } from './apply.js'
import type { Connections } from './connections.js'
import { Refused } from './errors.js'
import { receiveIn } from './receive.js'
import type { Request } from './request.js'

export interface Rescheduling {
  /** idempotency key: asked twice with one, the second time is refused */
  id?: string
  stepId: string
  opensAt?: Instant
  dueAt?: Instant
  /** due instants of other steps of the same year that move with it, by step: one plan of the year holds them all */
  besides?: Readonly<Record<string, Instant>>
  post: string
  person?: string
  reason: string
  via: Request['via']
  /** show what would move, and move nothing */
  dryRun?: boolean
}

/** One date that moves with it. */
export interface Effect {
  id: string
  what: 'opens' | 'due'
  from: Instant
  to: Instant
}

/**
 * Moves a step, and what hangs on it: later steps by their rules (never the assembly's), and the open assignments of running
 * steps that still have the step's own due date. Everything is received in one transaction; each part is then
 * applied or refused on its own, and `outcomes` tells which.
 */
export async function rescheduleStep(connections: Connections, moving: Rescheduling): Promise<{ effects: Effect[]; outcomes: Outcome[] }> {
  const { effects, requests } = await prepareRescheduling(connections.db, moving)
  if (moving.dryRun || effects.length === 0) return { effects, outcomes: [] }
  const received = await connections.db.$transaction((tx) => receiveAll(tx, requests))
  return { effects, outcomes: await applyAll(connections, received) }
}

/** Receives what belongs together within a transaction of the caller's. @returns the commands' ids */
export async function receiveAll(tx: Transaction, requests: Request[]): Promise<string[]> {
  const received: string[] = []
  for (const request of requests) received.push((await receiveIn(tx, request)).id)
  return received
}

export async function applyAll(connections: Connections, commands: string[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const id of commands) outcomes.push(await applyCommand(connections, id))
  return outcomes
}

/**
 * All dates that move with a step, and what is to be asked for so that they do; nothing is changed.
 * @throws Refused: no such step, one of them is over, no date, no reason
 */
export async function prepareRescheduling(db: Database, moving: Rescheduling): Promise<{ effects: Effect[]; requests: Request[] }> {
  const step = await db.process.findUnique({ where: { id: moving.stepId } })
  if (step?.kind !== 'step' || !step.cycleId || !step.stepKey) throw new Refused('unknown-process', [moving.stepId])
  if (step.state === 'closed') throw new Refused('step-closed')
  if (!moving.opensAt && !moving.dueAt) throw new Refused('bad-date', ['新しい日時がありません。'])
  if (!moving.reason) throw new Refused('incomplete-command', ['理由を書いてください。'])

  const cycle = await db.process.findUniqueOrThrow({ where: { id: step.cycleId } })
  const definition = (await db.snapshot.findUniqueOrThrow({ where: { id: `${cycle.id}@${cycle.snapshotNo}` } }))
    .body as unknown as Definition
  const { moved: before } = (cycle.plan ?? { moved: {} }) as { moved: MovedSteps }
  const own = {
    ...before[step.stepKey],
    ...(moving.opensAt ? { opensAt: moving.opensAt } : {}),
    ...(moving.dueAt ? { dueAt: moving.dueAt } : {}),
    reason: moving.reason,
  }
  const others = Object.entries(moving.besides ?? {}).map(([key, dueAt]) => [key, { ...before[key], dueAt, reason: moving.reason }])
  const moved: MovedSteps = { ...before, ...Object.fromEntries(others), [step.stepKey]: own }
  const [old, next] = [planYear(definition, cycle.fiscalYear ?? 0, before), planYear(definition, cycle.fiscalYear ?? 0, moved)]

  const base = { post: moving.post, ...(moving.person ? { person: moving.person } : {}), reason: moving.reason, via: moving.via }
  const requests: Request[] = []
  const effects: Effect[] = []
  const plans: Record<string, PlannedStep> = {}
  const rows = await db.process.findMany({ where: { parentId: cycle.id, kind: 'step' } })
  if (rows.some(({ stepKey, state }) => state === 'closed' && moving.besides?.[stepKey ?? ''])) throw new Refused('step-closed')
  for (const { id: key } of definition.steps) {
    const row = rows.find((r) => r.stepKey === key)
    const plan = next[key]
    if (!row || !plan || row.state === 'closed' || !row.opensAt || !row.dueAt) continue
    const { opensAt, dueAt } = edgesMoved(old[key], plan, row.state)
    if (!opensAt && !dueAt) continue
    if (opensAt) effects.push({ id: row.id, what: 'opens', from: row.opensAt.toISOString(), to: opensAt })
    if (dueAt) effects.push({ id: row.id, what: 'due', from: row.dueAt.toISOString(), to: dueAt })
    if (row.state === 'planned') {
      plans[key] = plan
      continue
    }
    requests.push({
      ...base,
      processId: row.id,
      act: 'reschedule',
      ...(opensAt ? { opensAt } : {}),
      ...(dueAt ? { dueAt } : {}),
      prepared: { plan },
    })
    if (!dueAt) continue
    const asked = await db.process.findMany({ where: { parentId: row.id, state: { in: ['open', 'returned'] }, dueAt: row.dueAt } })
    for (const one of asked) {
      effects.push({ id: one.id, what: 'due', from: row.dueAt.toISOString(), to: dueAt })
      requests.push({ ...base, processId: one.id, act: 'extend', dueAt })
    }
  }

  const replan: Request = {
    ...base,
    ...(moving.id ? { id: moving.id } : {}),
    processId: cycle.id,
    act: 'replan',
    prepared: { plans, moved, basis: planBasis(cycle) },
  }
  return { effects, requests: [replan, ...requests] }
}
