import type { ProgrammeStanding } from '../../../../domain/review/check-statements.js'
import type { Recorded } from '../../../../domain/review/write-statements.js'
import type { Transaction } from '../../../../prisma/trail.js'

type Reader = Pick<Transaction, '$queryRaw'>

/** Every programme of the year's register as it stands for one seat, in the register's order: of the allotments of one seat the newest counts. */
export const programmesFor = (db: Reader, cycleId: string, seat: string): Promise<(ProgrammeStanding & { article: number })[]> =>
  db.$queryRaw`
    SELECT g.key, g.name, g.article, coalesce(a.standing, 'none') AS standing,
      EXISTS (SELECT 1 FROM process w WHERE w.cycle_id = g.cycle_id AND w.kind = 'assignment' AND w.step_kind = 'collect' AND w.subject = g.key
        AND w.state = 'withdrawn')
      AND NOT EXISTS (SELECT 1 FROM process w WHERE w.cycle_id = g.cycle_id AND w.kind = 'assignment' AND w.step_kind = 'collect' AND w.subject = g.key
        AND w.state <> 'withdrawn' AND w.accepted_version IS NOT NULL) AS withdrawn
    FROM programme g LEFT JOIN LATERAL (
      SELECT standing FROM allotment a WHERE a.cycle_id = g.cycle_id AND a.programme = g.key AND a.seat = ${seat} ORDER BY a.no DESC LIMIT 1) a ON true
    WHERE g.cycle_id = ${cycleId} ORDER BY g.position`

/** A remark of the office's in the office's own words, with where it was said. */
export interface RecordedRemark extends Recorded {
  /** hearing | meeting | visit | letter | notes */
  source: string
  place: string
  /** how the member confirmed it, otherwise than with what is handed in; null: not so */
  told: string | null
}

/** What the office wrote down of one seat in a year and has not taken back, as it was written down. */
export const recordedOf = (db: Reader, cycleId: string, seat: string): Promise<RecordedRemark[]> =>
  db.$queryRaw`
    SELECT r.no, r.subject, r.text, r.source, r.place, r.told FROM remark r
    WHERE r.cycle_id = ${cycleId} AND r.seat = ${seat} AND NOT r.taken_back AND NOT EXISTS (SELECT 1 FROM remark n WHERE n.replaces = r.no)
    ORDER BY r.no`

/** Whether a seat's terms are written down and none of them is running on the city's day; of a person who is named, that person's own. */
export async function termEnded(db: Reader, seat: string, personId: string | null): Promise<boolean> {
  const rows = await db.$queryRaw<{ ended: boolean }[]>`
    SELECT count(h.id) > 0 AND count(h.id) FILTER (WHERE h.announced AND h."from" <= d.today AND (h.until IS NULL OR h.until >= d.today)
      AND (${personId}::text IS NULL OR h.person_id = ${personId})) = 0 AS ended
    FROM post p JOIN clock k ON k.city = p.city JOIN holding h ON h.post_id = p.id,
      LATERAL (SELECT ((CASE WHEN k.played THEN k.now ELSE clock_timestamp() END) AT TIME ZONE 'Asia/Tokyo')::date AS today) d
    WHERE p.id = ${seat}`
  return rows[0]?.ended ?? false
}
