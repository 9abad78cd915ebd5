import { owingIn } from '../../prisma/gates.js'
import { poke } from '../../workflows/acting.js'
import type { Connections } from './connections.js'

/** Wakes again every reactor of a city that owes a look at the records: the hint may have been lost with whoever was to give it. */
export async function wakeOwing({ db, temporal }: Connections, city: string): Promise<void> {
  const owing = await owingIn(db, city)
  await Promise.allSettled(owing.map((id) => temporal.workflow.getHandle(id).signal(poke)))
}
