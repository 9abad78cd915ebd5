import type { CityDate } from '../../../domain/calendar/instants.js'
import type { Database } from '../../../prisma/db.js'
import { type Application, createApplication } from '../application.js'
import type { Connections } from '../connections.js'
import { freeAddressed } from '../readdress.js'
import { keepMaterials } from '../review/meetings/keep-materials.js'
import { wakeOwing } from '../wake.js'
import { lockDirectory } from './directory-change.js'
import { tellHandovers } from './directory-handovers.js'
import { type Moved, moveWork } from './directory-successors.js'

/**
 * Whether the directory may have something due by now, and the day on which the next holder, deputy or successor begins; null:
 * none. One statement.
 */
export async function directoryDays(db: Database, city: string): Promise<{ due: boolean; next: CityDate | null }> {
  const rows = await db.$queryRaw<{ due: boolean; next: CityDate | null }[]>`
    WITH present AS (
      SELECT ((CASE WHEN k.played THEN k.now ELSE clock_timestamp() END) AT TIME ZONE 'Asia/Tokyo')::date AS today FROM clock k WHERE k.city = ${city}),
    begins AS (
      SELECT s."on" AS day, false AS told FROM post_successor s WHERE s.city = ${city} AND NOT s.cancelled
      UNION ALL SELECT h."from", h.told_at IS NOT NULL OR h."from" <= today - 7 FROM holding h JOIN post t ON t.id = h.post_id, present
        WHERE t.city = ${city} AND h.announced)
    SELECT EXISTS (SELECT 1 FROM begins WHERE day <= today AND NOT told)
        OR EXISTS (SELECT 1 FROM notice WHERE city = ${city} AND state = 'held' AND held_for = 'address') AS due,
      (SELECT min(day) FROM begins WHERE day > today)::text AS next
    FROM present`
  return rows[0] ?? { due: false, next: null }
}

/**
 * Does what the directory has due by now: moves the open work of posts with one successor, and plans the handover mails for
 * posts that changed hands, lets go what waited for an address, and tells new members of a meeting's materials. Daily, after the day has begun; as often as one likes. Nothing happens twice.
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
  try {
    await keepMaterials(connections.db, city)
  } finally {
    await wakeOwing(connections, city)
  }
  return { ...moved, told }
}
