import { owingIn } from '../prisma/gates.js'
import type { RelayActivities } from '../workflows/relay/contract.js'
import type { Dependencies } from './dependencies.js'
import { pokeAll } from './poke.js'

/** Commands handed over again in one run: more wait for the next minute. */
const most = 500
/** Milliseconds for which a run hands over; the next minute goes on. */
const span = 40_000
const atOnce = 8

/**
 * Sends again, under their own ids, the commands that were received over 30 seconds ago and that nobody has settled, and wakes
 * again every reactor that still owes a look: no hint that was lost is lost for longer than a minute.
 */
export function createRelayCommands({ db, temporal, apply }: Dependencies): RelayActivities {
  return {
    async relayCommands(city) {
      await pokeAll(temporal, await owingIn(db, city))
      const until = Date.now() + span
      // The oldest of each flow: one flow that answers nobody must not keep back all others.
      const waiting = await db.$queryRaw<{ id: string }[]>`
        SELECT id FROM (
          SELECT DISTINCT ON (c.process_id) c.id, c.receipt_no FROM command c JOIN process p ON p.id = c.process_id
          WHERE p.city = ${city} AND c.state = 'received' AND c.recorded_at < clock_timestamp() - interval '30 seconds'
          ORDER BY c.process_id, c.receipt_no) AS oldest
        ORDER BY receipt_no LIMIT ${most}`
      for (let from = 0; from < waiting.length && Date.now() < until; from += atOnce)
        await Promise.all(waiting.slice(from, from + atOnce).map((c) => apply(c.id)))
      return waiting.length
    },
  }
}
