import { courierId } from '../../../../domain/process/ids.js'
import { Prisma } from '../../../../prisma/generated/client.js'
import { lockNotices } from '../../../../prisma/lock-notices.js'
import type { Transaction } from '../../../../prisma/trail.js'
import { waiting } from './member-mails.js'

/** Materials that may hold what members must not read any more. */
export interface MaterialsHold {
  city: string
  /** the year of which the agenda has an item */
  cycleId: string
  /** keys of the bodies whose meetings are meant; default: all */
  bodies?: string[]
  /** a clause: why they no longer leave by themselves */
  why: string
}

/**
 * Holds the mails about materials that wait to leave, as the office does by hand: a file that was made shows what stood then. They wait until
 * the office releases them, however often the file is made anew. The caller holds the year.
 * @returns how many are held now and were not before
 */
export async function holdMaterials(tx: Transaction, { city, cycleId, bodies, why }: MaterialsHold): Promise<number> {
  const ofBodies = bodies ? Prisma.sql`AND m.body = ANY(${bodies})` : Prisma.empty
  const locked = await lockNotices(
    tx,
    Prisma.sql`city = ${city} AND kind = 'materials' AND state = ANY(${waiting}) AND held_for IS DISTINCT FROM 'office' AND facts ->> 'meeting' IN (
      SELECT m.id FROM meeting m JOIN agenda_item i ON i.meeting_id = m.id WHERE i.cycle_id = ${cycleId} ${ofBodies})`,
    [courierId(city)],
  )
  return tx.$executeRaw`
    UPDATE notice SET state = 'held', held_for = 'office', reason = ${`${why}止めたもの。もとの予定：`} || reason
    WHERE id = ANY(${locked.map(({ id }) => id)})`
}
