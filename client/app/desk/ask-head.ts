import { cityCalendar } from '../../../domain/calendar/city-calendar.js'
import { nextDispatch } from '../../../domain/calendar/dispatch.js'
import type { Definition } from '../../../domain/definition/schema.js'
import { courierId } from '../../../domain/process/ids.js'
import { nowOf } from '../../../prisma/clock.js'
import { changeGates } from '../../../prisma/gates.js'
import { Prisma } from '../../../prisma/generated/client.js'
import { mayLeave, plannedIf } from '../../../prisma/may-leave.js'
import type { Connections } from '../connections.js'
import { hint } from '../wake.js'

/**
 * Asks the section's head to confirm exactly one revision of a draft (課長確認), and plans the mail that says so. Asked twice for one
 * revision of one draft, one mail goes out. False: the draft has changed since it was looked at.
 */
export async function askHead(
  connections: Connections,
  { processId, cycleId, revision, definition }: { processId: string; cycleId: string; revision: number; definition: Definition },
): Promise<boolean> {
  const city = definition.city.id
  const asked = await connections.db.$transaction(async (tx) => {
    const marked = await tx.$executeRaw`UPDATE draft SET requested = revision WHERE process_id = ${processId} AND revision = ${revision}`
    if (marked === 0) return null
    const now = await nowOf(tx, city)
    const at = nextDispatch(cityCalendar(definition.calendar), definition.calendar.dispatch, now.toISOString(), { strictly: true })
    const leaves = mayLeave(Prisma.sql`c.mail_released_at IS NOT NULL`, Prisma.sql`h.id`, Prisma.sql`p.post`)
    const planned = await tx.$executeRaw`
      INSERT INTO notice (id, process_id, cycle_id, city, rule, kind, post, at, reason, state, held_for)
      SELECT ${`${processId}#draft-`} || p.seq || '-' || d.begun || '-' || d.revision || '/confirmation', p.id, ${cycleId}, p.city, 'confirmation', 'confirmation', h.id, ${at}::timestamptz,
        '担当者が提出の前の確認を求めたため', ${plannedIf(leaves)}
      FROM process p JOIN draft d ON d.process_id = p.id JOIN process c ON c.id = p.cycle_id JOIN post o ON o.id = p.post JOIN LATERAL (
        SELECT t.id FROM post t WHERE t.city = o.city AND t.department = o.department AND t.role = 'head' ORDER BY t.id LIMIT 1) h ON true
      WHERE p.id = ${processId} FOR SHARE OF c
      ON CONFLICT (id) DO NOTHING`
    return planned === 0 ? [] : changeGates(tx, [{ id: courierId(city), bump: { earliest: at } }])
  })
  if (asked) await hint(connections, asked)
  return asked !== null
}
