import { condition, defineSignal, defineUpdate, proxyActivities, setHandler, upsertSearchAttributes } from '@temporalio/workflow'
import { searchAttribute } from '../../workflows/search-attributes.js'

export interface BareInput {
  activities: number
  updates: number
  /** what ours do besides: show their state with each Update, and wait for a signal before the last activity */
  durable: boolean
}

export const bareAct = defineUpdate<number, [number]>('act')
export const bareEnd = defineSignal('end')

/** `act` commits something or nothing, as the worker was started. */
const { act } = proxyActivities<{ act(n: number): Promise<number> }>({ startToCloseTimeout: '5 seconds' })

/** The same activities and Updates as one of ours, and nothing else: an activity for each Update, the rest one after another. */
export async function bare({ activities, updates, durable }: BareInput): Promise<void> {
  let answered = 0
  let ended = false
  setHandler(bareAct, async (n) => {
    await act(n)
    answered += 1
    if (durable) upsertSearchAttributes([{ key: searchAttribute.state, value: `act ${n}` }])
    return n
  })
  setHandler(bareEnd, () => {
    ended = true
  })
  for (let n = updates; n < activities - Number(durable); n++) await act(n)
  await condition(() => answered === updates)
  if (!durable) return
  await condition(() => ended)
  await act(activities)
}
