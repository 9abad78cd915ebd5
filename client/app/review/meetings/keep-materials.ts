import type { Database } from '../../../../prisma/db.js'
import { Prisma } from '../../../../prisma/generated/client.js'
import { holdYears } from '../tell-years.js'
import { planMaterials, waitingByThemselves } from './materials-mails.js'

/**
 * Plans the mails about the materials of a city's coming meetings where something has changed since: a member took a seat over or left it, the
 * meeting's step has begun; and takes back what still waits of one that is over. As often as one likes; nobody is told twice. The
 * reactors that owe a look are woken by the caller.
 * @throws AggregateError: of some meetings it failed; the others were looked at all the same
 */
export async function keepMaterials(db: Database, city: string): Promise<void> {
  const meetings = await db.$queryRaw<{ id: string; cycleIds: string[] }[]>`
    SELECT m.id, array_agg(DISTINCT c.id) AS "cycleIds" FROM meeting m JOIN clock k ON k.city = m.city
    JOIN agenda_item i ON i.meeting_id = m.id JOIN process c ON c.id = i.cycle_id AND c.state = 'running'
    WHERE m.city = ${city} AND (EXISTS (SELECT 1 FROM notice WHERE ${waitingByThemselves(city, Prisma.sql`m.id`)})
      OR m.state IN ('planned', 'written') AND m.starts_at > CASE WHEN k.played THEN k.now ELSE clock_timestamp() END)
    GROUP BY m.id ORDER BY m.id`
  const failed: unknown[] = []
  for (const meeting of meetings) await keepOne(db, meeting).catch((error) => failed.push(error))
  if (failed.length > 0) throw new AggregateError(failed, `the materials of ${failed.length} meetings of ${city} were not looked at`)
}

const keepOne = (db: Database, { id, cycleIds }: { id: string; cycleIds: string[] }): Promise<void> =>
  db.$transaction(async (tx) => {
    const { now } = await holdYears(tx, cycleIds)
    await tx.$executeRaw`SELECT 1 FROM meeting WHERE id = ${id} FOR UPDATE`
    await planMaterials(tx, id, now)
  })
