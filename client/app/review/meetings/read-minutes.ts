import type { Instant } from '../../../../domain/process/command.js'
import type { Transaction } from '../../../../prisma/trail.js'

/** One version of the minutes. */
export interface MinutesVersion {
  no: number
  text: string
  hash: string
  postTitle: string
  recordedAt: Instant
}

/** A member's newest word on a version. */
export interface MinutesWordView {
  no: number
  minutesNo: number
  seat: string
  seatTitle: string
  agreed: boolean
  text: string
  /** told to the office, which wrote it down */
  byOffice: boolean
  recordedAt: Instant
}

type Reader = Pick<Transaction, '$queryRaw'>

/** All versions, the newest first. */
export async function minutesOf(tx: Reader, meetingId: string): Promise<MinutesVersion[]> {
  const rows = await tx.$queryRaw<(Omit<MinutesVersion, 'recordedAt'> & { recordedAt: Date })[]>`
    SELECT m.no, m.text, m.hash, coalesce(t.title, m.by_post) AS "postTitle", m.recorded_at AS "recordedAt"
    FROM minutes m LEFT JOIN post t ON t.id = m.by_post WHERE m.meeting_id = ${meetingId} ORDER BY m.no DESC`
  return rows.map((row) => ({ ...row, recordedAt: row.recordedAt.toISOString() }))
}

export const latestMinutes = async (tx: Reader, meetingId: string): Promise<MinutesVersion | null> =>
  (await minutesOf(tx, meetingId))[0] ?? null

/** Of each version and seat the newest word, the newest version first. */
export async function wordsOnMinutes(tx: Reader, meetingId: string): Promise<MinutesWordView[]> {
  const rows = await tx.$queryRaw<(Omit<MinutesWordView, 'recordedAt'> & { recordedAt: Date })[]>`
    SELECT * FROM (
      SELECT DISTINCT ON (w.minutes_no, w.seat) w.no, w.minutes_no AS "minutesNo", w.seat, coalesce(t.title, w.seat) AS "seatTitle", w.agreed, w.text,
        w.by_post <> w.seat AS "byOffice", w.recorded_at AS "recordedAt"
      FROM minutes_word w LEFT JOIN post t ON t.id = w.seat WHERE w.meeting_id = ${meetingId}
      ORDER BY w.minutes_no, w.seat, w.no DESC) newest ORDER BY "minutesNo" DESC, seat`
  return rows.map((row) => ({ ...row, recordedAt: row.recordedAt.toISOString() }))
}
