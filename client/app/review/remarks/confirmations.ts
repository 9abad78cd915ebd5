import type { Definition } from '../../../../domain/definition/schema.js'
import type { Database } from '../../../../prisma/db.js'
import type { Said } from '../workbench/said.js'
import { type Seat, seatsOfBodies } from './remark-places.js'

/** How far a member has confirmed what the office wrote down of them. */
export interface SeatConfirmed extends Seat {
  /** what the office wrote down */
  recorded: number
  confirmed: number
  /** what the member wrote */
  written: number
  /** the member's own assignments of the year (per: member), by id */
  asked: { id: string; state: string }[]
}

/** All seats of the year's bodies with their counts. Two statements. */
export async function confirmedBySeat(db: Database, cycleId: string, definition: Definition, said: Said[]): Promise<SeatConfirmed[]> {
  const [city = ''] = cycleId.split('/')
  const seats = await seatsOfBodies(db, city, definition)
  const asked = await db.$queryRaw<{ id: string; state: string; post: string }[]>`
    SELECT p.id, p.state, p.post FROM process p JOIN post t ON t.id = p.post AND t.role = 'member'
    WHERE p.cycle_id = ${cycleId} AND p.kind = 'assignment' AND p.state <> 'withdrawn' ORDER BY p.opens_at, p.id`
  return seats.map((seat) => {
    const own = said.filter((one) => one.seat === seat.id)
    const recorded = own.filter(({ no }) => no !== null)
    return {
      ...seat,
      recorded: recorded.length,
      confirmed: recorded.filter(({ confirmed }) => confirmed !== 'not-yet').length,
      written: own.length - recorded.length,
      asked: asked.filter(({ post }) => post === seat.id).map(({ id, state }) => ({ id, state })),
    }
  })
}
