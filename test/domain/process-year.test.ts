import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Command } from '../../domain/process/command.js'
import { decideCycle } from '../../domain/process/cycle.js'
import { allClosed, type StepNode, type StepStates, stepsToBegin } from '../../domain/process/graph.js'
import { assignmentId, courierId, cycleId, relayId, stepId } from '../../domain/process/ids.js'
import { decideStep, type StepAct, type StepState, stepFingerprint } from '../../domain/process/step.js'

/** A year without circles: a step comes only after steps named before it. */
const graph: fc.Arbitrary<StepNode[]> = fc.integer({ min: 1, max: 12 }).chain((steps) =>
  fc.tuple(
    ...Array.from({ length: steps }, (_, index) =>
      fc
        .subarray(Array.from({ length: index }, (_, before) => before))
        .chain((sources) =>
          fc.tuple(
            ...sources.map((source) =>
              fc.record({ step: fc.constant(`s${source}`), gate: fc.constantFrom('all' as const, 'each' as const) }),
            ),
          ),
        )
        .map((after): StepNode => ({ id: `s${index}`, kind: 'collect', after })),
    ),
  ),
)

test('a step begins only after those it waits for have closed, or begun where it follows subject by subject, and in the end all are closed', () => {
  fc.assert(
    fc.property(graph, fc.infiniteStream(fc.nat()), (steps, dice) => {
      const states: StepStates = Object.fromEntries(steps.map((node) => [node.id, 'planned' as const]))
      const begun = () => steps.filter((node) => states[node.id] === 'open')
      for (let turns = 0; !allClosed(steps, states); turns++) {
        expect(turns).toBeLessThanOrEqual(steps.length)
        for (const id of stepsToBegin(steps, states)) {
          const node = steps.find((step) => step.id === id) as StepNode
          expect(states[id]).toBe('planned')
          for (const edge of node.after) expect(edge.gate === 'all' ? ['closed'] : ['open', 'closed']).toContain(states[edge.step])
          states[id] = 'open'
        }
        const choice = begun()
        expect(choice.length).toBeGreaterThan(0)
        states[(choice[dice.next().value % choice.length] as StepNode).id] = 'closed'
      }
      expect(stepsToBegin(steps, states)).toEqual([])
    }),
  )
})

test('a step that only waits for its opening counts as begun: it does not begin twice', () => {
  const steps: StepNode[] = [
    { id: 'sheets', kind: 'collect', after: [] },
    { id: 'reviews', kind: 'consolidate', after: [{ step: 'sheets', gate: 'each' }] },
    { id: 'report', kind: 'publish', after: [{ step: 'reviews', gate: 'all' }] },
  ]
  expect(stepsToBegin(steps, {})).toEqual(['sheets'])
  expect(stepsToBegin(steps, { sheets: 'waiting' })).toEqual(['reviews'])
  expect(stepsToBegin(steps, { sheets: 'closed', reviews: 'open' })).toEqual([])
  expect(stepsToBegin(steps, { sheets: 'closed', reviews: 'closed', report: 'waiting' })).toEqual([])
  expect(allClosed(steps, { sheets: 'closed', reviews: 'closed' })).toBe(false)
})

const waiting: StepState = { status: 'waiting', opensAt: '2016-08-08T00:00:00.000Z', dueAt: '2016-09-02T08:00:00.000Z' }
const of = (act: StepAct, more: Partial<Command> = {}): Command<StepAct> => ({ id: 'c', post: 'city/office', ...more, act })

test('a waiting step is opened early at the instant the command was received; an open one cannot be', () => {
  const opensAt = '2016-08-01T01:00:00.000Z'
  expect(decideStep(waiting, of('advance', { opensAt }))).toEqual({ next: { ...waiting, opensAt } })
  expect(decideStep({ ...waiting, status: 'open' }, of('advance', { opensAt }))).toEqual({ refusal: 'not-open' })
})

test('new dates may name the opening, the due date or both; neither is refused', () => {
  const dueAt = '2016-10-03T08:00:00.000Z'
  expect(decideStep(waiting, of('reschedule', { dueAt }))).toEqual({ next: { ...waiting, dueAt } })
  expect(decideStep(waiting, of('reschedule'))).toEqual({ refusal: 'incomplete-command' })
})

test('a closed step takes no act, and no act of the office closes or reopens one', () => {
  const act = fc.constantFrom<StepAct>('advance', 'reschedule', 'override', 'confirm')
  const status = fc.constantFrom<StepState['status']>('planned', 'waiting', 'open', 'closed')
  fc.assert(
    fc.property(act, status, fc.boolean(), (asks, from, complete) => {
      const more = complete ? { opensAt: '2017-01-04T00:00:00.000Z', dueAt: '2017-02-01T08:00:00.000Z', requirement: 'answered' } : {}
      const decision = decideStep({ ...waiting, status: from }, of(asks, more))
      if (from === 'closed') expect(decision).toEqual({ refusal: 'step-closed' })
      else if ('next' in decision) expect(decision.next.status).toBe(from)
    }),
  )
})

test('setting a requirement aside needs its name', () => {
  const open: StepState = { ...waiting, status: 'open' }
  expect(decideStep(open, of('override'))).toEqual({ refusal: 'incomplete-command' })
  expect(decideStep(open, of('override', { requirement: 'answered' }))).toEqual({ next: open })
})

test('each part of a step shows in its fingerprint', () => {
  const other = '2018-01-04T00:00:00.000Z'
  const prints = [waiting, { ...waiting, status: 'open' as const }, { ...waiting, opensAt: other }, { ...waiting, dueAt: other }].map(
    stepFingerprint,
  )
  expect(new Set(prints).size).toBe(4)
})

test('an amendment goes on under the next snapshot; a year that is being sealed takes none', () => {
  const running = { status: 'running' as const, snapshot: 1, graph: [] }
  const amend = { id: 'c', post: 'city/office', act: 'amend' as const, versionId: 'city/cycle/plan/2016@2' }
  expect(decideCycle(running, amend)).toMatchObject({ next: { snapshot: 2, status: 'running' } })
  expect(decideCycle({ ...running, status: 'sealing' }, amend)).toEqual({ refusal: 'sealed' })
  const { versionId: _, ...incomplete } = amend
  expect(decideCycle(running, incomplete)).toEqual({ refusal: 'incomplete-command' })
})

test('a workflow is found by what the report says: city, definition, fiscal year, step, subject', () => {
  const cycle = cycleId('kawasaki', 'sme-ordinance', 2016)
  expect(cycle).toBe('kawasaki/cycle/sme-ordinance/2016')
  expect(stepId(cycle, 'sheets')).toBe('kawasaki/cycle/sme-ordinance/2016/sheets')
  expect(assignmentId(cycle, 'sheets', 'p-12')).toBe('kawasaki/cycle/sme-ordinance/2016/sheets/p-12')
  expect([courierId('kawasaki'), relayId('kawasaki')]).toEqual(['kawasaki/courier', 'kawasaki/relay'])
})

test('no two flows of register keys share an id', () => {
  const key = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/)
  const place = fc.tuple(key, key, fc.integer({ min: 2000, max: 2050 }), key, key)
  const id = ([city, definition, year, step, subject]: [string, string, number, string, string]) =>
    assignmentId(cycleId(city, definition, year), step, subject)
  fc.assert(fc.property(place, place, (a, b) => (id(a) === id(b)) === (JSON.stringify(a) === JSON.stringify(b))))
})
