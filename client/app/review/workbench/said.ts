import type { Confirmed } from '../../../../domain/review/remark.js'
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
  /** how the member confirmed it, otherwise than with what the member handed in */
  told: string | null
  /** opinions of which it is a source */
  usedIn: { subject: string; no: number }[]
  /** why it becomes no opinion; null: it was not set aside */
  aside: string | null
}

/** Neither in an opinion nor set aside. */
export const isLeft = ({ usedIn, aside }: Pick<Said, 'usedIn' | 'aside'>): boolean => usedIn.length === 0 && aside === null

/** Everything that was said in a year, in the order in which it was written down, with what became of it on the workbench. One statement. */
export async function listSaid(
  db: Pick<Transaction, '$queryRaw'>,
  cycleId: string,
  benches: Pick<Bench, 'subject' | 'opinions'>[],
): Promise<Said[]> {
  const rows = await db.$queryRaw<Omit<Said, 'usedIn'>[]>`
    SELECT s.key, s.subject, s.text, s.recorded, s.seat, t.title AS "seatTitle", s.source, s.source_of AS "sourceOf", s.place,
      s.document_id AS "documentId", d.name AS "documentName", s.remark_no AS no, s.at, s.confirmed, s.told,
      (SELECT CASE WHEN a.standing THEN a.reason END FROM set_aside a WHERE a.cycle_id = s.cycle_id AND a.key = s.key ORDER BY a.no DESC LIMIT 1) AS aside
    FROM said s LEFT JOIN post t ON t.id = s.seat LEFT JOIN document d ON d.id = s.document_id
    WHERE s.cycle_id = ${cycleId} ORDER BY s.at, length(s.key), s.key`
  const used = new Map<string, Said['usedIn']>()
  for (const { subject, opinions } of benches)
    for (const { no, sources } of opinions) for (const key of sources) used.set(key, [...(used.get(key) ?? []), { subject, no }])
  return rows.map((row) => ({ ...row, usedIn: used.get(row.key) ?? [] }))
}

/** One row of a remark, whether it stands or not, with the member's word on what stands; null: the year has none of that number. Two statements. */
export async function readRemark(db: Database, cycleId: string, no: number) {
  const row = await db.remark.findFirst({ where: { cycleId, no } })
  const [word] = await db.$queryRaw<{ text: string; confirmed: Confirmed }[]>`
    SELECT text, confirmed FROM said WHERE cycle_id = ${cycleId} AND remark_no = ${no}`
  return row && { ...row, said: word ?? null }
}

/** What a remark was before its corrections, the newest first; `mended`: what its member made of it. One statement. */
export const earlierRows = (db: Database, no: number) =>
  db.$queryRaw<{ no: number; text: string; mended: string | null; subject: string; place: string; told: string | null }[]>`
    WITH RECURSIVE line AS (
      SELECT * FROM remark WHERE no = ${no}
      UNION ALL SELECT r.* FROM remark r JOIN line l ON r.no = l.replaces)
    SELECT l.no, l.text, l.subject, l.place, l.told, (
      SELECT m.text FROM member_remark m WHERE m.cycle_id = l.cycle_id AND m.of = l.no AND NOT m.agreed ORDER BY m.at DESC LIMIT 1) AS mended
    FROM line l WHERE l.no <> ${no} ORDER BY l.no DESC`

/** Rows of remarks as a page showed them, each with the number of the row that stands in its place now. One statement. */
export const shownRows = (db: Database, cycleId: string, numbers: number[]): Promise<{ no: number; text: string; now: number }[]> =>
  db.$queryRaw`
    WITH RECURSIVE line AS (
      SELECT no AS shown, text, no FROM remark WHERE cycle_id = ${cycleId} AND no = ANY(${numbers})
      UNION ALL SELECT l.shown, l.text, r.no FROM line l JOIN remark r ON r.replaces = l.no)
    SELECT shown AS no, text, max(no) AS now FROM line GROUP BY shown, text ORDER BY shown`
