import type { Client } from '@temporalio/client'
import { kindOf, payloadsOf } from '../support/payloads.js'

/** What the histories of one city's year hold. */
export interface Histories {
  workflows: number
  /** events by kind, e.g. activityTaskCompleted */
  events: Record<string, number>
  longestHistory: { id: string; events: number }
  largestPayload: { id: string; bytes: number }
}

/** Reads every history whose workflow the query finds, eight at a time. */
export async function readHistories(temporal: Client, query: string): Promise<Histories> {
  const found: Histories = { workflows: 0, events: {}, longestHistory: { id: '', events: 0 }, largestPayload: { id: '', bytes: 0 } }
  const queue: { workflowId: string; runId: string }[] = []
  for await (const { workflowId, runId } of temporal.workflow.list({ query })) queue.push({ workflowId, runId })
  const reader = async () => {
    for (let flow = queue.pop(); flow !== undefined; flow = queue.pop()) {
      const history = await temporal.workflow.getHandle(flow.workflowId, flow.runId).fetchHistory()
      const events = history.events ?? []
      found.workflows += 1
      for (const event of events) found.events[kindOf(event)] = (found.events[kindOf(event)] ?? 0) + 1
      if (events.length > found.longestHistory.events) found.longestHistory = { id: flow.workflowId, events: events.length }
      const bytes = Math.max(0, ...payloadsOf(history).map((payload) => payload.bytes))
      if (bytes > found.largestPayload.bytes) found.largestPayload = { id: flow.workflowId, bytes }
    }
  }
  await Promise.all(Array.from({ length: 8 }, reader))
  return found
}
