import { describe, expect, test } from 'vitest'
import { dateMarks, decisionDoubts, declaredIn } from '../../domain/review/declared-dates.js'

const recorded = { recordedAt: '2017-08-18T01:00:00.000Z', acceptedAt: '2017-08-10T08:00:00.000Z' }
const content = {
  documentNo: '29川経企第123号',
  draftedOn: '2017-08-14',
  decidedOn: '2017-08-17',
  effectiveOn: '2017-08-18',
  rank: 'bureau-head',
  consulted: ['財政局'],
}
const marksOf = (over: object, observed = recorded) => {
  const declared = declaredIn({ ...content, ...over })
  return declared ? dateMarks(declared, observed).map(({ mark, field }) => `${field}:${mark}`) : null
}

describe('declared dates of a decision', () => {
  test('that go together have no mark', () => {
    expect(marksOf({})).toEqual([])
  })
  test('a decision on the day of its draft, of its recording and of the last acceptance has no mark', () => {
    expect(marksOf({ draftedOn: '2017-08-18', decidedOn: '2017-08-18' }, { ...recorded, acceptedAt: '2017-08-18T00:00:00.000Z' })).toEqual(
      [],
    )
  })
  test('a decision before its draft', () => {
    expect(marksOf({ draftedOn: '2017-08-17', decidedOn: '2017-08-16' })).toEqual(['decidedOn:before-draft'])
  })
  test('a decision in the future, by the day in Japan on which it was recorded', () => {
    expect(marksOf({ decidedOn: '2017-08-19', effectiveOn: null })).toEqual(['decidedOn:future'])
    // 23:30 of 18 August in UTC is the 19th in Japan
    expect(marksOf({ decidedOn: '2017-08-19', effectiveOn: null }, { ...recorded, recordedAt: '2017-08-18T23:30:00.000Z' })).toEqual([])
  })
  test('a draft in the future', () => {
    expect(marksOf({ draftedOn: '2017-08-19', decidedOn: null, effectiveOn: null })).toEqual(['draftedOn:future'])
  })
  test('a decision before what it decides on was accepted', () => {
    expect(marksOf({ draftedOn: '2017-08-01', decidedOn: '2017-08-09' })).toEqual(['decidedOn:before-accepted'])
    expect(marksOf({ draftedOn: '2017-08-01', decidedOn: '2017-08-09' }, { ...recorded, acceptedAt: null as never })).toEqual([])
  })
  test('an effect before the decision is marked; a later one may lie ahead', () => {
    expect(marksOf({ effectiveOn: '2017-08-16' })).toEqual(['effectiveOn:effective-early'])
    expect(marksOf({ effectiveOn: '2017-10-01' })).toEqual([])
  })
  test('a record without dates declares nothing, and what is no day of the calendar is none', () => {
    expect(declaredIn({ heldOn: '2017-08-14' })).toBeNull()
    expect(declaredIn(null)).toBeNull()
    expect(declaredIn({ decidedOn: '2017-02-30', draftedOn: '2017-02-01' })?.decidedOn).toBeNull()
  })
  test('are marked by field while they are written; without dates there is nothing to say', () => {
    const now = '2017-08-18T00:00:00.000Z'
    expect(decisionDoubts({ draftedOn: '2017-08-17', decidedOn: '2017-08-16' }, now)).toMatchObject([{ field: 'decidedOn' }])
    expect(decisionDoubts({ heldOn: '2017-08-16' }, now)).toEqual([])
  })
  test('each mark is a sentence that names both days', () => {
    const declared = declaredIn({ ...content, decidedOn: '2017-08-13' })
    expect(declared && dateMarks(declared, recorded)[0]?.text).toBe(
      '決裁日（平成29年8月13日（日））が、起案日（平成29年8月14日（月））より前の日付です。',
    )
  })
})
