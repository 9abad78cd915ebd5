import type { StepStates } from '../domain/process/graph.js'
import { courierId, stepId } from '../domain/process/ids.js'
import type { StepStatus } from '../domain/process/step.js'
import { canonical } from '../domain/trail/canonical.js'
import { nowOf } from '../prisma/clock.js'
import { lockListening } from '../prisma/gates.js'
import { appendTrail } from '../prisma/trail.js'
import type { CycleActivities, YearProgress } from '../workflows/annual-cycle/contract.js'
import type { Dependencies, Transaction } from './dependencies.js'
import { startSteps } from './start-flows.js'

/**
 * The cycle's turn: begins the steps whose turn the workflow says has come, and reads where all of them stand.
 * Projections first, then workflows; called again it starts what was not started and begins nothing twice.
 */
export function createTurnYear(deps: Dependencies): Pick<CycleActivities, 'turnYear'> {
  return {
    async turnYear({ cycleId, begin, seen }) {
      await deps.db.$transaction((tx) => beginSteps(tx, cycleId, begin))
      const waiting = await deps.db.process.findMany({
        where: { parentId: cycleId, kind: 'step', state: 'waiting', started: false },
        select: { stepKey: true },
      })
      const steps = waiting.map((step) => step.stepKey ?? '')
      if (steps.length > 0) await startSteps(deps, cycleId, steps)
      return deps.db.$transaction((tx) => look(tx, cycleId, steps, begin.length === 0 ? seen : null))
    },
  }
}

async function beginSteps(tx: Transaction, cycleId: string, begin: string[]): Promise<void> {
  if (begin.length === 0) return
  const ids = begin.map((step) => stepId(cycleId, step))
  const planned = await tx.$queryRaw<{ id: string; city: string }[]>`
    SELECT id, city FROM process WHERE id = ANY(${ids}) AND state = 'planned' ORDER BY id FOR UPDATE`
  const city = planned[0]?.city
  if (!city) return
  const now = await nowOf(tx, city)
  const waiting = planned.map((step) => step.id)
  await lockListening(tx, [...waiting, cycleId, courierId(city)])
  await tx.process.updateMany({ where: { id: { in: waiting } }, data: { state: 'waiting', updatedAt: now } })
  await tx.gate.updateMany({ where: { id: { in: waiting } }, data: { listening: true, wakeAt: now } })
  const rows = waiting.map((id) => ({
    key: `${id}/begun`,
    kind: 'begun',
    processId: id,
    body: canonical({ kind: 'begun', process: id, at: now.toISOString() }),
  }))
  await appendTrail(tx, cycleId, rows)
}

/** Reads the year. When nothing was to begin at the version seen, and it is still the present one, the cycle owes nothing more. */
async function look(tx: Transaction, cycleId: string, started: string[], idleAt: number | null): Promise<YearProgress> {
  if (started.length > 0)
    await tx.process.updateMany({ where: { id: { in: started.map((step) => stepId(cycleId, step)) } }, data: { started: true } })
  const gates = await tx.$queryRaw<{ version: number }[]>`SELECT version FROM gate WHERE id = ${cycleId} FOR UPDATE`
  const version = gates[0]?.version ?? 0
  const settled = idleAt === version
  if (settled) await tx.gate.update({ where: { id: cycleId }, data: { acted: version, wakeAt: null } })
  const steps = await tx.process.findMany({ where: { parentId: cycleId, kind: 'step' }, select: { stepKey: true, state: true } })
  const states: StepStates = Object.fromEntries(steps.map((step) => [step.stepKey, step.state as StepStatus]))
  return { steps: states, version, settled }
}
