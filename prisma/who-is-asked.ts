import { Prisma } from './generated/client.js'

/** Selects the seats of a city (posts of this role) whose every term is over, or has not begun. One whose terms nobody has written down counts as held. */
export const selectVacantSeats = (city: string, seatRole: string): Prisma.Sql => Prisma.sql`
  SELECT p.id FROM post p JOIN clock k ON k.city = p.city,
    LATERAL (SELECT ((CASE WHEN k.played THEN k.now ELSE clock_timestamp() END) AT TIME ZONE 'Asia/Tokyo')::date AS today) d
  WHERE p.city = ${city} AND p.role = ${seatRole} AND EXISTS (SELECT 1 FROM holding h WHERE h.post_id = p.id) AND NOT EXISTS (
    SELECT 1 FROM holding h WHERE h.post_id = p.id AND h.announced AND h."from" <= d.today AND (h.until IS NULL OR h.until >= d.today))`

/** Selects the subjects of a year with an accepted Action of one of these budget kinds (an array). */
export const selectBudgeted = (cycleId: Prisma.Sql, kinds: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`SELECT DISTINCT subject FROM action WHERE cycle_id = ${cycleId} AND budget = ANY(${kinds})`
