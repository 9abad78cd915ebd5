import type { Database } from '../../../../prisma/db.js'
import { Refused } from '../../errors.js'
import { refuseUnwritable } from '../../receive.js'
import { mustBeOffice } from '../../steering/hold-notice.js'
import { tellOfReview, toldBefore } from '../tell-years.js'
import { begin, type OfficeWord, wordOf } from './remarks.js'

/**
 * 意見にしない: what was said and becomes no opinion, with the reason; or takes that back (`standing` false).
 * @throws Refused: no reason, or a key that nobody said anything under
 */
export async function setAside(db: Database, given: OfficeWord & { keys: string[]; reason: string; standing: boolean }): Promise<void> {
  refuseUnwritable(given)
  const { keys, reason, standing, cycleId } = given
  await db.$transaction(async (tx) => {
    const { city, now } = await begin(tx, given)
    if (await toldBefore(tx, given)) return
    await mustBeOffice(tx, given.post, city)
    if (keys.length === 0) throw new Refused('invalid-input', ['発言を選んでください。'])
    if (standing && reason.trim() === '')
      throw new Refused('incomplete-command', ['意見にしない理由を書いてください。理由は記録に残ります。'])
    const known = await tx.$queryRaw<{ key: string }[]>`SELECT key FROM said WHERE cycle_id = ${cycleId} AND key = ANY(${keys})`
    if (known.length < new Set(keys).size)
      throw new Refused('invalid-input', ['選んだ発言のうち、取り消されたか、この年度にないものがあります。画面を開き直してください。'])
    const rows = keys.map((key) => ({ cycleId, key, standing, reason, byPost: given.post, byPerson: given.person ?? '', recordedAt: now }))
    await tx.setAside.createMany({ data: rows })
    const kind = standing ? 'remarks-set-aside' : 'remarks-taken-up'
    await tellOfReview(tx, { ...wordOf(given), kind, reason, facts: { said: keys } })
  })
}
