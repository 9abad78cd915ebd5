import { heartbeat } from '@temporalio/activity'
import { courierId } from '../domain/process/ids.js'
import { owingIn } from '../prisma/gates.js'
import type { HousekeepingActivities } from '../workflows/relay/contract.js'
import type { Dependencies } from './dependencies.js'
import { type Difference, difference, failureKinds, failuresIn, tell } from './differences.js'
import { flowsOf, openIn } from './flows.js'
import { pokeAll } from './poke.js'
import { startAssignments, startSteps } from './start-flows.js'

/** Flows started again side by side. */
const atOnce = 16
/** More missing flows than this are one event (a server lost or changed), and one alarm. */
const many = 20

/**
 * What Temporal runs and what PostgreSQL believes must be the same: a flow ended behind our back, a flow nobody asked for and
 * a flow whose code fails become faults for a person to see. PostgreSQL is the record: a missing flow is started again from
 * it, and a reactor that owes a look is woken. Answers with the number of differences.
 */
export function createCompareRecords(deps: Dependencies): HousekeepingActivities {
  const { db, temporal } = deps
  return {
    async compareRecords(city) {
      await directoryDue(deps, city)
      const flows = await flowsOf(temporal, [...(await openIn(db, city)), courierId(city)], heartbeat)
      // A flow records its end before it ends: one that has ended while its record is still open was ended by somebody else.
      const open = new Set([...(await openIn(db, city)), courierId(city)])
      const missing = [...flows].filter(([id, flow]) => !flow.running && open.has(id)).map(([id]) => id)
      const failures = failuresIn(flows)
      const long = [...flows].filter(([, flow]) => flow.long).map(([id]) => id)
      const stray = await strayIn(deps, city)
      const differences: Difference[] = [
        ...toldMissing(city, missing),
        ...failures,
        ...long.map((id) => difference(id, 'long-history', 'it has far more events than an assignment should: look at what repeats')),
        ...stray.map((id) => difference(id, 'stray-workflow', 'its projection has ended, a workflow runs')),
      ]
      await tell(db, city, differences, [...failureKinds, 'stray-workflow'])
      if (missing.length > 0) await startAgain(deps, city, missing)
      await pokeAll(temporal, await owingIn(db, city))
      return missing.length + failures.length + long.length + stray.length
    },
  }
}

/** The directory's day. Should it fail, the comparison goes on: the work stays where it is, is shown there, and is tried again tomorrow. */
async function directoryDue({ moveDue, log }: Dependencies, city: string): Promise<void> {
  const alive = setInterval(() => heartbeat(), 5_000)
  try {
    await moveDue(city)
  } catch (error) {
    log.error({ err: error, city }, 'what the directory has due was not done')
  } finally {
    clearInterval(alive)
  }
}

function toldMissing(city: string, missing: string[]): Difference[] {
  if (missing.length <= many)
    return missing.map((id) => difference(id, 'missing-workflow', 'its workflow had ended behind our back; started again from its records'))
  const detail = `${missing.length} workflows were not there; started again from their records`
  return [{ id: `${city}/missing-workflows`, kind: 'missing-workflow', process: null, detail }]
}

/** Flows that run on, waiting, after their records have ended. */
async function strayIn(deps: Dependencies, city: string): Promise<string[]> {
  const ended = await deps.db.$queryRaw<{ id: string }[]>`
    SELECT id FROM process WHERE city = ${city} AND (sealed OR state IN ('closed', 'withdrawn', 'sealed'))`
  const over = new Set(ended.map((row) => row.id))
  const suspects: string[] = []
  for await (const { workflowId } of deps.temporal.workflow.list({ query: `City = "${city}" AND ExecutionStatus = "Running"` })) {
    if (over.has(workflowId)) suspects.push(workflowId)
  }
  return [...(await flowsOf(deps.temporal, suspects, heartbeat))].filter(([, flow]) => flow.running && flow.idle).map(([id]) => id)
}

/** PostgreSQL is the record: what it says should run runs again, from where its records stand. */
async function startAgain(deps: Dependencies, city: string, missing: string[]): Promise<void> {
  await deps.resume(city)
  const rows = await deps.db.process.findMany({ where: { id: { in: missing }, kind: { not: 'cycle' } }, orderBy: { id: 'asc' } })
  for (const cycle of new Set(rows.map((row) => row.cycleId ?? ''))) {
    const steps = rows.filter((row) => row.cycleId === cycle && row.kind === 'step').map((row) => row.stepKey ?? '')
    const assignments = rows.filter((row) => row.cycleId === cycle && row.kind === 'assignment').map((row) => row.id)
    if (steps.length > 0) await startSteps(deps, cycle, steps)
    for (let from = 0; from < assignments.length; from += atOnce) {
      await startAssignments(deps, assignments.slice(from, from + atOnce))
      heartbeat(from)
    }
  }
}
