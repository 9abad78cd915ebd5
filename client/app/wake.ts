import { poke } from '../../workflows/acting.js'
import type { Connections } from './connections.js'

/** Wakes again every reactor of a city that owes a look at the records: the hint may have been lost with whoever was to give it. */
export async function wakeOwing({ db, temporal }: Connections, city: string): Promise<void> {
  const owing = await db.gate.findMany({ where: { city, listening: true, version: { gt: db.gate.fields.acted } }, select: { id: true } })
  await Promise.allSettled(owing.map(({ id }) => temporal.workflow.getHandle(id).signal(poke)))
}
