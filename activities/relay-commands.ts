import type { RelayActivities } from '../workflows/relay/contract.js'
import type { Dependencies } from './dependencies.js'

/** Commands handed over again in one run: more wait for the next minute. */
const most = 500
const atOnce = 8

/** Sends again, under their own ids, the commands that were received over 30 seconds ago and that nobody has settled. */
export function createRelayCommands({ db, apply }: Dependencies): RelayActivities {
  return {
    async relayCommands(city) {
      const waiting = await db.$queryRaw<{ id: string }[]>`
        SELECT c.id FROM command c JOIN process p ON p.id = c.process_id
        WHERE p.city = ${city} AND c.state = 'received' AND c.recorded_at < clock_timestamp() - interval '30 seconds'
        ORDER BY c.receipt_no LIMIT ${most}`
      for (let from = 0; from < waiting.length; from += atOnce)
        await Promise.all(waiting.slice(from, from + atOnce).map((c) => apply(c.id)))
      return waiting.length
    },
  }
}
