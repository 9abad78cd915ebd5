import { continueAsNew, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow'
import { eventsPerRun, poke } from '../acting.js'
import { clockOf } from '../clock.js'
import type { CourierActivities, CourierInput } from './contract.js'
import { retries } from './retries.js'

const { claimMails } = proxyActivities<CourierActivities>({ startToCloseTimeout: '30 seconds', retry: { maximumInterval: '10 seconds' } })
// A paced or slow server may take long for a hundred mails: what tells of a dead worker is its missing sign of life. The next attempt
// lists what was in its hand at once, so it comes soon; only a server that goes on failing is left alone for longer and longer.
const { sendMails } = proxyActivities<CourierActivities>({
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '4 seconds',
  retry: { initialInterval: '500 milliseconds', backoffCoefficient: 1.5, maximumInterval: '10 minutes' },
})

/** The city's mail goes out at the city's hours: one mail per mailbox and dispatch, with everything that is due in it. */
export async function courier(input: CourierInput): Promise<void> {
  const clock = clockOf(input.clock, input.startedAt)
  let pokes = 0
  const look = () => void pokes++
  setHandler(poke, look)
  // Mails that the server will take only later must not hold up the others.
  const deferred = retries(look)
  await deferred.add(input.deferred)

  for (;;) {
    const seen = pokes
    const { mails, wakeAt } = await claimMails(input.city, deferred.idle())
    const fresh = mails.filter((mail) => !deferred.has(mail))
    if (fresh.length > 0) await deferred.add((await sendMails(fresh)).deferred)
    await clock.waitUntil(
      () => wakeAt,
      () => pokes > seen,
    )
    // No mail is in the hand of an activity that the next run knows nothing of.
    if (workflowInfo().historyLength > eventsPerRun) await continueAsNew<typeof courier>({ ...input, deferred: await deferred.end() })
  }
}
