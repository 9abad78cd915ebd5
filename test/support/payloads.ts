import type { WorkflowHandle } from '@temporalio/client'

export type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>

/** One payload of a history: whatever travels through Temporal and stays there in plain text. */
export interface FoundPayload {
  /** where it stands, e.g. `3.activityTaskScheduledEventAttributes.input.payloads.0` */
  at: string
  bytes: number
  /** its JSON as text */
  text: string
}

/** Every payload of a history: inputs, results, Updates, signals, search attributes, memos, failure details. */
export function payloadsOf(history: History): FoundPayload[] {
  const found: FoundPayload[] = []
  const walk = (value: unknown, at: string) => {
    if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return
    if (isPayload(value)) found.push({ at, bytes: value.data.length, text: Buffer.from(value.data).toString('utf8') })
    else for (const [key, part] of Object.entries(value)) walk(part, at === '' ? key : `${at}.${key}`)
  }
  walk(history.events ?? [], '')
  return found
}

/** Every string a history holds, payloads and all else. */
export function stringsOf(history: History): string[] {
  const strings: string[] = payloadsOf(history).map((payload) => payload.text)
  const walk = (value: unknown) => {
    if (typeof value === 'string') strings.push(value)
    else if (value !== null && typeof value === 'object' && !(value instanceof Uint8Array))
      for (const part of Object.values(value)) walk(part)
  }
  walk(history.events ?? [])
  return strings
}

/** What happened in an event, e.g. `activityTaskCompleted`. */
export const kindOf = (event: NonNullable<History['events']>[number]): string =>
  Object.keys(event)
    .find((key) => key.endsWith('EventAttributes'))
    ?.replace('EventAttributes', '') ?? 'unknown'

const isPayload = (value: object): value is { data: Uint8Array } =>
  'metadata' in value && 'data' in value && value.data instanceof Uint8Array
