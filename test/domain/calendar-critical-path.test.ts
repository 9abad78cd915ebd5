import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cityCalendar } from '../../domain/calendar/city-calendar.js'
import { ampleSlack, criticalPath } from '../../domain/calendar/critical-path.js'
import { dateOf, instantAt, timeOf } from '../../domain/calendar/instants.js'
import { planYear } from '../../domain/calendar/plan.js'
import { lateness, slips } from '../../domain/calendar/slips.js'
import { courseOf, type StepStanding, type YearStanding } from '../../domain/calendar/year-course.js'
import { shippedDefinition } from '../support/made-up-year.js'

const definition = shippedDefinition()
const calendar = cityCalendar(definition.calendar)

/** The shipped year as it is planned; `over`: what has become of some steps. */
function yearAt(now: string, over: Record<string, Partial<StepStanding>> = {}): YearStanding {
  const steps = Object.fromEntries(
    Object.entries(planYear(definition, 2016)).map(([id, { opensAt, dueAt, statutoryAt }]) => [
      id,
      { state: 'planned', opensAt, dueAt, closedAt: null, statutoryAt: statutoryAt ?? null, ...over[id] },
    ]),
  )
  return { definition, fiscalYear: 2016, moved: {}, now, steps }
}
const planned = yearAt('2016-08-08T00:00:00.000Z')
const paths = criticalPath(planned)
const [assembly, statutory] = paths
const missed = (year: YearStanding, step: string, days: number, kind: string) =>
  slips(year, step, days).outcomes.find((outcome) => outcome.kind === kind)?.missed

describe('the critical path', () => {
  it('leads step by step to the committee and on to the publication, and leaves out what has time', () => {
    expect(assembly).toMatchObject({ kind: 'assembly', step: 'assembly', missed: false, at: instantAt('2017-08-29', '17:00') })
    expect(assembly?.path.slice(-5)).toEqual(['briefing', 'council-report', 'final-draft', 'decision', 'assembly'])
    expect(statutory?.path.at(-1)).toBe('publish')
    expect(assembly?.path).not.toContain('visits')
    expect(assembly?.slack['budget-request']).toBeUndefined()
  })

  it('counts what has a quarter of a year to spare as ample, and the decision by the days before the committee', () => {
    expect(assembly?.slack).toMatchObject({ decision: 5, 'council-plan': ampleSlack })
    expect(statutory?.slack).toMatchObject({ publish: ampleSlack })
  })

  it('is no longer drawn through what has closed, and nothing hangs on an assembly that is over', () => {
    const closed = { state: 'closed', closedAt: instantAt('2017-08-29', '17:00') }
    const after = criticalPath(
      yearAt(
        '2017-08-30T00:00:00.000Z',
        Object.fromEntries(Object.keys(planned.steps).flatMap((id) => (id === 'publish' || id.startsWith('budget') ? [] : [[id, closed]]))),
      ),
    )
    expect(after.map(({ kind, path }) => [kind, path])).toEqual([['statutory', ['publish']]])
  })
})

describe('slack', () => {
  const slacks = paths.flatMap(({ kind, slack }) => Object.entries(slack).map(([step, days]) => ({ kind, step, days })))

  it('is what a step may still end later: in time up to it, and not one business day more', () => {
    for (const { kind, step, days } of slacks) {
      expect(missed(planned, step, days, kind), `${step} ${days}`).toBe(false)
      if (days < ampleSlack) expect(missed(planned, step, days + 1, kind), `${step} ${days + 1}`).toBe(true)
    }
  })

  it('holds for every smaller number of days, too', () => {
    const property = fc.property(fc.constantFrom(...slacks), fc.nat(), ({ kind, step, days }, lot) => {
      expect(missed(planned, step, lot % (days + 1), kind)).toBe(false)
    })
    fc.assert(property, { numRuns: 60 })
  })
})

describe('what slips', () => {
  const later = (step: string, days: number) => {
    const due = planned.steps[step]?.dueAt ?? ''
    return instantAt(calendar.addBusinessDays(dateOf(due), days), timeOf(due))
  }

  it('is what a reschedule to that day moves, and never moves anything to before its plan', () => {
    const steps = definition.steps.filter(({ fixed }) => !fixed).map(({ id }) => id)
    const property = fc.property(fc.constantFrom(...steps), fc.integer({ min: 1, max: 30 }), (step, days) => {
      const moved = { [step]: { dueAt: later(step, days), reason: '' } }
      const replanned = planYear(definition, 2016, moved)
      const { dates } = slips(planned, step, days)
      const course = courseOf(planned, { moved })
      for (const { id } of definition.steps) {
        const held = (course[id]?.opensAt ?? '') > (replanned[id]?.opensAt ?? '')
        const told = dates.find((date) => date.step === id && date.what === 'due')?.to ?? planned.steps[id]?.dueAt
        // What no gate holds back has exactly the date of the new plan; what is held back has that or a later one.
        if (held) expect((told ?? '') >= (replanned[id]?.dueAt ?? '')).toBe(true)
        else expect(told).toBe(replanned[id]?.dueAt)
      }
    })
    fc.assert(property, { numRuns: 40 })
  })

  it('is nothing when nothing ends later', () => {
    for (const { id } of definition.steps) expect(slips(planned, id, 0).dates).toEqual([])
  })

  it('never moves the assembly: it is missed, in so many days', () => {
    const { dates, outcomes } = slips(planned, 'decision', 8)
    expect(dates.some(({ step, what }) => step === 'assembly' && what === 'due')).toBe(false)
    expect(outcomes[0]).toMatchObject({ kind: 'assembly', missed: true })
    expect(outcomes[0]?.spare).toBeLessThan(0)
  })
})

describe('lateness', () => {
  const open = { state: 'open' }
  const done = { state: 'closed', closedAt: instantAt('2016-11-15', '17:00') }

  it('says how many business days a step is late, and what waits for it, though nobody has set another date', () => {
    const year = yearAt(instantAt('2017-07-11', '10:00'), { proof: open })
    const late = lateness(year, 'proof')
    expect(late?.daysLate).toBe(4)
    expect(late?.dates[0]).toMatchObject({ step: 'briefing', what: 'opens', to: instantAt('2017-07-11', '10:00') })
    expect(late?.outcomes[0]?.missed).toBe(false)
  })

  it('is none of a step that is not due yet, and takes its days from the slack of one that is', () => {
    expect(lateness(yearAt(instantAt('2016-11-20', '10:00'), { select: done }), 'select')).toBeNull()
    const late = criticalPath(yearAt(instantAt('2017-08-24', '17:00'), { decision: open }))[0]
    expect(late?.slack['decision']).toBe(2)
    const over = criticalPath(yearAt(instantAt('2017-08-30', '17:00'), { decision: open }))[0]
    expect(over).toMatchObject({ missed: true, spare: -1 })
    expect(over?.slack['decision']).toBe(-1)
  })
})
