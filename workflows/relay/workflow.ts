import { proxyActivities } from '@temporalio/workflow'
import type { HousekeepingActivities, RelayActivities } from './contract.js'

const { relayCommands } = proxyActivities<RelayActivities>({ startToCloseTimeout: '50 seconds', retry: { maximumAttempts: 1 } })
const { compareRecords } = proxyActivities<HousekeepingActivities>({
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '30 seconds',
  retry: { maximumAttempts: 3 },
})

/** Run by a Schedule every minute, on real time also beside a played clock: no command that was received is left lying. */
export async function relay(city: string): Promise<number> {
  return relayCommands(city)
}

/** Run by a Schedule every day and once at start: what Temporal runs and what PostgreSQL believes must be the same. */
export async function housekeeping(city: string): Promise<number> {
  return compareRecords(city)
}
