import { WorkflowNotFoundError } from '@temporalio/client'
import type { Dependencies } from './dependencies.js'

/** Flows looked at side by side. */
const atOnce = 16
/** A workflow task that has been tried as often as this fails by its code, not by bad luck. */
const failures = 3
/** An activity that has been tried as often as this is not waiting for a server to come back. */
const vainAttempts = 30
/** An assignment has 20 to 80 events in a year; ten times that is a fault somewhere, and people must hear of it. */
const alarmingLength = 800

/** Flows that are known to have begun and have not recorded their end. */
export async function openIn(db: Dependencies['db'], city: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM process WHERE city = ${city} AND started AND NOT sealed AND state NOT IN ('closed', 'withdrawn', 'sealed')`
  return rows.map((row) => row.id)
}

/** A flow as the engine describes it. */
export interface Flow {
  running: boolean
  /** waits for something; a flow that is about to end does not */
  idle: boolean
  failing: boolean
  /** an activity of it has been tried in vain for minutes */
  stuck: boolean
  /** an assignment with more events than a year can cause */
  long: boolean
}

/** Describes these flows, some at a time. @param seen told how many are done, as a sign of life */
export async function flowsOf(
  temporal: Dependencies['temporal'],
  ids: string[],
  seen: (done: number) => void = () => undefined,
): Promise<Map<string, Flow>> {
  const flows = new Map<string, Flow>()
  for (let from = 0; from < ids.length; from += atOnce) {
    await Promise.all(ids.slice(from, from + atOnce).map(async (id) => flows.set(id, await flowOf(temporal, id))))
    seen(flows.size)
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
