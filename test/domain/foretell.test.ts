import { describe, expect, test } from 'vitest'
import { directoryFrom } from '../../domain/asking/directory.js'
import { foretell, type YearAhead } from '../../domain/asking/foretell.js'
import { type PlannedStep, planYear } from '../../domain/calendar/plan.js'
import type { Definition } from '../../domain/definition/schema.js'
import type { StepStatus } from '../../domain/process/step.js'
import { smallCity } from '../support/bundles.js'

const { definition: written, bundle } = smallCity()
const posts = bundle.posts.map(({ key: id, department, role }) => ({ id, department, role }))
const directory = directoryFrom(posts, bundle.departments)
const plan = planYear(written, bundle.fiscalYear)
const dayBefore = '2022-05-02T03:00:00.000Z'

function year(states: Record<string, StepStatus> = {}, over: Partial<YearAhead> = {}): YearAhead {
  const definition = over.definition ?? written
  const steps = definition.steps.map(({ id: key }) => ({ key, status: states[key] ?? 'planned', plan: plan[key] as PlannedStep }))
  const { fiscalYear, programmes } = bundle
  const register = programmes.map((line) => ({ ...line, needsFinance: false }))
  return { cycleId: 'c', fiscalYear, steps, register, ofYear: [], withdrawn: [], ...over, definition }
}
const foretold = (ahead: YearAhead, step: string, now = dayBefore) => foretell(ahead, directory, now).find((one) => one.step.id === step)
const noticesOf = (ahead: YearAhead, step: string, now?: string) => foretold(ahead, step, now)?.asks.flatMap(({ notices }) => notices) ?? []
/** The same definition in which the replies are asked for programme by programme, as the opinions about it are accepted. */
const eachByEach: Definition = {
  ...written,
  steps: written.steps.map((step) => (step.id === 'replies' ? { ...step, after: [{ step: 'remarks', gate: 'each' }] } : step)),
}

describe('what the plan foretells of a step that has not opened', () => {
  test('is its requests and their chase, with who, when and why, and nothing of steps that have opened or that ask the office itself', () => {
    const cards = noticesOf(year(), 'cards')
    const requests = cards.filter(({ kind }) => kind === 'request')
    expect(requests).toHaveLength(bundle.programmes.length)
    expect(requests[0]).toMatchObject({ post: 'minato-officer', at: '2022-05-10T01:00:00.000Z', reason: '作成の依頼を始めたため' })
    expect(new Set(cards.map(({ kind }) => kind))).toEqual(new Set(['request', 'reminder', 'head-notice']))
    expect(noticesOf(year(), 'remarks')).toEqual([])
    expect(foretold(year({ cards: 'open' }), 'cards')).toBeUndefined()
    expect(foretold(year({ cards: 'closed' }), 'cards')).toBeUndefined()
  })

  test('keeps to its planned opening as long as that is to come, whoever is still at work before it', () => {
    expect(foretold(year({ cards: 'open' }), 'replies')?.opensAt).toBe(plan.replies?.opensAt)
  })

  test('waits, where it should have opened already, until what comes before it is due', () => {
    const late = '2022-06-28T03:00:00.000Z'
    const remarks = { ...(plan.remarks as PlannedStep), dueAt: '2022-07-08T08:00:00.000Z' }
    const ahead = year({ cards: 'closed', remarks: 'open' })
    const moved = { ...ahead, steps: ahead.steps.map((step) => (step.key === 'remarks' ? { ...step, plan: remarks } : step)) }
    expect(foretold(moved, 'replies', late)?.opensAt).toBe(remarks.dueAt)
    expect(noticesOf(moved, 'replies', late).every(({ at }) => at > remarks.dueAt)).toBe(true)
    // What it waits for is overdue itself: at the present at the earliest.
    expect(foretold(ahead, 'replies', late)?.opensAt).toBe(late)
  })

  test('asks the stages of a route one after another: each when the one before it is due, with a due date of its own', () => {
    const [ask] = written.steps.find(({ id }) => id === 'sign')?.asks ?? []
    const stage = (subject: string, within: number) => ({ ...ask, subject, within, chase: 'plain' }) as NonNullable<typeof ask>
    const steps = written.steps.map((step) =>
      step.id === 'sign' ? { ...step, inTurn: true, asks: [stage('draft', 3), stage('chief', 2), stage('mayor', 4)] } : step,
    )
    const route = foretold(year({}, { definition: { ...written, steps } }), 'sign')
    const [draft, chief, mayor] = route?.asks ?? []
    const request = (one: typeof draft) => one?.notices.find(({ kind }) => kind === 'request')?.at ?? ''
    expect(request(draft) > (route?.opensAt ?? '')).toBe(true)
    expect(request(chief) > (draft?.dueAt ?? '')).toBe(true)
    expect(request(mayor) > (chief?.dueAt ?? '')).toBe(true)
    expect([draft, chief, mayor].map((one) => one?.dueAt)).toEqual([...new Set([draft, chief, mayor].map((one) => one?.dueAt))].sort())
    expect(route?.onAcceptance).toBe(true)
  })

  test('passes lateness on: a step after one that is late opens when that one is due', () => {
    const late = '2022-07-28T03:00:00.000Z'
    const ahead = year({ cards: 'closed', remarks: 'open' })
    const replies = foretold(ahead, 'replies', late)
    expect(foretold(ahead, 'sign', late)?.opensAt).toBe(replies?.asks[0]?.dueAt)
  })

  test('says of what is asked subject by subject that it depends on acceptance, on its planned day at the earliest', () => {
    const replies = foretold(year({}, { definition: eachByEach }), 'replies')
    expect(replies).toMatchObject({ onAcceptance: true, opensAt: plan.replies?.opensAt })
    expect(foretold(year(), 'replies')?.onAcceptance).toBe(false)
  })

  test('leaves out what follows from a request that was taken back', () => {
    const withdrawn = [{ step: 'remarks', subject: 'crane' }]
    const subjects = (ahead: YearAhead) => foretold(ahead, 'replies')?.asks.map(({ asked }) => asked.subject)
    expect(subjects(year({}, { definition: eachByEach, withdrawn }))).toEqual(['market', 'cross-cutting'])
    // Where the whole step is waited for, one request that was taken back changes nothing.
    expect(subjects(year({}, { withdrawn }))).toEqual(['crane', 'market', 'cross-cutting'])
  })

  test('goes by the year’s own word about chases: nobody is written to where the office has chosen none', () => {
    const ofYear = [{ scope: 'section' as const, key: 'minato', chase: null }]
    const owners = (ahead: YearAhead) => new Set(noticesOf(ahead, 'cards').map(({ post }) => post))
    expect(owners(year({}, { ofYear })).has('minato-officer')).toBe(false)
    expect(owners(year({}, { ofYear })).has('machi-officer')).toBe(true)
  })

  test('does not fail for a section that has no officer yet', () => {
    const others = directoryFrom(
      posts.filter(({ id }) => id !== 'minato-officer'),
      bundle.departments,
    )
    const [cards] = foretell(year(), others, dayBefore)
    expect(cards?.asks.map(({ asked }) => asked.subject)).toEqual(['market', 'lights', 'ferry'])
  })
})
