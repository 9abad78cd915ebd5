import { heartbeat } from '@temporalio/activity'
import { WorkflowNotFoundError } from '@temporalio/client'
import { courierId } from '../domain/process/ids.js'
import { nowOf } from '../prisma/clock.js'
import { owingIn } from '../prisma/gates.js'
import type { HousekeepingActivities } from '../workflows/relay/contract.js'
import type { Dependencies } from './dependencies.js'
import { pokeAll } from './poke.js'
import { startAssignments, startSteps } from './start-flows.js'

/** Flows looked at side by side. */
const atOnce = 16
/** A workflow task that has been tried as often as this fails by its code, not by bad luck. */
const failures = 3
/** An activity that has been tried as often as this is not waiting for a server to come back. */
const vainAttempts = 30
/** An assignment has 20 to 80 events in a year; ten times that is a fault somewhere, and people must hear of it. */
const alarmingLength = 800
/** More missing flows than this are one event (a server lost or changed), and one alarm. */
const many = 20

interface Difference {
  id: string
  kind: 'missing-workflow' | 'failing-workflow' | 'failing-activity' | 'long-history' | 'stray-workflow'
  process: string | null
  detail: string
}

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
      const flows = await flowsOf(deps, [...(await openIn(db, city)), courierId(city)])
      // A flow records its end before it ends: one that has ended while its record is still open was ended by somebody else.
      const open = new Set([...(await openIn(db, city)), courierId(city)])
      const missing = [...flows].filter(([id, flow]) => !flow.running && open.has(id)).map(([id]) => id)
      const failing = [...flows].filter(([, flow]) => flow.failing).map(([id]) => id)
      const stuck = [...flows].filter(([, flow]) => flow.stuck).map(([id]) => id)
      const long = [...flows].filter(([, flow]) => flow.long).map(([id]) => id)
      const stray = await strayIn(deps, city)
      const differences: Difference[] = [
        ...toldMissing(city, missing),
        ...failing.map((id) => difference(id, 'failing-workflow', 'its code fails: deploy a mended worker')),
        ...stuck.map((id) => difference(id, 'failing-activity', 'an activity of it fails again and again: see its pending activities')),
        ...long.map((id) => difference(id, 'long-history', 'it has far more events than an assignment should: look at what repeats')),
        ...stray.map((id) => difference(id, 'stray-workflow', 'its projection has ended, a workflow runs')),
      ]
      await tell(db, city, differences)
      if (missing.length > 0) await startAgain(deps, city, missing)
      await pokeAll(temporal, await owingIn(db, city))
      return missing.length + failing.length + stuck.length + long.length + stray.length
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

const difference = (id: string, kind: Difference['kind'], detail: string): Difference => ({
  id: `${id}/${kind}`,
  kind,
  process: id,
  detail,
})

function toldMissing(city: string, missing: string[]): Difference[] {
  if (missing.length <= many)
    return missing.map((id) => difference(id, 'missing-workflow', 'its workflow had ended behind our back; started again from its records'))
  const detail = `${missing.length} workflows were not there; started again from their records`
  return [{ id: `${city}/missing-workflows`, kind: 'missing-workflow', process: null, detail }]
}

/** Flows that are known to have begun and have not recorded their end. */
async function openIn(db: Dependencies['db'], city: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM process WHERE city = ${city} AND started AND NOT sealed AND state NOT IN ('closed', 'withdrawn', 'sealed')`
  return rows.map((row) => row.id)
}

interface Flow {
  running: boolean
  /** waits for something; a flow that is about to end does not */
  idle: boolean
  failing: boolean
  /** an activity of it has been tried in vain for minutes */
  stuck: boolean
  /** an assignment with more events than a year can cause */
  long: boolean
}

async function flowsOf({ temporal }: Dependencies, ids: string[]): Promise<Map<string, Flow>> {
  const flows = new Map<string, Flow>()
  for (let from = 0; from < ids.length; from += atOnce) {
    await Promise.all(ids.slice(from, from + atOnce).map(async (id) => flows.set(id, await flowOf(temporal, id))))
    heartbeat(flows.size)
  }
  return flows
}

// Asked one by one: lists lag behind, and not every server marks flows whose tasks fail (TemporalReportedProblems).
async function flowOf(temporal: Dependencies['temporal'], id: string): Promise<Flow> {
  try {
    const { status, raw, type, historyLength } = await temporal.workflow.getHandle(id).describe()
    const running = status.name === 'RUNNING'
    return {
      running,
      idle: !raw.pendingWorkflowTask && (raw.pendingActivities ?? []).length === 0,
      failing: running && (raw.pendingWorkflowTask?.attempt ?? 0) >= failures,
      stuck: running && (raw.pendingActivities ?? []).some((activity) => (activity.attempt ?? 0) >= vainAttempts),
      long: running && type === 'assignment' && historyLength > alarmingLength,
    }
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { running: false, idle: false, failing: false, stuck: false, long: false }
    throw error
  }
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
  return [...(await flowsOf(deps, suspects))].filter(([, flow]) => flow.running && flow.idle).map(([id]) => id)
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

/** Faults for a person to look at. What has been settled and comes again is raised again; what fails no longer is cleared. */
async function tell(db: Dependencies['db'], city: string, differences: Difference[]): Promise<void> {
  await db.$transaction(async (tx) => {
    const now = await nowOf(tx, city)
    await tx.$executeRaw`
      INSERT INTO fault (id, city, process_id, kind, detail, raised_at)
      SELECT d.id, ${city}, d.process, d.kind, d.detail, ${now}
      FROM jsonb_to_recordset(${JSON.stringify(differences)}::jsonb) AS d(id text, kind text, process text, detail text)
      ON CONFLICT (id) DO UPDATE SET cleared_at = NULL, raised_at = excluded.raised_at, detail = excluded.detail WHERE fault.cleared_at IS NOT NULL`
    await tx.$executeRaw`
      UPDATE fault SET cleared_at = ${now}
      WHERE city = ${city} AND cleared_at IS NULL AND kind IN ('failing-workflow', 'failing-activity', 'stray-workflow') AND id <> ALL(${differences.map((d) => d.id)})`
  })
}
