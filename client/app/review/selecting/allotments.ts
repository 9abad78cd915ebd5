import { type Cell, changedCells, newConflicts } from '../../../../domain/review/allot.js'
import { contentHash } from '../../../../domain/trail/canonical.js'
import { nowOf } from '../../../../prisma/clock.js'
import type { Transaction } from '../../../../prisma/trail.js'
import type { Connections } from '../../connections.js'
import { Refused } from '../../errors.js'
import { refuseUnwritable } from '../../receive.js'
import { mustBeOffice } from '../../steering/hold-notice.js'
import { holdMaterials } from '../meetings/hold-materials.js'
import { holdYears, type ReviewWord, tellOfReview, toldBefore } from '../tell-years.js'

/** 担当・利害関係 as the office sets it. */
export interface AllotmentChange extends Pick<ReviewWord, 'id' | 'post' | 'person' | 'via'> {
  cycleId: string
  /** cells that are to stand; what stands already is not written again */
  cells: Cell[]
  /** hash of what stood when the table was made (`allotmentHash`); undefined: whatever stands */
  stood?: string
}

/** What stands of a year: of each programme and seat what was said last. One statement. */
export const standingAllotments = (db: Pick<Transaction, '$queryRaw'>, cycleId: string): Promise<Cell[]> =>
  db.$queryRaw<Cell[]>`
    SELECT programme, seat, standing, reason FROM (
      SELECT DISTINCT ON (programme, seat) programme, seat, standing, reason FROM allotment WHERE cycle_id = ${cycleId}
      ORDER BY programme, seat, no DESC) AS last ORDER BY programme, seat`

export const allotmentHash = (cells: Cell[]): string => contentHash(cells)

/**
 * Records who looks at which programme and who must not. Rows are only added. The same key again changes nothing. A new conflict holds the
 * materials that wait to leave for meetings of the member's body: they may show the programme.
 * @returns how many cells were changed
 * @throws Refused: not the office's post, a sealed year, a conflict without its reason, a programme or seat that is none of this year's
 * (incomplete-command, invalid-input), or other rows stand than those that were looked at (changed-meanwhile)
 */
export function recordAllotments({ db }: Pick<Connections, 'db'>, change: AllotmentChange): Promise<number> {
  return db.$transaction(async (tx) => {
    if (await toldBefore(tx, change)) return 0
    const { cycleId, cells, post, person } = change
    refuseUnwritable(cells)
    const city = cycleId.split('/')[0] ?? ''
    await holdYears(tx, [cycleId])
    await mustBeOffice(tx, post, city)
    // One table after another: each is held against what the one before has left.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${cycleId} allotment`}, 0))`
    const stands = await standingAllotments(tx, cycleId)
    if (change.stood !== undefined && change.stood !== allotmentHash(stands)) throw new Refused('changed-meanwhile')
    const changed = changedCells(stands, cells).map((cell) => ({ ...cell, reason: cell.standing === 'conflict' ? cell.reason.trim() : '' }))
    await mustFit(tx, cycleId, city, changed)
    if (changed.length === 0) return 0
    const recordedAt = await nowOf(tx, city)
    await tx.allotment.createMany({ data: changed.map((cell) => ({ ...cell, cycleId, byPost: post, byPerson: person ?? '', recordedAt })) })
    const count = (standing: Cell['standing']) => changed.filter((cell) => cell.standing === standing).length
    const held = await holdForConflicts(tx, { city, now: recordedAt, cycleId, cells: newConflicts(stands, changed) })
    const facts = {
      assigned: count('assigned'),
      conflicts: count('conflict'),
      taken: count('none'),
      cellsHash: contentHash(changed),
      ...(held > 0 ? { held } : {}),
    }
    await tellOfReview(tx, { ...change, asked: change, cycleIds: [cycleId], kind: 'allotted', facts })
    return changed.length
  })
}

async function holdForConflicts(
  tx: Transaction,
  { cells, ...of }: { city: string; now: Date; cycleId: string; cells: Cell[] },
): Promise<number> {
  if (cells.length === 0) return 0
  const seats = await tx.post.findMany({ where: { id: { in: cells.map(({ seat }) => seat) } }, select: { department: true } })
  const bodies = seats.flatMap(({ department }) => department ?? [])
  return holdMaterials(tx, { ...of, bodies, why: '委員の利害関係が加わったため、' })
}

async function mustFit(tx: Transaction, cycleId: string, city: string, cells: Cell[]): Promise<void> {
  const bare = cells.filter(({ standing, reason }) => standing === 'conflict' && reason === '')
  if (bare.length > 0)
    throw new Refused('incomplete-command', [`利害関係の理由がない欄が${bare.length}か所あります。理由を書いてください。`])
  const [programmes, seats] = await Promise.all([
    tx.programme.findMany({ where: { cycleId }, select: { key: true } }),
    tx.post.findMany({ where: { city, role: 'member' }, select: { id: true } }),
  ])
  const strange = cells.filter(
    ({ programme, seat }) => !programmes.some(({ key }) => key === programme) || !seats.some(({ id }) => id === seat),
  )
  if (strange.length > 0)
    throw new Refused('invalid-input', [`この年度の施策か委員の席にないものが${strange.length}か所あります。画面を開き直してください。`])
}
