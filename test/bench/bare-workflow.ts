import { condition, defineUpdate, proxyActivities, setHandler } from '@temporalio/workflow'

export interface BareInput {
  activities: number
  updates: number
}

export const bareAct = defineUpdate<number, [number]>('act')

const { nothing } = proxyActivities<{ nothing(n: number): Promise<number> }>({ startToCloseTimeout: '5 seconds' })

/** The same activities and Updates as one of ours, and nothing else: an activity for each Update, the rest one after another. */
export async function bare({ activities, updates }: BareInput): Promise<void> {
  let answered = 0
  setHandler(bareAct, async (n) => {
    await nothing(n)
    answered += 1
    return n
  })
  for (let n = updates; n < activities; n++) await nothing(n)
  await condition(() => answered === updates)
}
