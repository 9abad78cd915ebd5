import type { Client } from '@temporalio/client'
import { kindOf, payloadsOf } from '../support/payloads.js'

/** What the histories of one city's year hold. */
export interface Histories {
  workflows: number
  /** events by kind, e.g. activityTaskCompleted */
  events: Record<string, number>
  /** the same by kind of workflow, e.g. assignment */
  kinds: Record<string, { workflows: number; events: number; activities: number; tasks: number }>
  longestHistory: { id: string; events: number }
  largestPayload: { id: string; bytes: number }
}

/** Reads every history whose workflow the query finds, eight at a time. */
export async function readHistories(temporal: Client, query: string): Promise<Histories> {
  const found: Histories = {
    workflows: 0,
    events: {},
    kinds: {},
    longestHistory: { id: '', events: 0 },
    largestPayload: { id: '', bytes: 0 },
  }
  const queue: { workflowId: string; runId: string; type: string }[] = []
  for await (const { workflowId, runId, type } of temporal.workflow.list({ query })) queue.push({ workflowId, runId, type })
  const reader = async () => {
    for (let flow = queue.pop(); flow !== undefined; flow = queue.pop()) {
      const history = await temporal.workflow.getHandle(flow.workflowId, flow.runId).fetchHistory()
      const events = history.events ?? []
      found.workflows += 1
      const kind = found.kinds[flow.type] ?? { workflows: 0, events: 0, activities: 0, tasks: 0 }
      found.kinds[flow.type] = kind
      kind.workflows += 1
      kind.events += events.length
      kind.activities += events.filter((event) => kindOf(event) === 'activityTaskCompleted').length
      kind.tasks += events.filter((event) => kindOf(event) === 'workflowTaskCompleted').length
      for (const event of events) found.events[kindOf(event)] = (found.events[kindOf(event)] ?? 0) + 1
      if (events.length > found.longestHistory.events) found.longestHistory = { id: flow.workflowId, events: events.length }
      const bytes = Math.max(0, ...payloadsOf(history).map((payload) => payload.bytes))
      if (bytes > found.largestPayload.bytes) found.largestPayload = { id: flow.workflowId, bytes }
    }
  }
  await Promise.all(Array.from({ length: 8 }, reader))
  return found
}
