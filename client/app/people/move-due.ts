import { type Application, createApplication } from '../application.js'
import type { Connections } from '../connections.js'
import { freeAddressed } from '../readdress.js'
import { wakeOwing } from '../wake.js'
import { lockDirectory } from './directory-change.js'
import { tellHandovers } from './directory-handovers.js'
import { type Moved, moveWork } from './directory-successors.js'

/**
 * Does what the directory has due by now: moves the open work of posts with one successor, and plans the handover mails for
 * posts that changed hands, and lets go what waited for an address. Daily, after the day has begun; as often as one likes. Nothing happens twice.
 */
export async function moveDue(
  connections: Connections,
  city: string,
  app: Pick<Application, 'act'> = createApplication(connections),
): Promise<Moved & { told: number }> {
  const moved = await moveWork(connections.db, app, city)
  const told = await tellHandovers(connections.db, city)
  // Somebody whose time began today may be the first whom a post's mail can reach.
  await connections.db.$transaction(async (tx) => {
    await lockDirectory(tx, city)
    await freeAddressed(tx, city)
  })
  await wakeOwing(connections, city)
  return { ...moved, told }
}
