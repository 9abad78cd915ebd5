import type { Database } from '../../../../prisma/db.js'
import { Refused } from '../../errors.js'
import { refuseUnwritable } from '../../receive.js'
import type { OfficeWord } from '../remarks/remarks.js'
import { holdYears, tellOfReview, toldBefore } from '../tell-years.js'
import { recordsOfStep, seenAct } from './declared.js'

/**
 * Records that the holder of a post has seen what the post's deputy decided (後閲). It changes no state: a row in the trail says it.
 * @throws Refused: another record stands by now, it was not decided by a deputy, or the person does not hold the post today
 */
export async function recordSeen(db: Database, given: OfficeWord & { stepId: string; versionId: string }): Promise<void> {
  refuseUnwritable(given)
  const { id, cycleId, stepId, versionId, post, person } = given
  await db.$transaction(async (tx) => {
    const { now } = await holdYears(tx, [cycleId])
    if (await toldBefore(tx, given)) return
    // of two that press at once, the second finds what the first recorded
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${versionId} seen`}, 0))`
    const record = (await recordsOfStep(tx, stepId)).find((one) => one.versionId === versionId)
    if (!record || record.cycleId !== cycleId) throw new Refused('changed-meanwhile')
    if (record.seenAt !== null) throw new Refused('already-applied')
    if (!record.deputised) throw new Refused('invalid-input', ['この記録は代理の人によるものではないため、後閲は要りません。'])
    const holders = await tx.$queryRaw<{ id: string }[]>`
      SELECT h.id FROM holding h, LATERAL (SELECT (${now}::timestamptz AT TIME ZONE 'Asia/Tokyo')::date AS today) d
      WHERE h.post_id = ${post} AND h.person_id = ${person} AND h.kind = 'holder' AND h."from" <= d.today AND (h.until IS NULL OR h.until >= d.today)`
    if (post !== record.post || holders.length === 0) throw new Refused('wrong-post', [post])
    await tellOfReview(tx, {
      id,
      asked: given,
      cycleIds: [cycleId],
      kind: seenAct,
      process: record.processId,
      post,
      person,
      facts: { version: versionId },
    })
  })
}
