import { ActivityCancellationType, CancellationScope, proxyActivities } from '@temporalio/workflow'
import type { CourierActivities } from './contract.js'

// Let go of, an attempt finishes the mails it has in hand before others may have them.
const { resendMails } = proxyActivities<CourierActivities>({
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '4 seconds',
  retry: { initialInterval: '5 seconds', backoffCoefficient: 2, maximumInterval: '10 minutes' },
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
})

/** However many mails wait and however a server hangs: so many of the worker's activities at most. */
const batchesAtOnce = 4

interface Batch {
  mails: string[]
  scope: CancellationScope
  done: Promise<void>
}

/** Mails that are brought again later, in batches: one activity each, which Temporal tries in growing intervals until all have ended. */
export interface Retries {
  idle(): boolean
  has(mail: string): boolean
  /** When there are as many batches as may be, the oldest one's mails are tried together with these from now on. */
  add(mails: string[]): Promise<void>
  /** Lets go of all. @returns the mails of which some may still wait */
  end(): Promise<string[]>
}

/** `ended` is called whenever a batch is over. */
export function retries(ended: () => void): Retries {
  const batches: Batch[] = []
  const begin = (mails: string[]) => {
    const scope = new CancellationScope()
    const over = () => {
      batches.splice(batches.indexOf(batch), 1)
      ended()
    }
    // However it ended: what still waits then stands in the records.
    const batch: Batch = { mails, scope, done: scope.run(() => resendMails(mails)).then(over, over) }
    batches.push(batch)
  }
  const letGo = async ({ mails, scope, done }: Batch): Promise<string[]> => {
    scope.cancel()
    await done
    return mails
  }
  return {
    idle: () => batches.length === 0,
    has: (mail) => batches.some(({ mails }) => mails.includes(mail)),
    async add(mails) {
      if (mails.length === 0) return
      const oldest = batches.length < batchesAtOnce ? undefined : batches[0]
      begin(oldest ? [...(await letGo(oldest)), ...mails] : mails)
    },
    end: async () => (await Promise.all(batches.map(letGo))).flat(),
  }
}
