import { type ConfirmedWay, confirmedWays, type RemarkSource, type ToldWay } from '../../../../domain/review/remark.js'
import type { Database } from '../../../../prisma/db.js'
import type { Transaction } from '../../../../prisma/trail.js'
import { Refused } from '../../errors.js'
import { refuseUnwritable } from '../../receive.js'
import { mustBeOffice } from '../../steering/hold-notice.js'
import { termEnded } from '../member/ground.js'
import { tellOfReview, toldBefore } from '../tell-years.js'
import { insertRemarks, standingRemarks } from './remark-rows.js'
import { begin, type OfficeWord, remarkFaults, wordOf, yearSubjects } from './remarks.js'

/** What a member said of remarks that were written down, otherwise than with what the member hands in. */
export interface ConfirmedRemarks extends OfficeWord {
  seat: string
  /** each with the text as the member wants it: the same, or mended */
  remarks: { no: number; text: string }[]
}

/**
 * Writes down that a member has confirmed remarks by telephone, on paper or in person: each a new row that says how.
 * @throws Refused: none chosen, a remark of another seat, or one that was corrected in between
 */
export const confirmTold = (db: Database, given: ConfirmedRemarks & { way: ToldWay }): Promise<void> =>
  confirm(db, given, (tx, city) => mustBeOffice(tx, given.post, city))

/**
 * A member confirms remarks on the own page, also after everything was handed in: each a new row as above.
 * @param given `post` is the seat itself
 * @throws Refused: as above, or the member's term has ended
 */
export const confirmOwn = (db: Database, given: ConfirmedRemarks): Promise<void> =>
  confirm(db, { ...given, way: 'page' }, async (tx) => {
    if (given.post !== given.seat) throw new Refused('wrong-post')
    if (await termEnded(tx, given.seat, given.person))
      throw new Refused('invalid-input', ['委員の任期が終わっているため、確かめられません。事務局に知らせてください。'])
  })

async function confirm(
  db: Database,
  given: ConfirmedRemarks & { way: ConfirmedWay },
  mayAct: (tx: Transaction, city: string) => Promise<void>,
): Promise<void> {
  refuseUnwritable(given)
  await db.$transaction(async (tx) => {
    const { city, now } = await begin(tx, given)
    if (await toldBefore(tx, given)) return
    await mayAct(tx, city)
    if (given.remarks.length === 0) throw new Refused('invalid-input', ['委員が確かめた発言を選んでください。'])
    const subjects = await yearSubjects(tx, given.cycleId)
    const texts = new Map(given.remarks.map(({ no, text }) => [no, text]))
    const before = await standingRemarks(tx, given.cycleId, [...texts.keys()])
    const rows = before.map(({ no, subject, seat, source, sourceOf, documentId, place }) => {
      const row = { subject, text: texts.get(no) ?? '', seat, source: source as RemarkSource, sourceOf, documentId, place }
      return { ...row, told: given.way, replaces: no, at: now }
    })
    const faults = rows.flatMap(({ replaces, seat, ...row }) => [
      ...remarkFaults(row, subjects),
      ...(seat === given.seat ? [] : [`番号${replaces}の発言は、この委員の発言として記録されていません。`]),
    ])
    if (faults.length > 0) throw new Refused('invalid-input', faults)
    const numbers = await insertRemarks(tx, given, rows)
    const facts = { remarks: numbers.map(String), told: confirmedWays[given.way] }
    await tellOfReview(tx, { ...wordOf(given), kind: 'remarks-confirmed', facts })
  })
}
