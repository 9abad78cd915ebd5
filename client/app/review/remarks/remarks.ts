import type { Definition } from '../../../../domain/definition/schema.js'
import { longestRemark, mostLines } from '../../../../domain/review/notes.js'
import { afterCorrection, isRemarkSource, type RemarkSource, type RemarkSubject, subjectsOf } from '../../../../domain/review/remark.js'
import { asObject, asText } from '../../../../domain/sheet/loose-content.js'
import { contentHash } from '../../../../domain/trail/canonical.js'
import type { Database } from '../../../../prisma/db.js'
import { snapshotBody } from '../../../../prisma/snapshots.js'
import type { Transaction } from '../../../../prisma/trail.js'
import { Refused } from '../../errors.js'
import { refuseUnwritable } from '../../receive.js'
import type { Request } from '../../request.js'
import { mustBeOffice } from '../../steering/hold-notice.js'
import { holdYears, tellOfReview, toldBefore } from '../tell-years.js'
import { insertRemarks, type SaidWhere, standingRemark, standingWords } from './remark-rows.js'

/** A word of the office about what was said in a year. */
export interface OfficeWord {
  /** idempotency key: of the form that was sent */
  id: string
  cycleId: string
  /** the office's post */
  post: string
  /** null: nobody who signed in (a recorded year that is played) */
  person: string | null
  /** default: a page */
  via?: Request['via']
}

export interface NewRemarks extends OfficeWord, SaidWhere {
  remarks: { subject: string; text: string }[]
}

/** The year's subjects: what can be said about. */
export async function subjectsIn(tx: Pick<Transaction, 'programme'>, definition: Definition, cycleId: string): Promise<RemarkSubject[]> {
  const programmes = await tx.programme.findMany({ where: { cycleId }, select: { key: true, name: true }, orderBy: { position: 'asc' } })
  return subjectsOf(definition, programmes)
}

/**
 * Writes down what was said, all of it or nothing (発言の記録), with one row in the trail.
 * @returns the remarks' numbers, in their order; those of the first time when the same form was sent before
 * @throws Refused: not the office's post, the year is sealed, or faults of the input, each in words
 */
export async function recordRemarks(db: Database, given: NewRemarks): Promise<number[]> {
  refuseUnwritable(given)
  return db.$transaction(async (tx) => {
    const { city, now } = await begin(tx, given)
    if (await toldBefore(tx, given)) return numbersOf(tx, given.id)
    await mustBeOffice(tx, given.post, city)
    const subjects = await yearSubjects(tx, given.cycleId)
    const faults = [
      ...(given.remarks.length === 0 ? ['記録する発言がありません。一行に一つずつ書いてください。'] : []),
      ...(given.remarks.length > mostLines ? [`一度に記録できるのは${mostLines}件までです。分けて記録してください。`] : []),
      ...given.remarks.flatMap((one, at) => remarkFaults(one, subjects).map((fault) => `${at + 1}件目：${fault}`)),
      ...(await whereFaults(tx, city, given)),
    ]
    if (faults.length > 0) throw new Refused('invalid-input', faults)
    const numbers = await insertRemarks(
      tx,
      given,
      given.remarks.map((remark) => ({ ...given, ...remark, at: now })),
    )
    await tellOfReview(tx, {
      ...wordOf(given),
      kind: 'remarks-recorded',
      facts: { remarks: numbers.map(String), source: given.source, content: contentHash(given.remarks) },
    })
    return numbers
  })
}

async function numbersOf(tx: Transaction, id: string): Promise<number[]> {
  const { payload } = await tx.command.findUniqueOrThrow({ where: { id }, select: { payload: true } })
  return asText(asObject(payload).remarks).split(' ').map(Number)
}

export interface RemarkCorrection extends OfficeWord {
  /** the row that is corrected: it must be the one that stands */
  no: number
  subject: string
  text: string
  seat: string | null
  place: string
}

/**
 * Corrects a remark: a new row in its place; what was written before stays on record. A member's word on it stays where text and seat do.
 * @returns the new row's number; null when the same form was sent before
 * @throws Refused (changed-meanwhile) when it was corrected or taken back in between
 */
export async function correctRemark(db: Database, given: RemarkCorrection): Promise<number | null> {
  refuseUnwritable(given)
  return db.$transaction(async (tx) => {
    const { city, now } = await begin(tx, given)
    if (await toldBefore(tx, given)) return null
    await mustBeOffice(tx, given.post, city)
    const before = await standingRemark(tx, given)
    const { subject, seat, place } = given
    const stood = await standingWords(tx, given)
    const { text, told } = afterCorrection(stood, given)
    const where = { source: before.source as RemarkSource, sourceOf: before.sourceOf, documentId: before.documentId, place, seat }
    const faults = [
      ...remarkFaults({ subject, text }, await yearSubjects(tx, given.cycleId)),
      ...(await whereFaults(tx, city, { ...given, ...where })),
    ]
    if (subject === before.subject && text === stood.text && seat === before.seat && place === before.place)
      faults.push('変わったところがありません。直すところを書き換えてから保存してください。')
    if (faults.length > 0) throw new Refused('invalid-input', faults)
    const [no = 0] = await insertRemarks(tx, given, [{ ...where, subject, text, told, replaces: given.no, at: now }])
    const facts = { remark: no, replaces: given.no, content: contentHash({ subject, text }) }
    await tellOfReview(tx, { ...wordOf(given), kind: 'remark-corrected', facts })
    return no
  })
}

/**
 * Takes a remark back: nobody said so. It stays on record, and the reason in the trail.
 * @throws Refused: no reason, or (changed-meanwhile) it was corrected or taken back in between
 */
export async function takeRemarkBack(db: Database, given: OfficeWord & { no: number; reason: string }): Promise<void> {
  refuseUnwritable(given)
  await db.$transaction(async (tx) => {
    const { city, now } = await begin(tx, given)
    if (await toldBefore(tx, given)) return
    await mustBeOffice(tx, given.post, city)
    if (given.reason.trim() === '') throw new Refused('incomplete-command', ['取り消す理由を書いてください。理由は記録に残ります。'])
    const before = await standingRemark(tx, given)
    const source = before.source as RemarkSource
    const { subject, text, seat, sourceOf, place, documentId } = before
    const row = { source, subject, text, seat, sourceOf, place, documentId, replaces: given.no, takenBack: true, at: now }
    await insertRemarks(tx, given, [row])
    await tellOfReview(tx, { ...wordOf(given), kind: 'remark-taken-back', reason: given.reason, facts: { remark: given.no } })
  })
}

export const wordOf = (given: OfficeWord) => {
  const { id, cycleId, post, person, via = 'page' } = given
  return { id, asked: given, cycleIds: [cycleId], post, person, via }
}

/** Holds the year, and waits for whoever else records of it: two corrections of one remark come one after the other. @returns its city, and the city's present instant */
export async function begin(tx: Transaction, { cycleId }: OfficeWord): Promise<{ city: string; now: Date }> {
  const { now } = await holdYears(tx, [cycleId])
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${cycleId} remarks`}, 0))`
  return { now, city: cycleId.split('/')[0] ?? '' }
}

export async function yearSubjects(tx: Transaction, cycleId: string): Promise<Set<string>> {
  const { snapshotNo } = await tx.process.findUniqueOrThrow({ where: { id: cycleId }, select: { snapshotNo: true } })
  const definition = (await snapshotBody(tx, `${cycleId}@${snapshotNo}`)) as Definition
  return new Set((await subjectsIn(tx, definition, cycleId)).map(({ key }) => key))
}

export const remarkFaults = ({ subject, text }: { subject: string; text: string }, subjects: Set<string>): string[] => [
  ...(subjects.has(subject) ? [] : [`対象「${subject}」は、この年度の名簿にありません。対象を選び直してください。`]),
  ...(text.trim() === '' ? ['発言が空です。'] : []),
  ...(text.length > longestRemark ? [`発言が長すぎます（${longestRemark}字まで）。`] : []),
]

async function whereFaults(tx: Transaction, city: string, given: SaidWhere & { cycleId: string }): Promise<string[]> {
  const { source, sourceOf = null, seat = null, documentId = null, place = '', cycleId } = given
  const faults: string[] = []
  if (!isRemarkSource(source)) faults.push('発言の出所を選んでください。')
  if (place.length > 200) faults.push('出所の中の箇所は200字以内で書いてください。')
  if (seat !== null && (await tx.post.count({ where: { id: seat, city, role: 'member' } })) === 0)
    faults.push('委員の席を選び直してください。委員の席でない職は選べません。')
  if (documentId !== null && (await tx.document.count({ where: { id: documentId, ownerId: cycleId } })) === 0)
    faults.push('選んだ資料は、この年度にありません。資料を選び直してください。')
  if (sourceOf !== null) {
    const known =
      (await tx.process.count({ where: { id: sourceOf, cycleId, kind: 'assignment' } })) +
      (await tx.agendaItem.count({ where: { meetingId: sourceOf, cycleId } }))
    if (known === 0) faults.push('選んだ会議・聴取は、この年度のものではありません。選び直してください。')
  }
  return faults
}
