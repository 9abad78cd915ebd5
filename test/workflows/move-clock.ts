import { setTimeout as sleep } from 'node:timers/promises'
import { advanceClock, standing, tellClock } from '../../client/app/played-clock.js'
import type { Instant } from '../../domain/process/command.js'
import type { Rig } from '../support/rig.js'

/** How long a test waits for something that must happen, in milliseconds: a task that the engine lost comes again after ten seconds. */
const patience = 45_000

/** Waits until `look` answers with something; fails with what it was waiting for. */
export async function until<T>(what: string, look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (const end = Date.now() + patience; Date.now() < end; await sleep(25)) {
    const found = await look()
    if (found !== null && found !== undefined && found !== false) return found
  }
  throw new Error(`Waited in vain until ${what}.`)
}

/** Moves the played clock to an instant, stopping wherever a workflow must act, as the player does, but with nobody acting. */
export async function moveTo({ db, city, connections }: Rig, instant: Instant): Promise<void> {
  await until(`the clock reaches ${instant}`, async () => {
    const { now, because } = await standing(db, city)
    if (because === null && now.toISOString() >= instant) return true
    await advanceClock(db, city, instant)
    await tellClock(db, connections.temporal, city)
    return false
  })
}

/** Waits until everything due at the present instant has happened. */
export const quiet = ({ db, city }: Rig): Promise<true> =>
  until('the city is quiet', async () => (await standing(db, city)).because === null)
