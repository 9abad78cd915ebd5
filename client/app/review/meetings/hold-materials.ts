import { courierId } from '../../../../domain/process/ids.js'
import { Prisma } from '../../../../prisma/generated/client.js'
import { lockNotices } from '../../../../prisma/lock-notices.js'
import type { Transaction } from '../../../../prisma/trail.js'
import { waiting } from './member-mails.js'

/** Materials that may hold what members must not read any more. */
export interface MaterialsHold {
  city: string
  /** the city's present instant */
  now: Date
  /** the year of which the agenda has an item */
  cycleId: string
  /** keys of the bodies whose meetings are meant; default: all */
  bodies?: string[]
  /** a clause: why they no longer leave by themselves */
  why: string
}

/**
 * Holds the materials that were made: they show what stood then. The newest file leaves by itself no more, to whomever it is still to be sent;
 * the mails that wait are held, as the office does by hand, until it releases them, however often the file is made anew. What was sent by hand
 * is open only to those whose mail has left. The caller holds the year.
 * @returns how many mails are held now and were not before
 */
export async function holdMaterials(tx: Transaction, { city, now, cycleId, bodies, why }: MaterialsHold): Promise<number> {
  const ofBodies = bodies ? Prisma.sql`AND m.body = ANY(${bodies})` : Prisma.empty
  // Under its lock: a file that is being made for the meeting comes wholly before this, or is refused.
  const meetings = await tx.$queryRaw<{ id: string }[]>`
    SELECT m.id FROM meeting m WHERE m.city = ${city} ${ofBodies}
      AND EXISTS (SELECT 1 FROM agenda_item i WHERE i.meeting_id = m.id AND i.cycle_id = ${cycleId}) ORDER BY m.id FOR UPDATE`
  const ids = meetings.map(({ id }) => id)
  await tx.$executeRaw`
    UPDATE meeting SET sent_file = NULL, held_at = ${now}, held_file = (
      SELECT d.id FROM document d WHERE d.owner_id = meeting.id AND d.kind = 'materials' ORDER BY d.position DESC LIMIT 1)
    WHERE id = ANY(${ids})`
  const locked = await lockNotices(
    tx,
    Prisma.sql`city = ${city} AND kind = 'materials' AND state = ANY(${waiting}) AND held_for IS DISTINCT FROM 'office'
      AND facts ->> 'meeting' = ANY(${ids})`,
    [courierId(city)],
  )
  return tx.$executeRaw`
    UPDATE notice SET state = 'held', held_for = 'office', reason = ${`${why}止めたもの。もとの予定：`} || reason
    WHERE id = ANY(${locked.map(({ id }) => id)})`
}
