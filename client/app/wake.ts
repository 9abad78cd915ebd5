import { owingIn } from '../../prisma/gates.js'
import { poke } from '../../workflows/acting.js'
import type { Connections } from './connections.js'

/** How long a hint may hold up whoever gives it, in milliseconds: the relay looks by itself, every minute. */
const patience = 2_000

/** Tells reactors that something waits for them. May be lost: nothing depends on it but speed. */
export async function hint({ temporal }: Pick<Connections, 'temporal'>, reactors: string[]): Promise<void> {
  if (reactors.length === 0) return
  await temporal.connection.withDeadline(Date.now() + patience, () =>
    Promise.allSettled(reactors.map((id) => temporal.workflow.getHandle(id).signal(poke))),
  )
}

/** Wakes again every reactor of a city that owes a look at the records: the hint may have been lost with whoever was to give it. */
export async function wakeOwing(connections: Connections, city: string): Promise<void> {
  await hint(connections, await owingIn(connections.db, city))
}
