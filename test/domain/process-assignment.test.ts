import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type AssignmentAct,
  type AssignmentState,
  type AssignmentStatus,
  decide,
  fingerprint,
  isDone,
  wakeOf,
} from '../../domain/process/assignment.js'
import type { Command } from '../../domain/process/command.js'

const acts: AssignmentAct[] = ['submit', 'attest', 'return', 'accept', 'extend', 'reassign', 'withdraw', 'record-call']
const statuses: AssignmentStatus[] = ['open', 'submitted', 'returned', 'accepted', 'attested', 'withdrawn']

const instant = fc.integer({ min: 0, max: 500 }).map((day) => new Date(Date.UTC(2016, 3, 1) + day * 86_400_000).toISOString())
const post = fc.constantFrom('city/officer', 'city/head', 'city/office')
const version = fc.constantFrom('city/sheet@1', 'city/sheet@2', 'city/sheet@3')
const stateIn = (status: fc.Arbitrary<AssignmentStatus>): fc.Arbitrary<AssignmentState> =>
  fc.record({
    status,
    dueAt: instant,
    post,
    versionId: fc.option(version),
    checked: fc.boolean(),
    overdue: fc.boolean(),
  })
const state = stateIn(fc.constantFrom(...statuses))
const command: fc.Arbitrary<Command<AssignmentAct>> = fc.record(
  { id: fc.uuid(), act: fc.constantFrom(...acts), post, versionId: version, dueAt: instant, toPost: post },
  { requiredKeys: ['id', 'act', 'post'] },
)

const asked: AssignmentState = {
  status: 'open',
  dueAt: '2016-12-16T08:00:00.000Z',
  post: 'city/officer',
  versionId: null,
  checked: true,
  overdue: false,
}
const of = (act: AssignmentAct, more: Partial<Command> = {}): Command<AssignmentAct> => ({ id: 'c', post: 'city/officer', ...more, act })
/** The state after these acts, one after another; fails on a refusal. */
const after = (from: AssignmentState, ...commands: Command<AssignmentAct>[]): AssignmentState =>
  commands.reduce((present, next) => {
    const decision = decide(present, next)
    if ('refusal' in decision) throw new Error(`${next.act} was refused: ${decision.refusal}`)
    return decision.next
  }, from)
const refusal = (from: AssignmentState, asks: Command<AssignmentAct>) => {
  const decision = decide(from, asks)
  return 'refusal' in decision ? decision.refusal : null
}

test('a sheet handed in, returned with a later date and handed in again keeps the version handed in last', () => {
  const dueAt = '2016-12-26T08:00:00.000Z'
  const returned = after(asked, of('submit', { versionId: 'v@1' }), of('return', { dueAt }))
  expect(returned).toMatchObject({ status: 'returned', dueAt, versionId: 'v@1' })
  expect(after(returned, of('submit', { versionId: 'v@2' }), of('accept', { versionId: 'v@2' }))).toMatchObject({
    status: 'accepted',
    versionId: 'v@2',
  })
})

test('the office cannot accept a version that has been replaced while it was reading', () => {
  const second = after(asked, of('submit', { versionId: 'v@1' }), of('return', { dueAt: asked.dueAt }), of('submit', { versionId: 'v@2' }))
  expect(refusal(second, of('accept', { versionId: 'v@1' }))).toBe('other-version')
})

test('what nobody checks counts as accepted when it is handed in', () => {
  expect(after({ ...asked, checked: false }, of('submit', { versionId: 'v@1' })).status).toBe('accepted')
})

test('an accepted sheet can be returned months later, and is asked for again', () => {
  const accepted = after(asked, of('submit', { versionId: 'v@1' }), of('accept', { versionId: 'v@1' }))
  const dueAt = '2017-06-30T08:00:00.000Z'
  expect(wakeOf(accepted)).toBeNull()
  expect(wakeOf(after(accepted, of('return', { dueAt })))).toBe(dueAt)
})

test('an extension gives an overdue assignment a new due instant to be watched', () => {
  const overdue = { ...asked, overdue: true }
  expect(wakeOf(overdue)).toBeNull()
  expect(wakeOf(after(overdue, of('extend', { dueAt: '2017-01-10T08:00:00.000Z' })))).toBe('2017-01-10T08:00:00.000Z')
})

test.each([
  ['accept', 'not-submitted'],
  ['return', 'not-returnable'],
  ['submit', 'incomplete-command'],
  ['extend', 'incomplete-command'],
  ['reassign', 'incomplete-command'],
] as const)('%s of an open assignment without what it takes is refused: %s', (act, why) => {
  expect(refusal(asked, of(act))).toBe(why)
})

test('nothing brings a withdrawn assignment back', () => {
  fc.assert(fc.property(stateIn(fc.constant('withdrawn')), command, (from, asks) => refusal(from, asks) === 'already-withdrawn'))
})

test('only a check of the version handed in, or handing in what nobody checks, makes accepted', () => {
  fc.assert(
    fc.property(state, command, (from, asks) => {
      const decision = decide(from, asks)
      if ('refusal' in decision || decision.next.status !== 'accepted' || from.status === 'accepted') return
      if (asks.act === 'submit') expect(from).toMatchObject({ checked: false })
      else {
        expect(asks.act).toBe('accept')
        expect(from).toMatchObject({ status: 'submitted', versionId: asks.versionId })
      }
      expect(decision.next.versionId).toBe(asks.versionId)
    }),
    { numRuns: 1_000 },
  )
})

test('whatever is asked for in whatever order, accepted means that a version is there', () => {
  fc.assert(
    fc.property(fc.boolean(), fc.array(command, { maxLength: 30 }), (checked, commands) => {
      let present: AssignmentState = { ...asked, checked }
      for (const next of commands) {
        const decision = decide(present, next)
        if ('next' in decision) present = decision.next
        if (present.status === 'accepted' || present.status === 'submitted') expect(present.versionId).not.toBeNull()
      }
    }),
  )
})

test('deciding changes nothing: a refused act leaves the state as it was, an applied one makes a new state', () => {
  fc.assert(
    fc.property(state, command, (from, asks) => {
      const kept = structuredClone(from)
      const first = decide(Object.freeze(from), Object.freeze(asks))
      expect(from).toEqual(kept)
      expect(decide(from, asks)).toEqual(first)
    }),
  )
})

test('two states have one fingerprint only if they are the same', () => {
  const likely = fc.tuple(state, state).map(([a, b]) => [a, { ...b, checked: a.checked }] as const)
  fc.assert(fc.property(likely, ([a, b]) => (fingerprint(a) === fingerprint(b)) === (JSON.stringify(a) === JSON.stringify(b))))
  fc.assert(
    fc.property(state, (a) => {
      for (const other of statuses.filter((s) => s !== a.status)) expect(fingerprint({ ...a, status: other })).not.toBe(fingerprint(a))
      expect(fingerprint({ ...a, overdue: !a.overdue })).not.toBe(fingerprint(a))
      expect(fingerprint({ ...a, versionId: `${a.versionId ?? ''}x` })).not.toBe(fingerprint(a))
      expect(fingerprint({ ...a, post: `${a.post}x` })).not.toBe(fingerprint(a))
      expect(fingerprint({ ...a, dueAt: '2019-04-01T00:00:00.000Z' })).not.toBe(fingerprint(a))
    }),
  )
})

test('it wakes by itself only while somebody has to act and the due date has not been noted as passed', () => {
  fc.assert(
    fc.property(state, (of) => {
      const watched = (of.status === 'open' || of.status === 'returned') && !of.overdue
      expect(wakeOf(of)).toBe(watched ? of.dueAt : null)
      if (isDone(of.status)) expect(wakeOf(of)).toBeNull()
    }),
  )
})
