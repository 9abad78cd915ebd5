import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cityCalendar } from '../../domain/calendar/city-calendar.js'
import { dateOf, instantAt } from '../../domain/calendar/instants.js'
import { planYear } from '../../domain/calendar/plan.js'
import { PlanError } from '../../domain/calendar/plan-order.js'
import { definitionWith, type WrittenStep } from './calendar-definition.js'

const collect = { id: 'sheet', opens: { date: '12-01', at: '09:00' }, due: { days: 17, from: 'open' } }
const council = { id: 'council', opens: { businessDays: -5, from: { step: 'council', edge: 'due' }, at: '09:00' }, due: { date: '09-06' } }
const meeting = { id: 'meeting', opens: { businessDays: -5, from: { step: 'meeting', edge: 'due' }, at: '09:00' }, due: { date: '02-20' } }
const draft = {
  id: 'draft',
  opens: { businessDays: 1, from: { step: 'meeting', edge: 'due' }, at: '09:00' },
  due: { businessDays: 9, from: { step: 'meeting', edge: 'due' } },
}
const assembly = {
  id: 'assembly',
  fixed: true,
  opens: { businessDays: 3, from: { step: 'draft', edge: 'due' } },
  due: { date: '08-26', fiscalYear: 1 },
}

const only = (step: WrittenStep, fiscalYear = 2016, calendar = {}) => {
  const planned = planYear(definitionWith([step], calendar), fiscalYear)[step.id]
  if (!planned) throw new Error('not planned')
  return planned
}
const texts = (step: { reasons: { what: string; text: string; warning?: true }[] }, what: string) =>
  step.reasons.filter((r) => r.what === what).map((r) => (r.warning ? `! ${r.text}` : r.text))
const problemsOf = (steps: WrittenStep[], moved = {}) => {
  try {
    planYear(definitionWith(steps), 2016, moved)
    return []
  } catch (error) {
    if (error instanceof PlanError) return error.problems
    throw error
  }
}

describe('a year as it is planned', () => {
  it('the council of 6 September 2016 is on its day, its materials leave five business days before', () => {
    const planned = only(council)
    expect(planned.dueAt).toBe(instantAt('2016-09-06', '17:00'))
    expect(planned.opensAt).toBe(instantAt('2016-08-30', '09:00'))
  })

  it('a due date on a Sunday rolls back to Friday, and says so with its basis', () => {
    const planned = only(collect)
    expect(planned.dueAt).toBe(instantAt('2016-12-16', '17:00'))
    expect(texts(planned, 'due')).toEqual([
      '開始（12/1（木）9時）の17日後、平成28年12月18日（日）17時（根拠：仮定）',
      '12月18日は日曜のため前の開庁日の12月16日へ',
    ])
    expect(texts(only({ ...council, basis: 'minutes' }), 'due')).toEqual(['平成28年9月6日（火）17時と定めている（根拠：会議録）'])
  })

  it('January to March belong to the calendar year after, and `fiscalYear: 1` to the year after that', () => {
    expect(only(meeting).dueAt).toBe(instantAt('2017-02-20', '17:00'))
    expect(only({ id: 'a', opens: { date: '04-01' }, due: { date: '05-24', fiscalYear: 1 } }).dueAt).toBe(instantAt('2017-05-24', '17:00'))
    expect(only({ id: 'a', opens: { date: '04-01' }, due: { date: '03-15', fiscalYear: 1 } }).dueAt).toBe(instantAt('2018-03-15', '17:00'))
  })

  it('no department is due between 20 March and 10 April, nor on the first business days of January', () => {
    const march = only({ id: 'a', opens: { date: '02-01' }, due: { date: '03-25' } })
    expect(march.dueAt).toBe(instantAt('2017-03-17', '17:00'))
    expect(texts(march, 'due').slice(1)).toEqual([
      '3月25日は土曜のため前の開庁日の3月24日へ',
      '3月24日は期限を置かない期間（年度末・年度始め）のため前の開庁日の3月17日へ',
    ])
    expect(only({ id: 'a', opens: { date: '12-01' }, due: { date: '01-05' } }).dueAt).toBe(instantAt('2016-12-28', '17:00'))
  })

  it('a date that is named on purpose stays in the blackout, but leaves a closed day', () => {
    expect(only({ id: 'a', opens: { date: '02-01' }, due: { date: '03-24', named: true } }).dueAt).toBe(instantAt('2017-03-24', '17:00'))
    expect(only({ id: 'a', opens: { date: '02-01' }, due: { date: '03-25', named: true } }).dueAt).toBe(instantAt('2017-03-24', '17:00'))
  })

  it('`roll: none` keeps a closed day and warns', () => {
    const planned = only({ id: 'a', opens: { date: '05-01' }, due: { date: '05-20', fiscalYear: 1, roll: 'none' } })
    expect(planned.dueAt).toBe(instantAt('2017-05-20', '17:00'))
    expect(texts(planned, 'due')[1]).toBe('! 5月20日は土曜で閉庁日だが動かさない。日付を確かめること')
  })

  it('the assembly keeps its date on a Saturday, with a warning to ask again', () => {
    const planned = planYear(definitionWith([meeting, draft, assembly]), 2016).assembly
    expect(planned?.dueAt).toBe(instantAt('2017-08-26', '17:00'))
    expect(planned && texts(planned, 'due')).toEqual([
      '平成29年8月26日（土）17時と定めている（根拠：仮定）。当方では動かせない日程',
      '! 8月26日は土曜で閉庁日だが動かさない。日付を確かめること',
    ])
  })

  it('when rolling back would end before the opening, the due date goes past the blackout instead', () => {
    const planned = only({ id: 'a', opens: { date: '03-22', at: '09:00' }, due: { businessDays: 5, from: 'open' } })
    expect(planned.dueAt).toBe(instantAt('2017-04-11', '17:00'))
  })

  it('a due date that lies before the opening becomes five business days after it, with a warning', () => {
    const planned = only({ id: 'a', opens: { date: '06-12', at: '09:00' }, due: { date: '06-01' } })
    expect(planned.dueAt).toBe(instantAt('2016-06-17', '17:00'))
    expect(planned.reasons.some((r) => r.what === 'due' && r.warning)).toBe(true)
  })

  it('29 February is the last of February in a common year', () => {
    expect(only({ id: 'a', opens: { date: '02-01' }, due: { date: '02-29' } }, 2015).dueAt).toBe(instantAt('2016-02-29', '17:00'))
    expect(only({ id: 'a', opens: { date: '02-01' }, due: { date: '02-29' } }, 2016).dueAt).toBe(instantAt('2017-02-28', '17:00'))
  })

  it('the statutory end rolls back from Saturday 31 March 2018, blackout or not; being late for it is never silent', () => {
    const publish = { id: 'publish', opens: { date: '09-01', fiscalYear: 1 }, statutory: { date: '03-31', fiscalYear: 1 } }
    const inTime = only({ ...publish, due: { date: '09-15', fiscalYear: 1 } })
    expect(inTime.statutoryAt).toBe(instantAt('2018-03-30', '17:00'))
    expect(inTime.reasons.some((r) => r.warning)).toBe(false)
    expect(texts(only({ ...publish, due: { date: '04-20', fiscalYear: 2 } }), 'statutory')).toContain(
      '! 期限（平成30年4月20日（金）17時）が法令による期限（平成30年3月30日（金）17時）を過ぎている',
    )
  })

  it('says when a step is planned before what it waits for is due, and warns when it cannot hold', () => {
    const after = [{ step: 'meeting', gate: 'all' as const }]
    const plan = planYear(
      definitionWith([
        meeting,
        { id: 'early', after, opens: { date: '02-01' }, due: { date: '03-10' } },
        { id: 'impossible', after, opens: { date: '02-01' }, due: { date: '02-10' } },
      ]),
      2016,
    )
    expect(plan.early && texts(plan.early, 'opens')[1]).toBe(
      '「工程meeting」の期限（平成29年2月20日（月）17時）より前だが、それが済むまでは始まらない',
    )
    expect(plan.impossible?.reasons.filter((r) => r.warning)).toHaveLength(1)
  })
})

describe('a year in which something moved', () => {
  const definition = definitionWith([meeting, draft, assembly])
  const moved = { meeting: { dueAt: instantAt('2017-02-28', '15:00'), reason: '部会長の都合' } }

  it('takes what hangs on the meeting with it, but not the assembly', () => {
    const [before, after] = [planYear(definition, 2016), planYear(definition, 2016, moved)]
    expect(after.meeting).toMatchObject({
      dueAt: instantAt('2017-02-28', '15:00'),
      opensAt: instantAt('2017-02-21', '09:00'),
      byHand: ['due'],
    })
    expect(after.draft).toMatchObject({ opensAt: instantAt('2017-03-01', '09:00'), dueAt: instantAt('2017-03-13', '17:00') })
    expect([after.assembly?.opensAt, after.assembly?.dueAt]).toEqual([before.assembly?.opensAt, before.assembly?.dueAt])
    expect(after.meeting && texts(after.meeting, 'due')).toEqual(['平成29年2月28日（火）15時へ変更（部会長の都合）'])
  })

  it("the assembly's own new date is taken when it is announced", () => {
    const plan = planYear(definition, 2016, { assembly: { dueAt: instantAt('2017-08-30', '10:00'), reason: '議会運営委員会で決定' } })
    expect(plan.assembly?.dueAt).toBe(instantAt('2017-08-30', '10:00'))
  })

  it('a date set by hand on a closed day or in a blackout is kept, with a warning', () => {
    const plan = planYear(definition, 2016, { meeting: { dueAt: instantAt('2017-03-25', '13:00'), reason: '会場の都合' } })
    expect(plan.meeting?.dueAt).toBe(instantAt('2017-03-25', '13:00'))
    expect(plan.meeting?.reasons.filter((r) => r.warning)).toHaveLength(2)
  })
})

describe('a year that cannot be planned', () => {
  it('lists the loop of steps that wait for each other', () => {
    const [problem, ...rest] = problemsOf([
      { id: 'a', opens: { date: '05-01' }, due: { businessDays: 3, from: { step: 'b', edge: 'opens' } } },
      { id: 'b', opens: { businessDays: 3, from: { step: 'c', edge: 'due' } }, due: { date: '08-01' } },
      { id: 'c', opens: { date: '05-01' }, due: { days: 3, from: { step: 'a', edge: 'due' } } },
    ])
    expect(rest).toEqual([])
    expect(problem).toMatchObject({ code: 'loop', step: 'a', loop: ['a.due', 'b.opens', 'c.due', 'a.due'] })
    expect(problem?.text).toContain('「工程a」の期限 → 「工程b」の開始 → 「工程c」の期限 → 「工程a」の期限')
  })

  it('a step whose opening and due date count from each other is a loop of two', () => {
    const steps = [{ id: 'a', opens: { businessDays: -5, from: { step: 'a', edge: 'due' } }, due: { businessDays: 5, from: 'open' } }]
    expect(problemsOf(steps)).toMatchObject([{ code: 'loop', loop: ['a.opens', 'a.due', 'a.opens'] }])
  })

  it('tells everything that is wrong at once', () => {
    const codes = problemsOf(
      [
        { id: 'a', opens: { businessDays: 1, from: { step: 'nowhere', edge: 'due' } }, due: { date: '04-31' } },
        { id: 'b', opens: { days: 1, from: 'open' }, due: { date: '05-10' } },
      ],
      { ghost: { reason: '' }, b: { dueAt: 'soon', reason: '' } },
    ).map((p) => p.code)
    expect(codes.sort()).toEqual(['bad-instant', 'no-such-date', 'opens-from-itself', 'unknown-step', 'unknown-step'])
  })
})

describe('any year of any definition', () => {
  const monthDay = fc
    .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
    .map(([m, d]) => `${`${m}`.padStart(2, '0')}-${`${d}`.padStart(2, '0')}`)
  const roll = fc.constantFrom('back', 'forward')
  const dateRule = fc.record({ date: monthDay, fiscalYear: fc.integer({ min: 0, max: 1 }), roll })
  const anchored = (from: unknown[]) =>
    fc.oneof(
      fc.record({ businessDays: fc.integer({ min: -40, max: 40 }), from: fc.constantFrom(...from) }),
      fc.record({ days: fc.integer({ min: -60, max: 60 }), from: fc.constantFrom(...from), roll }),
    )
  /** steps whose rules count from earlier steps only */
  const someSteps = fc.integer({ min: 1, max: 6 }).chain((n) =>
    fc.tuple(
      ...Array.from({ length: n }, (_, i) => {
        const earlier = Array.from({ length: i }, (_, j) => ['opens', 'due'].map((edge) => ({ step: `s${j}`, edge }))).flat()
        return fc.record({
          id: fc.constant(`s${i}`),
          fixed: fc.integer({ min: 0, max: 4 }).map((k) => k === 0),
          opens: earlier.length ? fc.oneof(dateRule, anchored(earlier)) : dateRule,
          due: fc.oneof(dateRule, anchored([...earlier, 'open'])),
        })
      }),
    ),
  )
  const blackouts = fc.array(fc.record({ from: monthDay, length: fc.integer({ min: 0, max: 25 }) }), { maxLength: 3 }).map((periods) =>
    periods.map(({ from, length }) => {
      const to = new Date(Date.UTC(2001, Number(from.slice(0, 2)) - 1, Number(from.slice(3)) + length)).toISOString().slice(5, 10)
      return { from, to, reason: '繁忙期' }
    }),
  )
  const aYear = fc.integer({ min: 2014, max: 2030 })

  it('no due date falls on a closed day, in a blackout or before its opening; the same inputs give the same plan', () => {
    fc.assert(
      fc.property(someSteps, blackouts, aYear, (steps, periods, year) => {
        const definition = definitionWith(steps, { blackouts: periods })
        const calendar = cityCalendar(definition.calendar)
        const plan = planYear(definition, year)
        expect(planYear(definition, year)).toEqual(plan)
        for (const step of definition.steps.filter((s) => !s.fixed)) {
          const planned = plan[step.id]
          if (!planned) throw new Error(`${step.id} is not planned`)
          const due = dateOf(planned.dueAt)
          expect([calendar.closedReason(due), calendar.inBlackout(due)]).toEqual([null, null])
          expect(planned.dueAt > planned.opensAt).toBe(true)
          expect(planned.reasons.filter((r) => r.what === 'due').length).toBeGreaterThan(0)
        }
      }),
    )
  })

  it('a due date that rolls back is never later than its rule says', () => {
    fc.assert(
      fc.property(monthDay, aYear, blackouts, (date, year, periods) => {
        const planned = planYear(
          definitionWith([{ id: 'a', opens: { date: '04-01', fiscalYear: -1 }, due: { date, fiscalYear: 1 } }], { blackouts: periods }),
          year,
        ).a
        expect(planned && dateOf(planned.dueAt) <= `${year + (date < '04' ? 2 : 1)}-${date}`).toBe(true)
      }),
    )
  })

  it('whatever moves, what counts back from the meeting moves with it and fixed steps stay', () => {
    fc.assert(
      fc.property(someSteps, fc.integer({ min: 1, max: 20 }), monthDay, aYear, (steps, n, date, year) => {
        const hanging = {
          id: 'hanging',
          opens: { businessDays: -n, from: { step: 'meeting', edge: 'due' } },
          due: { date: '03-15', fiscalYear: 3 },
        }
        const definition = definitionWith([...steps, meeting, hanging])
        const calendar = cityCalendar(definition.calendar)
        const dueAt = instantAt(`${year}-${date}`, '14:00')
        const moves = { meeting: { dueAt, reason: '都合' }, s0: { opensAt: instantAt(`${year}-07-01`, '09:00'), reason: '都合' } }
        const [before, after] = [planYear(definition, year), planYear(definition, year, moves)]
        expect(after.hanging && dateOf(after.hanging.opensAt)).toBe(calendar.addBusinessDays(dateOf(dueAt), -n))
        for (const { id } of steps.filter((s) => s.fixed && s.id !== 's0')) {
          expect([after[id]?.opensAt, after[id]?.dueAt]).toEqual([before[id]?.opensAt, before[id]?.dueAt])
        }
      }),
    )
  })

  it('a due date after the statutory end always carries its warning', () => {
    fc.assert(
      fc.property(dateRule, dateRule, aYear, (due, statutory, year) => {
        const planned = planYear(definitionWith([{ id: 'a', opens: { date: '04-01', fiscalYear: -1 }, due, statutory }]), year).a
        if (!planned?.statutoryAt) throw new Error('no statutory end')
        expect(planned.reasons.some((r) => r.what === 'statutory' && r.warning)).toBe(planned.dueAt > planned.statutoryAt)
      }),
    )
  })
})
