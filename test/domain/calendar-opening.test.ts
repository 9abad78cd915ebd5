import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cityCalendar } from '../../domain/calendar/city-calendar.js'
import { addDays, dateOf, instantAt } from '../../domain/calendar/instants.js'
import { type MovedSteps, planYear } from '../../domain/calendar/plan.js'
import { planOpening } from '../../domain/calendar/plan-opening.js'
import { definitionWith } from './calendar-definition.js'

const definition = definitionWith([
  { id: 'sheet', opens: { date: '12-01', at: '09:00' }, due: { businessDays: 11, from: 'open' } },
  { id: 'settlement', opens: { date: '06-01', fiscalYear: 1, at: '09:00' }, due: { date: '06-09', fiscalYear: 1 } },
  { id: 'year-end', opens: { date: '12-12', at: '09:00' }, due: { date: '12-28' } },
  { id: 'meeting-day', opens: { date: '09-06', at: '09:00' }, due: { date: '09-06' } },
  { id: 'assembly', fixed: true, opens: { date: '08-22', fiscalYear: 1, at: '09:00' }, due: { date: '08-29', fiscalYear: 1 } },
  {
    id: 'publish',
    opens: { date: '09-01', fiscalYear: 1, at: '09:00' },
    due: { businessDays: 10, from: 'open' },
    statutory: { date: '03-31', fiscalYear: 1 },
  },
])
const open = (id: string, date: string, time = '10:00', moved: MovedSteps = {}) => {
  const planned = planYear(definition, 2016, moved)[id]
  if (!planned) throw new Error(`${id} is not planned`)
  return { planned, opened: planOpening(definition, 2016, id, planned, instantAt(date, time)) }
}
const warnings = (step: { reasons: { text: string; warning?: true }[] }) => step.reasons.filter((r) => r.warning).map((r) => r.text)

describe('a step that really opens', () => {
  it('in time or early keeps its due instant', () => {
    const { planned, opened } = open('sheet', '2016-12-01', '09:00')
    expect(opened).toEqual(planned)
    expect(open('sheet', '2016-11-28').opened).toMatchObject({ opensAt: instantAt('2016-11-28', '10:00'), dueAt: planned.dueAt })
  })

  it('late gets the same number of business days from the real opening, and says when it opened', () => {
    const { opened } = open('sheet', '2016-12-05')
    expect(opened.dueAt).toBe(instantAt('2016-12-20', '17:00'))
    expect(opened.reasons.map((r) => r.text)).toContain('予定（平成28年12月1日（木）9時）より遅れ、平成28年12月5日（月）10時に開始')
  })

  it('late, with enough days left, keeps a due date of the calendar', () => {
    const { planned, opened } = open('settlement', '2017-06-05')
    expect(opened.dueAt).toBe(planned.dueAt)
    expect(warnings(opened)).toEqual([])
  })

  it('with fewer than three business days left gets five from the opening, and says why', () => {
    const { opened } = open('settlement', '2017-06-07')
    expect(opened.dueAt).toBe(instantAt('2017-06-14', '17:00'))
    expect(warnings(opened)).toEqual([
      '開始が遅れ、期限まで2開庁日となったため、開始（平成29年6月7日（水）10時）から5開庁日を目安に平成29年6月14日（水）17時へ',
    ])
  })

  it('after its due instant gets five business days too', () => {
    expect(open('settlement', '2017-06-30').opened.dueAt).toBe(instantAt('2017-07-07', '17:00'))
  })

  it('just before the new year, where five business days would lead back to the due date, keeps it and warns', () => {
    const { planned, opened } = open('year-end', '2016-12-26')
    expect(opened.dueAt).toBe(planned.dueAt)
    expect(warnings(opened)).toEqual(['開始が遅れ、期限まで2開庁日となったが、その先が期限を置かない期間に当たるためそのまま'])
  })

  it('an hour late on the day of a meeting does not move the meeting', () => {
    const { planned, opened } = open('meeting-day', '2016-09-06')
    expect(opened.dueAt).toBe(planned.dueAt)
  })

  it("the assembly's date stays and tells that there is little or no time", () => {
    const late = open('assembly', '2017-08-28')
    expect(late.opened.dueAt).toBe(late.planned.dueAt)
    expect(warnings(late.opened)).toEqual(['開始が遅れ、期限まで1開庁日となったが、当方では動かせない日程のためそのまま'])
    expect(warnings(open('assembly', '2017-08-30').opened)).toContain('開始が期限以後になったが、当方では動かせない日程のためそのまま')
  })

  it('a due instant that the office set by hand is not recounted from the opening', () => {
    const dueAt = instantAt('2017-01-20', '12:00')
    expect(open('sheet', '2016-12-05', '10:00', { sheet: { dueAt, reason: '所管課の要望' } }).opened.dueAt).toBe(dueAt)
  })

  it('a due instant set by hand stays however few days are left, and goes only once it has passed', () => {
    const moved = { settlement: { dueAt: instantAt('2017-06-12', '12:00'), reason: '予算編成の都合' } }
    const short = open('settlement', '2017-06-09', '10:00', moved).opened
    expect(short.dueAt).toBe(instantAt('2017-06-12', '12:00'))
    expect(warnings(short)).toEqual(['開始が遅れ、期限まで1開庁日となったが、手で決めた期限のためそのまま'])
    expect(open('settlement', '2017-06-12', '13:00', moved).opened.dueAt).toBe(instantAt('2017-06-19', '17:00'))
  })

  it('so late that publication would miss the statutory end says so', () => {
    const { planned, opened } = open('publish', '2018-03-28')
    expect(warnings(planned)).toEqual([])
    expect(opened.dueAt).toBe(instantAt('2018-04-11', '17:00'))
    expect(warnings(opened)).toEqual(['期限（平成30年4月11日（水）17時）が法令による期限（平成30年3月30日（金）17時）を過ぎている'])
  })

  it('refuses a step that the definition does not have', () => {
    const { planned } = open('sheet', '2016-12-01')
    expect(() => planOpening(definition, 2016, 'ghost', planned, planned.opensAt)).toThrow(/「ghost」は定義にありません/)
  })

  it('whenever it opens, is due later than it opened, on a business day outside blackouts, and never earlier than a date promised', () => {
    const calendar = cityCalendar(definition.calendar)
    const plan = planYear(definition, 2016)
    fc.assert(
      fc.property(fc.constantFrom('sheet', 'settlement', 'publish'), fc.integer({ min: 0, max: 500 }), (id, late) => {
        const planned = plan[id]
        if (!planned) throw new Error(`${id} is not planned`)
        const openedAt = instantAt(addDays(dateOf(planned.opensAt), late), '11:00')
        const opened = planOpening(definition, 2016, id, planned, openedAt)
        const due = dateOf(opened.dueAt)
        expect(opened.dueAt > openedAt).toBe(true)
        expect([calendar.closedReason(due), calendar.inBlackout(due)]).toEqual([null, null])
        expect(opened.dueAt >= planned.dueAt).toBe(true)
        // opening again at the same instant changes nothing
        expect(planOpening(definition, 2016, id, opened, openedAt)).toEqual(opened)
      }),
    )
  })
})
