import { describe, expect, test } from 'vitest'
import { instantAt } from '../../domain/calendar/instants.js'
import { materialsTimes } from '../../domain/review/materials-day.js'
import { type MaterialsNotice, type MaterialsStand, planOfMaterials } from '../../domain/review/materials-plan.js'
import { shipped } from './definition-shipped.js'

const body = (materialsDays?: number) => [
  { id: 'subcommittee', name: '部会', kind: 'subcommittee' as const, ...(materialsDays ? { materialsDays } : {}) },
]
const { calendar } = shipped()
const meetingAt = instantAt('2017-02-20', '14:00')

describe('the day of the materials', () => {
  test('is the fifth business day before the meeting, with its first dispatch; the office is told the business day before', () => {
    expect(materialsTimes({ calendar, bodies: body() }, 'subcommittee', meetingAt)).toEqual({
      days: 5,
      on: '2017-02-13',
      leavesAt: instantAt('2017-02-13', '09:00'),
      // 11 and 12 February were a holiday and a Sunday
      askedAt: instantAt('2017-02-10', '09:00'),
    })
  })

  test('is another one where the definition says so of the body', () => {
    expect(materialsTimes({ calendar, bodies: body(7) }, 'subcommittee', meetingAt).on).toBe('2017-02-09')
    expect(materialsTimes({ calendar, bodies: body(7) }, 'council', meetingAt).on).toBe('2017-02-13')
  })
})

const times = materialsTimes({ calendar, bodies: body() }, 'subcommittee', meetingAt)
const early = instantAt('2017-02-06', '09:00')
const late = instantAt('2017-02-15', '09:00')
const seat = (id: string, ...terms: [person: string, from: string, until?: string][]) => ({
  id,
  terms: terms.map(([person, from, until]) => ({ person, from, until: until ?? null })),
})
const stand = (more: Partial<MaterialsStand> = {}): MaterialsStand => ({
  newest: 'file/1',
  newestHeld: false,
  times,
  next: early,
  dispatchFrom: (day) => instantAt(day, '09:00'),
  byHand: false,
  office: 'office',
  day: '2017-02-20',
  seats: [seat('seat-1', ['hanako', '2015-04-01']), seat('seat-2')],
  notices: [],
  ...more,
})
const notice = (more: Partial<MaterialsNotice> = {}): MaterialsNotice => ({
  id: `n-${more.post ?? 'seat-1'}`,
  kind: 'materials',
  post: 'seat-1',
  at: times.leavesAt,
  stands: 'waits',
  held: false,
  byHand: false,
  document: 'file/1',
  ...more,
})
const both = (more: Partial<MaterialsNotice> = {}) => ['seat-1', 'seat-2'].map((post) => notice({ post, ...more }))
const nothing = { cancel: [], plan: [] }
const planned = (of: MaterialsStand) => planOfMaterials(of).plan.map(({ post, at }) => [post, at])

describe('a file', () => {
  test('leaves on its day to every seat, once', () => {
    expect(planned(stand())).toEqual([
      ['seat-1', times.leavesAt],
      ['seat-2', times.leavesAt],
    ])
    expect(planOfMaterials(stand({ notices: both() }))).toEqual(nothing)
    expect(planOfMaterials(stand({ notices: both({ stands: 'left' }), next: late }))).toEqual(nothing)
  })

  test('made after the day leaves with the next dispatch', () => {
    expect(planned(stand({ next: late })).map(([, at]) => at)).toEqual([late, late])
    // An hour later nothing is planned anew for the dispatch after it.
    const since = instantAt('2017-02-15', '14:00')
    expect(planOfMaterials(stand({ next: since, notices: both({ at: late }) }))).toEqual(nothing)
  })

  test('newer than the one that waits goes in its place; newer than the one that was sent goes to all, who are told so', () => {
    const newer = planOfMaterials(stand({ newest: 'file/2', notices: both() }))
    expect(newer.cancel.map(({ why }) => why)).toEqual(['新しい資料に差し替えたため', '新しい資料に差し替えたため'])
    expect(newer.plan.map(({ at, replaces }) => [at, replaces])).toEqual([
      [times.leavesAt, false],
      [times.leavesAt, false],
    ])
    const again = planOfMaterials(stand({ newest: 'file/2', next: late, notices: both({ stands: 'left' }) }))
    expect([again.cancel, again.plan.map(({ at, replaces }) => [at, replaces])]).toEqual([
      [],
      [
        [late, true],
        [late, true],
      ],
    ])
  })

  test('of a moved meeting leaves on the other day; one that has left is not sent again', () => {
    const moved = materialsTimes({ calendar, bodies: body() }, 'subcommittee', instantAt('2017-03-06', '14:00'))
    const plan = planOfMaterials(stand({ times: moved, notices: both() }))
    expect(plan.cancel.map(({ why }) => why)).toEqual(['資料を送る日が変わったため', '資料を送る日が変わったため'])
    expect(plan.plan.map(({ at }) => at)).toEqual([moved.leavesAt, moved.leavesAt])
    expect(planOfMaterials(stand({ times: moved, notices: both({ stands: 'left' }) }))).toEqual(nothing)
  })

  test('that the office holds stays held when it moves or is replaced, and by hand, too', () => {
    const notices = both({ held: true })
    const moved = materialsTimes({ calendar, bodies: body() }, 'subcommittee', instantAt('2017-03-06', '14:00'))
    expect(planOfMaterials(stand({ times: moved, notices })).plan.map(({ held }) => held)).toEqual([true, true])
    expect(planOfMaterials(stand({ newest: 'file/2', notices })).plan.map(({ held }) => held)).toEqual([true, true])
    expect(planOfMaterials(stand({ byHand: true, notices }))).toEqual(nothing)
  })

  test('that may show what members must not read leaves to no seat by itself; mails that the office released stay so', () => {
    const held = { newestHeld: true, seats: [...stand().seats, seat('seat-3')] }
    expect(planOfMaterials(stand(held)).plan.map(({ held: one }) => one)).toEqual([true, true, true])
    const plan = planOfMaterials(stand({ ...held, notices: [notice({ held: true }), notice({ post: 'seat-2' })] }))
    expect([plan.cancel, plan.plan.map(({ post, held: one }) => [post, one])]).toEqual([[], [['seat-3', true]]])
  })

  test('sent by hand does not wait for its day, and no later look puts it off', () => {
    expect(planOfMaterials(stand({ byHand: true, notices: both() }))).toMatchObject({
      cancel: [{ why: '予定の日を待たずに送るため' }, { why: '予定の日を待たずに送るため' }],
      plan: [{ at: early }, { at: early }],
    })
    expect(planOfMaterials(stand({ notices: both({ at: early, byHand: true }) }))).toEqual(nothing)
  })
})

describe('a member', () => {
  const left = both({ stands: 'left', at: instantAt('2017-02-13', '09:00') })

  test('who joins after the mails have left is told, once the seat is theirs, and nobody else', () => {
    const joined = [seat('seat-1', ['hanako', '2015-04-01', '2017-02-15'], ['taro', '2017-02-16']), seat('seat-2'), seat('seat-3')]
    const next = instantAt('2017-02-14', '09:00')
    expect(planned(stand({ seats: joined, next, notices: left }))).toEqual([
      ['seat-1', instantAt('2017-02-16', '09:00')],
      ['seat-3', next],
    ])
    const told = [...left, notice({ id: 'n-3', post: 'seat-3', at: next }), notice({ id: 'n-4', at: instantAt('2017-02-16', '09:00') })]
    expect(planOfMaterials(stand({ seats: joined, next, notices: told }))).toEqual(nothing)
  })

  test('whose term is renewed is not told twice', () => {
    const renewed = [seat('seat-1', ['hanako', '2015-04-01', '2017-02-15'], ['hanako', '2017-02-16']), seat('seat-2')]
    expect(planOfMaterials(stand({ seats: renewed, next: late, notices: left }))).toEqual(nothing)
  })

  test('whose mail was refused at the address keeps the one that was planned anew', () => {
    const again = notice({ id: 'n-seat-1/again', at: late })
    const other = notice({ post: 'seat-2', stands: 'left' })
    expect(planOfMaterials(stand({ next: late, notices: [again, other] }))).toEqual(nothing)
  })

  test('who is no member on the meeting’s day is not told', () => {
    expect(planOfMaterials(stand({ seats: [seat('seat-2')], notices: both() }))).toEqual({
      cancel: [{ id: 'n-seat-1', why: '会議の日に在任しないため' }],
      plan: [],
    })
  })
})

describe('while there is no file', () => {
  const missing = notice({ id: 'm', kind: 'materials-missing', post: 'office', at: times.askedAt, document: null })

  test('members get nothing, and the office is told the business day before', () => {
    const plan = planOfMaterials(stand({ newest: null }))
    expect(plan.plan).toEqual([{ kind: 'materials-missing', post: 'office', at: times.askedAt, held: false, replaces: false }])
    expect(planOfMaterials(stand({ newest: null, notices: [missing] }))).toEqual(nothing)
    expect(planOfMaterials(stand({ newest: null, notices: [{ ...missing, stands: 'left' }], next: late }))).toEqual(nothing)
  })

  test('the word to the office is taken back when the file is made, and moves with the meeting', () => {
    expect(planOfMaterials(stand({ notices: [missing, ...both()] })).cancel).toEqual([{ id: 'm', why: '会議資料ができたため' }])
    const moved = materialsTimes({ calendar, bodies: body() }, 'subcommittee', instantAt('2017-03-06', '14:00'))
    const plan = planOfMaterials(stand({ newest: null, times: moved, notices: [missing] }))
    expect([plan.cancel[0]?.why, plan.plan[0]?.at]).toEqual(['資料を送る日が変わったため', moved.askedAt])
  })

  test('the word to the office that could not leave at its time is kept: nobody has heard of it yet', () => {
    expect(planOfMaterials(stand({ newest: null, notices: [missing], next: late }))).toEqual(nothing)
    expect(planOfMaterials(stand({ newest: null, notices: [{ ...missing, held: true }], next: late }))).toEqual(nothing)
  })

  test('and the day before has passed, nothing is planned for the past', () => {
    expect(planOfMaterials(stand({ newest: null, next: late }))).toEqual(nothing)
  })
})
