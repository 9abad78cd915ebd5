import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cityCalendar } from '../../domain/calendar/city-calendar.js'
import { planChase } from '../../domain/chase/plan-chase.js'
import type { ChasePolicy } from '../../domain/definition/schema.js'
import type { Act, AssignmentCourse, Course } from '../support/chase-course.js'
import { Follower, isChase } from '../support/chase-follower.js'
import { dayOf, instant } from '../support/plain-calendar.js'
import { calendarSettings } from './calendar-definition.js'

type Notice = ChasePolicy['notices'][number]

const dayIn = (from: string, days: number) =>
  fc.nat(days).map((later) => dayOf(new Date(Date.parse(instant(from, '12:00')) + later * 86_400_000).toISOString()))
const time = fc.constantFrom('00:00', '08:59', '09:00', '11:30', '14:00', '17:00', '23:59')
const quiet = [
  { from: '12-20', to: '12-22', reason: '議会' },
  { from: '12-29', to: '01-05', reason: '年末年始' },
  { from: '01-10', to: '01-10', reason: '式典' },
]
const notice: fc.Arbitrary<Notice> = fc
  .record({
    kind: fc.constantFrom('reminder' as const, 'overdue' as const, 'head-notice' as const, 'escalation-proposal' as const),
    days: fc.integer({ min: -6, max: 10 }),
    at: time,
    to: fc.constantFrom('owner' as const, 'coordinator' as const, 'head' as const, 'office' as const),
    repeat: fc.option(fc.record({ everyBusinessDays: fc.integer({ min: 1, max: 4 }), times: fc.integer({ min: 1, max: 4 }) })),
  })
  .map(({ kind, days, at, to, repeat }) => ({ id: 'n', kind, businessDays: days, at, to, ...(repeat ? { repeat } : {}) }))
const policy: fc.Arbitrary<ChasePolicy> = fc.record({
  id: fc.constant('p'),
  name: fc.constant('段取り'),
  grace: fc.nat(3),
  quiet: fc.subarray(quiet),
  notices: fc.array(notice, { minLength: 1, maxLength: 5 }).map((all) => all.map((one, place) => ({ ...one, id: `n${place}` }))),
})
const calendar = fc.record({
  dispatch: fc.constantFrom(['09:00'], ['09:00', '14:00'], ['16:30', '08:00']),
  dispatchClosedDays: fc.boolean(),
  closed: fc.constantFrom([], [{ from: '12-26', to: '12-28', reason: '市の休業' }]),
})
const instantIn = (from: string, days: number) => fc.tuple(dayIn(from, days), time).map(([day, at]) => instant(day, at))

test('a chase is planned as the oracle works it out, whatever the policy, the calendar, the due date and the promise', () => {
  const year = fc.record({ policy, calendar, from: instantIn('2016-12-01', 60), dueAt: instantIn('2016-12-05', 60) })
  fc.assert(
    fc.property(year, fc.option(instantIn('2016-12-01', 90)), ({ policy, calendar: written, from, dueAt }, promise) => {
      const settings = calendarSettings(written)
      const promised = promise !== null && promise > from ? promise : null
      const planned = planChase({
        policy,
        calendar: cityCalendar(settings),
        dispatch: settings.dispatch,
        dueAt,
        from: promised ?? from,
        promisedUntil: promised,
      })
      const telephoned: Act[] =
        promised === null ? [] : [{ at: new Date(Date.parse(from) + 1).toISOString(), act: 'record-call', until: promised }]
      const parties = ['owner', 'coordinator', 'head', 'office']
      const course: Course = {
        definition: { calendar: settings, chases: [policy] },
        departments: [{ key: 's', bureau: 'b' }],
        posts: parties.map((id) => ({ id, department: 's', role: id, mailbox: `${id}@city.example` })),
        holdings: [],
        overrides: [],
        handovers: [],
        assignments: [],
      }
      const assignment: AssignmentCourse = {
        id: 'a',
        subject: 'a',
        section: 's',
        chase: 'p',
        checked: true,
        checkPost: null,
        askedAt: from,
        owner: 'owner',
        dueAt,
        acts: telephoned,
        sealedAt: null,
      }
      const expected = new Follower(course, assignment).follow().filter(isChase)
      const lines = (all: { rule: string; at: string; to: string }[]) => all.map(({ rule, at, to }) => `${at} ${to} ${rule}`).sort()
      expect(lines(planned)).toEqual(lines(expected.map(({ rule, at, post }) => ({ rule, at, to: post }))))
    }),
    { numRuns: 1_000 },
  )
})
