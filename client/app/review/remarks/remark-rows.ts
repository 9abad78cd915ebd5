import type { RemarkSource, Standing } from '../../../../domain/review/remark.js'
import type { Remark } from '../../../../prisma/generated/client.js'
import type { Transaction } from '../../../../prisma/trail.js'
import { Refused } from '../../errors.js'

/** Where it was said, and by whom. */
export interface SaidWhere {
  source: RemarkSource
  /** the hearing's assignment or the meeting */
  sourceOf?: string | null
  /** where in the source: a page, a minute */
  place?: string
  /** the member's post; never printed */
  seat?: string | null
  documentId?: string | null
}

export interface NewRow extends SaidWhere {
  subject: string
  text: string
  /** how the member confirmed it, otherwise than with what the member hands in */
  told?: string | null
  replaces?: number
  takenBack?: boolean
  at: Date
}

/** Who writes, in which year. */
interface Writer {
  cycleId: string
  post: string
  person: string | null
}

/** One statement. @returns their numbers, which go up in their order */
export async function insertRemarks(tx: Transaction, { cycleId, post, person }: Writer, rows: NewRow[]): Promise<number[]> {
  const data = rows.map((row) => {
    const { subject, text, source, sourceOf = null, place = '', seat = null, documentId = null } = row
    const { told = null, replaces = null, takenBack = false } = row
    const said = { cycleId, subject, text, source, sourceOf, place, seat, documentId, told, replaces, takenBack }
    return { ...said, byPost: post, byPerson: person ?? '', recordedAt: row.at }
  })
  const written = await tx.remark.createManyAndReturn({ data, select: { no: true } })
  return written.map(({ no }) => no).sort((a, b) => a - b)
}

/**
 * Remarks by their numbers, in the order of these. Two statements.
 * @throws Refused: the year has none of a number, or (changed-meanwhile) it is not the one that stands
 */
export async function standingRemarks(tx: Transaction, cycleId: string, numbers: number[]): Promise<Remark[]> {
  const found = await tx.remark.findMany({ where: { cycleId, no: { in: numbers } } })
  const rows = numbers.map((no) => {
    const row = found.find((one) => one.no === no)
    if (!row) throw new Refused('invalid-input', [`番号${no}の発言の記録は、この年度にありません。`])
    return row
  })
  if (rows.some(({ takenBack }) => takenBack) || (await tx.remark.count({ where: { replaces: { in: numbers } } })) > 0)
    throw new Refused('changed-meanwhile')
  return rows
}

/** One of them. @throws Refused */
export const standingRemark = async (tx: Transaction, { cycleId, no }: { cycleId: string; no: number }): Promise<Remark> =>
  (await standingRemarks(tx, cycleId, [no]))[0] as Remark

/** The words that stand of a remark, and how far its member has confirmed them. One statement. */
export async function standingWords(
  tx: Pick<Transaction, '$queryRaw'>,
  { cycleId, no }: { cycleId: string; no: number },
): Promise<Standing> {
  const [row] = await tx.$queryRaw<Standing[]>`
    SELECT text, recorded, seat, told, confirmed FROM said WHERE cycle_id = ${cycleId} AND remark_no = ${no}`
  if (!row) throw new Refused('changed-meanwhile')
  return row
}
