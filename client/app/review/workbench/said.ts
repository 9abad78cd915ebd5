import { type Confirmed, confirmedOf } from '../../../../domain/review/remark.js'
import type { Database } from '../../../../prisma/db.js'
import type { Transaction } from '../../../../prisma/trail.js'
import type { Bench } from './bench.js'

/** Something that was said, as the office's pages show it. */
export interface Said {
  /** what an opinion names as its source */
  key: string
  subject: string
  /** in the member's own words where the member mended it */
  text: string
  /** as the office wrote it down */
  recorded: string
  seat: string | null
  seatTitle: string | null
  /** a source of domain/review/remark.ts, or `member` */
  source: string
  sourceOf: string | null
  place: string
  documentId: string | null
  documentName: string | null
  /** number of the row that stands; null: the member wrote it */
  no: number | null
  at: Date
  confirmed: Confirmed
  /** opinions of which it is a source */
  usedIn: { subject: string; no: number }[]
  /** why it becomes no opinion; null: it was not set aside */
  aside: string | null
}

/** Neither in an opinion nor set aside. */
export const isLeft = ({ usedIn, aside }: Pick<Said, 'usedIn' | 'aside'>): boolean => usedIn.length === 0 && aside === null

interface Row extends Omit<Said, 'usedIn' | 'confirmed'> {
  confirmed: string
}

/** Everything that was said in a year, in the order in which it was written down, with what became of it on the workbench. One statement. */
export async function listSaid(
  db: Pick<Transaction, '$queryRaw'>,
  cycleId: string,
  benches: Pick<Bench, 'subject' | 'opinions'>[],
): Promise<Said[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT s.key, s.subject, s.text, s.recorded, s.seat, t.title AS "seatTitle", s.source, s.source_of AS "sourceOf", s.place,
      s.document_id AS "documentId", d.name AS "documentName", s.remark_no AS no, s.at, s.confirmed,
      (SELECT CASE WHEN a.standing THEN a.reason END FROM set_aside a WHERE a.cycle_id = s.cycle_id AND a.key = s.key ORDER BY a.no DESC LIMIT 1) AS aside
    FROM said s LEFT JOIN post t ON t.id = s.seat LEFT JOIN document d ON d.id = s.document_id
    WHERE s.cycle_id = ${cycleId} ORDER BY s.at, length(s.key), s.key`
  const used = new Map<string, Said['usedIn']>()
  for (const { subject, opinions } of benches)
    for (const { no, sources } of opinions) for (const key of sources) used.set(key, [...(used.get(key) ?? []), { subject, no }])
  return rows.map((row) => ({ ...row, confirmed: confirmedOf(row), usedIn: used.get(row.key) ?? [] }))
}

/** One row of a remark, whether it stands or not; null: the year has none of that number. */
export const readRemark = (db: Database, cycleId: string, no: number) => db.remark.findFirst({ where: { cycleId, no } })

/** What a remark was before its corrections, the newest first. One statement. */
export const earlierRows = (db: Database, no: number) =>
  db.$queryRaw<{ no: number; text: string; subject: string; place: string; takenBack: boolean; recordedAt: Date }[]>`
    WITH RECURSIVE line AS (
      SELECT * FROM remark WHERE no = ${no}
      UNION ALL SELECT r.* FROM remark r JOIN line l ON r.no = l.replaces)
    SELECT no, text, subject, place, taken_back AS "takenBack", recorded_at AS "recordedAt" FROM line WHERE no <> ${no} ORDER BY no DESC`
