import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CityCalendar, cityCalendar } from '../../domain/calendar/city-calendar.js'
import { nextDispatch } from '../../domain/calendar/dispatch.js'
import { addDays, dateOf, instantAt, timeOf } from '../../domain/calendar/instants.js'
import { chaseOf } from '../../domain/chase/chase-of.js'
import { type ChaseRequest, explainChase, planChase } from '../../domain/chase/plan-chase.js'
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
type Over = Partial<Omit<ChaseRequest, 'policy'>> & Pick<ChasePolicy, 'grace' | 'quiet'>
const explain = (notices: Notice[], { grace, quiet, ...over }: Over = {}) => {
  const policy = { id: 'p', name: '段取り', notices, grace, quiet }
  return explainChase({ policy, calendar, dispatch, dueAt, from: instantAt('2016-12-01', '09:00'), ...over })
}
const plan = (notices: Notice[], over: Over = {}) => explain(notices, over).planned

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

const late: Notice = { id: 'late', kind: 'overdue', businessDays: 1, at: '09:00', to: 'owner' }
const slots = (notices: { at: string }[]) => notices.map(({ at }) => `${dateOf(at)} ${timeOf(at)}`)

describe('consideration', () => {
  it('gives the section its days of grace, and says so', () => {
    const [notice] = plan([late], { grace: 2 })
    expect(dateOf(notice?.at ?? '')).toBe('2016-12-21')
    expect(notice?.reason).toContain('の3開庁日後（猶予2開庁日を含む）に担当へ')
  })

  it('gives no grace before the due date: a reminder comes when it did', () => {
    const reminder: Notice = { id: 'soon', kind: 'reminder', businessDays: -3, at: '09:00', to: 'owner' }
    expect(slots(plan([reminder], { grace: 5 }))).toEqual(['2016-12-13 09:00'])
  })

  it('writes to nobody in a quiet time, and says until when and why', () => {
    const quiet = [{ from: '12-26', to: '01-05', reason: '年末年始の繁忙期' }]
    const notices = plan([{ ...late, repeat: { everyBusinessDays: 5, times: 2 } }], { quiet })
    expect(slots(notices)).toEqual(['2016-12-19 09:00', '2017-01-06 09:00'])
    expect(notices[1]?.reason).toContain('12月27日から1月5日までは連絡を控える期間（年末年始の繁忙期）のため、1月6日9時に送る。')
  })

  it('says which closed days a mail waited for', () => {
    const [notice] = plan([{ ...late, at: '18:00', businessDays: 7 }])
    expect(notice?.reason).toMatch(/12月29日から1月3日までは閉庁日（年末年始・土曜・日曜）のため、1月4日9時に送る。$/)
  })

  it('says that a mail takes the first dispatch after its time, or waits until the due date has passed', () => {
    expect(plan([{ ...late, at: '10:00' }])[0]?.reason).toMatch(/定めの時刻（10時）の後の最初の便として、12月19日14時に送る。$/)
    const passed = plan([{ ...late, businessDays: 0 }])[0]?.reason
    expect(passed).toMatch(/期限を過ぎてから知らせるため、12月17日から12月18日までは閉庁日（土曜・日曜）のため、12月19日9時に送る。$/)
  })

  it('a head is told that a due date has passed only when it has', () => {
    expect(slots(plan([{ id: 'head', kind: 'head-notice', businessDays: 0, at: '09:00', to: 'head' }]))).toEqual(['2016-12-19 09:00'])
  })

  it('sends on closed days only where the definition says so', () => {
    const everyDay = cityCalendar(calendarSettings({ dispatchClosedDays: true }))
    const evening: Notice = { ...late, kind: 'overdue', businessDays: 0, at: '18:00' }
    expect(slots(plan([evening]))).toEqual(['2016-12-19 09:00'])
    expect(slots(plan([evening], { calendar: everyDay }))).toEqual(['2016-12-17 09:00'])
    expect(nextDispatch(everyDay, dispatch, dueAt, { strictly: true })).toBe(instantAt('2016-12-17', '09:00'))
  })

  it('after a promise counts from the promised day, and keeps silent until then', () => {
    const promisedUntil = instantAt('2016-12-21', '17:00')
    const { planned, left } = explain(departments.notices, { promisedUntil, from: instantAt('2016-12-19', '10:00') })
    expect(planned.map(({ rule, at }) => `${dateOf(at)} ${rule}`)).toEqual([
      '2016-12-22 overdue-1',
      '2016-12-27 coordinator-1',
      '2016-12-28 overdue-2',
      '2017-01-04 head-1',
      '2017-01-06 overdue-3',
      '2017-01-10 propose-1',
    ])
    expect(planned[0]?.reason).toMatch(
      /^電話で約束のあった日（平成28年12月21日（水）。期限（平成28年12月16日（金）17時）の後）の1開庁日後に/,
    )
    expect(left.map(({ rule }) => rule)).toEqual(['reminder-1'])
  })

  it('a promise before the due date only keeps silent until then', () => {
    const promisedUntil = instantAt('2016-12-14', '17:00')
    const { planned, left } = explain(departments.notices, { promisedUntil })
    expect(planned.map(({ rule }) => rule)).toEqual(plan(departments.notices.slice(1)).map(({ rule }) => rule))
    expect(left[0]?.reason).toMatch(/電話で約束のあった平成28年12月14日（水）まで連絡を控えるため、送らない。$/)
  })

  it('carries its tone and its turn', () => {
    const notices = plan([
      { ...late, tone: 'firm', repeat: { everyBusinessDays: 2, times: 2 } },
      { ...late, id: 'x', to: 'coordinator' },
    ])
    expect(notices.map(({ rule, tone, nth, of }) => [rule, tone, nth, of])).toEqual([
      ['late-1', 'firm', 1, 2],
      ['x-1', 'ordinary', 1, 1],
      ['late-2', 'firm', 2, 2],
    ])
  })
})

describe('what is not sent, and why', () => {
  const reminder: Notice = { id: 'soon', kind: 'reminder', businessDays: -3, at: '11:00', to: 'owner' }
  const noon = instantAt('2016-12-13', '12:00')
  const quietAll = { calendar: { ...calendar, isSendingDay: () => false } satisfies CityCalendar }
  it.each<[string, Notice[], Over, string]>([
    [
      'its dispatch has gone',
      [late],
      { from: instantAt('2016-12-19', '09:00') },
      'その便（12月19日9時）が、予定を立てた平成28年12月19日（月）9時には出ていたため、送らない。',
    ],
    [
      'a reminder whose time has passed',
      [reminder],
      { from: noon },
      'お知らせの時刻（12月13日11時）が、予定を立てた平成28年12月13日（火）12時には過ぎていたため、送らない。',
    ],
    [
      'a reminder that could only leave after the due instant',
      [{ ...reminder, businessDays: 0, at: '15:00' }],
      {},
      '送れる便が期限の後になるため、送らない。',
    ],
    ['nobody there', [{ ...late, to: 'coordinator' }], { absent: new Set(['coordinator']) }, '取りまとめ担当の職がないため、送らない。'],
    ['no day to send on', [late], quietAll, '1年のあいだに送れる日がないため、送らない。'],
  ])('%s', (_, notices, over, why) => {
    const { planned, left } = explain(notices, over)
    expect(planned).toEqual([])
    expect(left).toHaveLength(1)
    expect(left[0]?.reason).toMatch(/^期限（平成28年12月16日（金）17時）.*による。/)
    expect(left[0]?.reason.endsWith(why)).toBe(true)
  })

  it('of two in one dispatch, the other one', () => {
    const { left } = explain([late, { ...late, id: 'proposal', kind: 'head-notice' }])
    expect(left).toMatchObject([{ rule: 'late-1', kind: 'overdue', to: 'owner' }])
    expect(left[0]?.reason).toMatch(/同じ便の「担当への確認」にまとめるため、送らない。$/)
  })
})

describe('which chase a sheet has', () => {
  const definition = {
    chaseOverrides: [
      { section: 'a', chase: 'gentle' },
      { programme: 'p', chase: 'none' },
    ],
  }
  const year = { scope: 'section', key: 'a', chase: 'firm' } as const
  it.each([
    ['its own', [], { ask: 'plain', programme: 'q', section: 'b' }, 'plain'],
    ["its section's", [], { ask: 'plain', programme: 'q', section: 'a' }, 'gentle'],
    ["its programme's before its section's", [], { ask: 'plain', programme: 'p', section: 'a' }, null],
    ["the year's before the definition's", [year], { ask: 'plain', programme: 'p', section: 'a' }, 'firm'],
    [
      "the year's for its programme before that for its section",
      [year, { scope: 'programme', key: 'p', chase: null }],
      { ask: 'plain', programme: 'p', section: 'a' },
      null,
    ],
    ["none, where the ask has none: that is the office's own work", [year], { ask: undefined, programme: 'q', section: 'a' }, null],
  ] as const)('%s', (_, ofYear, of, chase) => expect(chaseOf(definition, ofYear, of)).toBe(chase))
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

const aPeriod = fc.tuple(fc.integer({ min: 0, max: 365 }), fc.integer({ min: 0, max: 60 })).map(([start, days]) => ({
  from: addDays('2020-01-01', start).slice(5),
  to: addDays('2020-01-01', start + days).slice(5),
  reason: '繁忙期',
}))
const inPeriod = (day: string, { from, to }: { from: string; to: string }) =>
  from <= to ? from <= day.slice(5) && day.slice(5) <= to : day.slice(5) >= from || day.slice(5) <= to

it('whatever the policy: sorted, once a party and dispatch, on no closed or quiet day, never early, never late, each one accounted for', () => {
  const aDay = fc.integer({ min: 0, max: 2000 }).map((n) => addDays('2016-04-01', n))
  const promise = fc.option(fc.integer({ min: -20, max: 40 }), { nil: null })
  const consideration = fc.record({
    grace: fc.integer({ min: 0, max: 10 }),
    quiet: fc.array(aPeriod, { maxLength: 2 }),
    closedToo: fc.boolean(),
  })
  const everyDay = cityCalendar(calendarSettings({ dispatchClosedDays: true }))
  fc.assert(
    fc.property(
      fc.array(aNotice, { maxLength: 6 }),
      aDay,
      fc.integer({ min: -40, max: 40 }),
      promise,
      consideration,
      (notices, day, offset, promised, { grace, quiet, closedToo }) => {
        const due = instantAt(day, '17:00')
        const from = instantAt(addDays(day, offset), '10:00')
        const promisedUntil = promised === null ? null : instantAt(addDays(day, promised), '17:00')
        const over = { dueAt: due, from, promisedUntil, grace, quiet, ...(closedToo ? { calendar: everyDay } : {}) }
        const { planned, left } = explain(notices, over)
        expect(explain(notices, over)).toEqual({ planned, left })
        expect(planned.map((n) => n.at)).toEqual(planned.map((n) => n.at).sort())
        expect(new Set([...planned, ...left].map((n) => n.rule)).size).toBe(planned.length + left.length)
        expect(new Set(planned.map((n) => `${n.to} ${n.at}`)).size).toBe(planned.length)
        expect(planned.length + left.length).toBe(notices.reduce((sum, n) => sum + (n.repeat?.times ?? 1), 0))
        for (const notice of planned) {
          expect(notice.at > from).toBe(true)
          if (promisedUntil) expect(notice.at > promisedUntil).toBe(true)
          expect(closedToo || calendar.isBusinessDay(dateOf(notice.at))).toBe(true)
          expect(quiet.some((period) => inPeriod(dateOf(notice.at), period))).toBe(false)
          expect(dispatch).toContain(timeOf(notice.at))
          expect(notice.kind === 'reminder' ? notice.at < due : notice.at > due).toBe(true)
          expect(notice.reason).toMatch(/。$/)
        }
        for (const notice of left) expect(notice.reason).toMatch(/送らない。$/)
      },
    ),
  )
})
