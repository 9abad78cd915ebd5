import type { Definition } from '../../../../domain/definition/schema.js'
import { type PointStanding, pointFaults, pointStandings } from '../../../../domain/review/points.js'
import type { Database } from '../../../../prisma/db.js'
import { snapshotBody } from '../../../../prisma/snapshots.js'
import type { Transaction } from '../../../../prisma/trail.js'
import { Refused } from '../../errors.js'
import { refuseUnwritable } from '../../receive.js'
import { mustBeOffice } from '../../steering/hold-notice.js'
import { begin, type OfficeWord, wordOf } from '../remarks/remarks.js'
import { tellOfReview, toldBefore } from '../tell-years.js'
import { formsPrinted, type YearPoint, yearPoints } from './read-points.js'

/** What the office says became of a point. */
export interface PointWordGiven extends OfficeWord {
  /** the point's key */
  point: string
  standing: string
  /** done: the version that mended it; null: none did */
  versionId: string | null
  reason: string
  /** number of the word that was seen when this was written; 0: none */
  seen: number
}

const isStanding = (text: string): text is PointStanding => pointStandings.some((one) => one === text)

/** @throws Refused unless what is named as the mended version is something that the report prints, and not where the point was said */
async function mustBePrinted(
  tx: Transaction,
  cycleId: string,
  version: { processId: string; no: number; form: string | null },
  { given }: YearPoint,
) {
  const cycle = await tx.process.findUniqueOrThrow({ where: { id: cycleId }, select: { snapshotNo: true } })
  const definition = (await snapshotBody(tx, `${cycleId}@${cycle.snapshotNo}`)) as Definition
  const said = version.processId === given.processId && version.no === given.versionNo
  if (said || !formsPrinted(definition).includes(version.form ?? ''))
    throw new Refused('invalid-input', [
      '直した版には、報告書に載る内容を持つ版を選んでください。ほかの形で対応したときは、どう対応したかを書いてください。',
    ])
}

/**
 * Records what became of a point (指摘への対応): a new row, what was said before stays.
 * @throws Refused: not the office's post, no such point, no reason where one is needed, a version from before the point, or
 * (changed-meanwhile) somebody else has spoken about it since
 */
export async function settlePoint(db: Database, given: PointWordGiven): Promise<void> {
  refuseUnwritable(given)
  const { cycleId, standing, versionId, reason, post, person } = given
  if (!isStanding(standing)) throw new Refused('invalid-input', ['「対応した」か「対応しない」を選んでください。'])
  await db.$transaction(async (tx) => {
    const { city, now } = await begin(tx, given)
    if (await toldBefore(tx, given)) return
    await mustBeOffice(tx, post, city)
    const point = (await yearPoints(tx, cycleId)).find(({ key }) => key === given.point)
    if (!point) throw new Refused('invalid-input', ['この指摘は、この年度にありません。画面を開き直してください。'])
    if ((point.word?.no ?? 0) !== given.seen) throw new Refused('changed-meanwhile')
    const version = versionId === null ? null : await tx.version.findFirst({ where: { id: versionId, cycleId } })
    if (versionId !== null && !version) throw new Refused('unknown-version', [versionId])
    if (version) await mustBePrinted(tx, cycleId, version, point)
    const known = { state: point.state, givenAt: point.given.createdAt }
    const faults = pointFaults({ standing, reason }, known, version && { createdAt: version.createdAt.toISOString() })
    if (faults.length > 0) throw new Refused('invalid-input', faults)
    const mended = standing === 'done' ? versionId : null
    const row = { cycleId, key: point.key, standing, reason: reason.trim(), versionId: mended }
    await tx.pointWord.create({ data: { ...row, byPost: post, byPerson: person ?? '', recordedAt: now } })
    await tellOfReview(tx, {
      ...wordOf(given),
      kind: 'point-settled',
      process: point.given.processId,
      reason: row.reason,
      facts: { point: point.key, standing, ...(mended ? { version: mended } : {}) },
    })
  })
}
