import { type Application, createApplication } from '../application.js'
import type { Connections } from '../connections.js'
import { wakeOwing } from '../wake.js'
import { tellHandovers } from './directory-handovers.js'
import { type Moved, moveWork } from './directory-successors.js'

/**
 * Does what the directory has due by now: moves the open work of posts with one successor, and plans the handover mails for
 * posts that changed hands. Daily, after the day has begun; as often as one likes. Nothing happens twice.
 */
export async function moveDue(
  connections: Connections,
  city: string,
  app: Pick<Application, 'act'> = createApplication(connections),
): Promise<Moved & { told: number }> {
  const moved = await moveWork(connections.db, app, city)
  const told = await tellHandovers(connections.db, city)
  if (told > 0) await wakeOwing(connections, city)
  return { ...moved, told }
}
