import { continueAsNew, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow'
import { eventsPerRun, poke } from '../acting.js'
import { clockOf } from '../clock.js'
import type { CourierActivities, CourierInput } from './contract.js'

const { claimMails } = proxyActivities<CourierActivities>({ startToCloseTimeout: '30 seconds', retry: { maximumInterval: '10 seconds' } })
const { sendMails, resendMail } = proxyActivities<CourierActivities>({
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '5 seconds', backoffCoefficient: 2, maximumInterval: '10 minutes' },
})

/** The city's mail goes out at the city's hours: one mail per mailbox and dispatch, with everything that is due in it. */
export async function courier(input: CourierInput): Promise<void> {
  const clock = clockOf(input.clock, input.startedAt)
  let pokes = 0
  setHandler(poke, () => void pokes++)
  // A mail that the server will take only later must not hold up the others: Temporal's retries bring it back by itself.
  const deferred = new Set<string>()
  const comeAgain = (mail: string) => {
    deferred.add(mail)
    void resendMail(mail).then(() => deferred.delete(mail))
  }
  for (const mail of input.deferred) comeAgain(mail)

  for (;;) {
    const seen = pokes
    const { mails, wakeAt } = await claimMails(input.city)
    const fresh = mails.filter((mail) => !deferred.has(mail))
    if (fresh.length > 0) for (const mail of (await sendMails(fresh)).deferred) comeAgain(mail)
    await clock.waitUntil(
      () => wakeAt,
      () => pokes > seen,
    )
    if (workflowInfo().historyLength > eventsPerRun) await continueAsNew<typeof courier>({ ...input, deferred: [...deferred] })
  }
}
