import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cityCalendar } from '../../domain/calendar/city-calendar.js'
import { addDays, dateOf, instantAt, timeOf } from '../../domain/calendar/instants.js'
import { planChase } from '../../domain/chase/plan-chase.js'
import type { ChasePolicy } from '../../domain/definition/schema.js'
import { calendarSettings } from './calendar-definition.js'

const calendar = cityCalendar(calendarSettings())
const dispatch = ['09:00', '14:00']
type Notice = ChasePolicy['notices'][number]

const departments: ChasePolicy = {
  id: 'departments',
  name: '所管課への再依頼',
  notices: [
    { id: 'reminder', kind: 'reminder', businessDays: -3, at: '09:00', to: 'owner' },
    { id: 'overdue', kind: 'overdue', businessDays: 1, at: '09:00', to: 'owner', repeat: { everyBusinessDays: 3, times: 3 } },
    { id: 'coordinator', kind: 'overdue', businessDays: 3, at: '09:00', to: 'coordinator' },
    { id: 'head', kind: 'head-notice', businessDays: 5, at: '10:00', to: 'head' },
    { id: 'propose', kind: 'escalation-proposal', businessDays: 8, at: '09:00', to: 'office' },
  ],
}
const dueAt = instantAt('2016-12-16', '17:00')
const plan = (notices: Notice[], over: { dueAt?: string; from?: string } = {}) =>
  planChase({ policy: { id: 'p', name: '段取り', notices }, calendar, dispatch, dueAt, from: instantAt('2016-12-01', '09:00'), ...over })

describe('a chase', () => {
  it('goes from the officer to the coordinator to the section head, and above that only proposes', () => {
    const notices = planChase({ policy: departments, calendar, dispatch, dueAt, from: instantAt('2016-12-01', '09:00') })
    expect(notices.map(({ rule, to, at }) => `${dateOf(at)} ${timeOf(at)} ${to} ${rule}`)).toEqual([
      '2016-12-13 09:00 owner reminder-1',
      '2016-12-19 09:00 owner overdue-1',
      '2016-12-21 09:00 coordinator coordinator-1',
      '2016-12-22 09:00 owner overdue-2',
      '2016-12-26 14:00 head head-1',
      '2016-12-28 09:00 owner overdue-3',
      '2017-01-04 09:00 office propose-1',
    ])
  })

  it('says in each notice who is written to, which rule asks for it and which due date it is about', () => {
    const reasons = planChase({ policy: departments, calendar, dispatch, dueAt, from: instantAt('2016-12-01', '09:00') }).map(
      (n) => n.reason,
    )
    expect(reasons[0]).toBe(
      '期限（平成28年12月16日（金）17時）の3開庁日前に担当へお知らせを送る定め（所管課への再依頼の「期限前のお知らせ」）による。',
    )
    expect(reasons[3]).toContain('4開庁日後に担当へ再依頼を送る定め（所管課への再依頼の「再依頼」、全3回の2回目）')
    expect(reasons[2]).toContain('の「取りまとめ担当への連絡」）')
    expect(reasons[4]).toContain('の「課長への確認」）')
    expect(reasons[6]).toContain('の「上位への連絡の提案」）')
    expect(reasons.join()).not.toMatch(/[a-z]/)
    expect(reasons.join()).not.toContain('督促')
  })

  it('drops a reminder whose time has passed instead of sending it late', () => {
    const reminder: Notice = { id: 'reminder', kind: 'reminder', businessDays: -3, at: '11:00', to: 'owner' }
    expect(plan([reminder], { from: instantAt('2016-12-13', '10:00') })).toHaveLength(1)
    // its slot (14:00) is still to come, but the time the rule names is gone
    expect(plan([reminder], { from: instantAt('2016-12-13', '12:00') })).toEqual([])
  })

  it('drops a reminder that could leave only after the due instant', () => {
    expect(plan([{ id: 'reminder', kind: 'reminder', businessDays: 0, at: '15:00', to: 'owner' }])).toEqual([])
  })

  it('never tells anybody that a due date has passed before it has', () => {
    const notices = plan([{ id: 'overdue', kind: 'overdue', businessDays: 0, at: '09:00', to: 'owner' }])
    expect(notices.map((n) => n.at)).toEqual([instantAt('2016-12-19', '09:00')])
  })

  it('a planning in the middle keeps the names of the notices that are still to come', () => {
    const rules = planChase({ policy: departments, calendar, dispatch, dueAt, from: instantAt('2016-12-22', '09:00') }).map((n) => n.rule)
    expect(rules).toEqual(['head-1', 'overdue-3', 'propose-1'])
  })

  it('of two notices to one party in one slot keeps the more urgent', () => {
    const notices = plan([
      { id: 'head', kind: 'head-notice', businessDays: 4, at: '08:00', to: 'owner' },
      { id: 'overdue', kind: 'overdue', businessDays: 1, at: '09:00', to: 'owner', repeat: { everyBusinessDays: 3, times: 2 } },
      { id: 'other', kind: 'overdue', businessDays: 4, at: '09:00', to: 'coordinator' },
    ])
    expect(notices.map((n) => n.rule)).toEqual(['overdue-1', 'head-1', 'other-1'])
  })

  it('sends nothing over the new year, and takes up again on 4 January', () => {
    const notices = plan(
      [{ id: 'overdue', kind: 'overdue', businessDays: 1, at: '09:00', to: 'owner', repeat: { everyBusinessDays: 1, times: 2 } }],
      { dueAt: instantAt('2016-12-28', '17:00') },
    )
    expect(notices.map((n) => dateOf(n.at))).toEqual(['2017-01-04', '2017-01-05'])
  })
})

const aNotice: fc.Arbitrary<Notice> = fc
  .record({
    id: fc.constantFrom('a', 'a-1', 'b'),
    kind: fc.constantFrom('reminder' as const, 'overdue' as const, 'head-notice' as const, 'escalation-proposal' as const),
    businessDays: fc.integer({ min: -20, max: 30 }),
    at: fc.constantFrom('08:00', '09:00', '12:30', '14:00', '18:00'),
    to: fc.constantFrom('owner' as const, 'coordinator' as const, 'head' as const, 'office' as const),
    repeat: fc.option(fc.record({ everyBusinessDays: fc.integer({ min: 1, max: 5 }), times: fc.integer({ min: 1, max: 6 }) }), {
      nil: undefined,
    }),
  })
  .map(({ repeat, ...notice }) => (repeat ? { ...notice, repeat } : notice))

it('whatever the policy: sorted, unique, on business days, after the start, within the limit, the same each time', () => {
  const aDay = fc.integer({ min: 0, max: 2000 }).map((n) => addDays('2016-04-01', n))
  fc.assert(
    fc.property(fc.array(aNotice, { maxLength: 6 }), aDay, fc.integer({ min: -40, max: 40 }), (notices, day, offset) => {
      const due = instantAt(day, '17:00')
      const from = instantAt(addDays(day, offset), '10:00')
      const planned = plan(notices, { dueAt: due, from })
      expect(plan(notices, { dueAt: due, from })).toEqual(planned)
      expect(planned.map((n) => n.at)).toEqual(planned.map((n) => n.at).sort())
      expect(new Set(planned.map((n) => n.rule)).size).toBe(planned.length)
      expect(new Set(planned.map((n) => `${n.to} ${n.at}`)).size).toBe(planned.length)
      expect(planned.length).toBeLessThanOrEqual(notices.reduce((sum, n) => sum + (n.repeat?.times ?? 1), 0))
      for (const notice of planned) {
        expect(notice.at > from).toBe(true)
        expect(calendar.isBusinessDay(dateOf(notice.at))).toBe(true)
        expect(dispatch).toContain(timeOf(notice.at))
        if (notice.kind === 'reminder') expect(notice.at < due).toBe(true)
        if (notice.kind === 'overdue') expect(notice.at > due).toBe(true)
      }
    }),
  )
})
