import { type RemarkSource, type ToldWay, toldPlace, toldWays } from '../../../../domain/review/remark.js'
import type { Database } from '../../../../prisma/db.js'
import { Refused } from '../../errors.js'
import { refuseUnwritable } from '../../receive.js'
import { mustBeOffice } from '../../steering/hold-notice.js'
import { tellOfReview, toldBefore } from '../tell-years.js'
import { insertRemarks, standingRemarks } from './remark-rows.js'
import { begin, type OfficeWord, remarkFaults, wordOf, yearSubjects } from './remarks.js'

/** What a member said of remarks that were written down, told to the office and not on a page of their own. */
export interface ToldRemarks extends OfficeWord {
  seat: string
  way: ToldWay
  /** each with the text as the member wants it: the same, or mended */
  remarks: { no: number; text: string }[]
}

/**
 * Writes down that a member has confirmed remarks by telephone, on paper or in person: each a new row with that way in its place.
 * @throws Refused: none chosen, a remark of another seat, or one that was corrected in between
 */
export async function confirmTold(db: Database, given: ToldRemarks): Promise<void> {
  refuseUnwritable(given)
  await db.$transaction(async (tx) => {
    const { city, now } = await begin(tx, given)
    if (await toldBefore(tx, given)) return
    await mustBeOffice(tx, given.post, city)
    if (given.remarks.length === 0) throw new Refused('invalid-input', ['委員が確かめた発言を選んでください。'])
    const subjects = await yearSubjects(tx, given.cycleId)
    const texts = new Map(given.remarks.map(({ no, text }) => [no, text]))
    const before = await standingRemarks(tx, given.cycleId, [...texts.keys()])
    const rows = before.map(({ no, subject, seat, source, sourceOf, documentId, place }) => {
      const row = { subject, text: texts.get(no) ?? '', seat, source: source as RemarkSource, sourceOf, documentId }
      return { ...row, place: toldPlace(place, given.way), replaces: no, at: now }
    })
    const faults = rows.flatMap(({ replaces, seat, ...row }) => [
      ...remarkFaults(row, subjects),
      ...(seat === given.seat ? [] : [`番号${replaces}の発言は、この委員の発言として記録されていません。`]),
    ])
    if (faults.length > 0) throw new Refused('invalid-input', faults)
    const numbers = await insertRemarks(tx, given, rows)
    const facts = { remarks: numbers.map(String), told: toldWays[given.way] }
    await tellOfReview(tx, { ...wordOf(given), kind: 'remarks-confirmed', facts })
  })
}
