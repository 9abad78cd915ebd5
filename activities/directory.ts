import { type Directory, directoryFrom, seatRole } from '../domain/asking/directory.js'
import type { Transaction } from './dependencies.js'

/** The directory of the city's posts as they are now. */
export async function directoryOf(tx: Transaction, city: string): Promise<Directory> {
  const posts = await tx.post.findMany({ where: { city }, select: { id: true, department: true, role: true }, orderBy: { id: 'asc' } })
  const departments = await tx.department.findMany({ where: { city }, select: { key: true, bureau: true } })
  return directoryFrom(posts, departments, posts.some(({ role }) => role === seatRole) ? await vacantSeats(tx, city) : new Set())
}

/** Seats whose every term is over, or has not begun. One whose terms nobody has written down counts as held. */
async function vacantSeats(tx: Transaction, city: string): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM post p JOIN clock k ON k.city = p.city,
      LATERAL (SELECT ((CASE WHEN k.played THEN k.now ELSE clock_timestamp() END) AT TIME ZONE 'Asia/Tokyo')::date AS today) d
    WHERE p.city = ${city} AND p.role = ${seatRole} AND EXISTS (SELECT 1 FROM holding h WHERE h.post_id = p.id) AND NOT EXISTS (
      SELECT 1 FROM holding h WHERE h.post_id = p.id AND h."from" <= d.today AND (h.until IS NULL OR h.until >= d.today))`
  return new Set(rows.map((row) => row.id))
}
