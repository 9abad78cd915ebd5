import { describe, expect, test } from 'vitest'
import { type AskedStage, type RouteStands, type Ruling, turnOf } from '../../domain/asking/turns.js'
import { passIn, passOf } from '../../domain/process/passes.js'

const stages = ['draft', 'head', 'mayor']
let receipts = 0
const done = (subject: string, ruling: Ruling | null = { state: 'approved' }): AskedStage => ({
  subject,
  state: 'accepted',
  receipt: ++receipts,
  ruling,
})
const back = (subject: string, to: string) => done(subject, { state: 'returned', to })
const open = (subject: string): AskedStage => ({ subject, state: 'open', receipt: null, ruling: null })
/** Whose turn it is where nothing was decided on yet that could have changed. */
const turnNow = (asked: AskedStage[], more: Partial<RouteStands> = {}, all = stages) =>
  turnOf(all, { asked, closed: false, newest: null, ...more })

describe('whose turn it is on a route', () => {
  test('one stage after another is asked, and after the last nobody', () => {
    expect(turnNow([])).toEqual({ at: 'asking', stage: 'draft', subject: 'draft' })
    expect(turnNow([open('draft')])).toEqual({ at: 'waiting', stage: 'draft', subject: 'draft' })
    const two = [done('draft', null), done('head')]
    expect(turnNow(two)).toEqual({ at: 'asking', stage: 'mayor', subject: 'mayor' })
    expect(turnNow([...two, done('mayor')])).toEqual({ at: 'end' })
  })

  test('what is sent back goes to the stage that was named, and every stage after it is asked again', () => {
    const once = [done('draft', null), done('head'), back('mayor', 'draft')]
    expect(turnNow(once)).toEqual({ at: 'asking', stage: 'draft', subject: 'draft-2' })
    const twice = [...once, done('draft-2', null)]
    expect(turnNow(twice)).toEqual({ at: 'asking', stage: 'head', subject: 'head-2' })
    expect(turnNow([...twice, done('head-2')])).toEqual({ at: 'asking', stage: 'mayor', subject: 'mayor-2' })
    expect(turnNow([...twice, done('head-2'), done('mayor-2')])).toEqual({ at: 'end' })
  })

  test('what is sent back to the middle does not trouble whoever stands before', () => {
    const sent = [done('draft', null), done('head'), back('mayor', 'head')]
    expect(turnNow(sent)).toEqual({ at: 'asking', stage: 'head', subject: 'head-2' })
    expect(turnNow([...sent, done('head-2')])).toEqual({ at: 'asking', stage: 'mayor', subject: 'mayor-2' })
  })

  test('a request that was taken back passes nobody over: the same stage is asked anew', () => {
    const taken: AskedStage = { subject: 'head', state: 'withdrawn', receipt: null, ruling: null }
    const asked = [done('draft', null), taken]
    expect(turnNow(asked)).toEqual({ at: 'asking', stage: 'head', subject: 'head-2' })
    expect(turnNow([...asked, done('head-2')])).toEqual({ at: 'asking', stage: 'mayor', subject: 'mayor' })
  })

  test('an approval that was given before an earlier stage was asked anew does not count for what came after', () => {
    const draft = done('draft', null)
    const mayor = done('mayor')
    const head = done('head')
    expect(turnNow([draft, mayor, head])).toEqual({ at: 'asking', stage: 'mayor', subject: 'mayor-2' })
    expect(turnNow([draft, mayor, back('head', 'draft')])).toEqual({ at: 'asking', stage: 'draft', subject: 'draft-2' })
  })

  test('a stage that an amendment adds is asked, and those after it again', () => {
    const asked = [done('draft', null), done('head'), open('mayor')]
    const more = ['draft', 'deputy', 'head', 'mayor']
    expect(turnNow(asked, {}, more)).toEqual({ at: 'asking', stage: 'deputy', subject: 'deputy' })
    expect(turnNow([...asked.slice(0, 2), done('mayor')], {}, more)).toEqual({ at: 'asking', stage: 'deputy', subject: 'deputy' })
    const both = [...asked, done('deputy'), done('head-2')]
    expect(turnNow(both, {}, more), 'an asking that waited').toEqual({ at: 'waiting', stage: 'mayor', subject: 'mayor' })
  })

  test('while the draft is asked for again, a stage further on waits, and whoever had approved is asked again', () => {
    const draft = done('draft', null)
    const asked = [draft, done('head'), open('mayor')]
    Object.assign(draft, { state: 'returned', receipt: null })
    expect(turnNow(asked)).toEqual({ at: 'waiting', stage: 'draft', subject: 'draft' })
    Object.assign(draft, { state: 'accepted', receipt: ++receipts })
    expect(turnNow(asked)).toEqual({ at: 'asking', stage: 'head', subject: 'head-2' })
    expect(turnNow([...asked, open('head-2')])).toEqual({ at: 'waiting', stage: 'head', subject: 'head-2' })
    expect(turnNow([...asked, done('head-2')])).toEqual({ at: 'waiting', stage: 'mayor', subject: 'mayor' })
  })

  test('where what stands is another than what all have approved, it begins anew, until the step is over', () => {
    const of = (no: number): Ruling => ({ state: 'approved', package: no })
    const asked = [done('draft', null), done('head', of(1)), done('mayor', of(1))]
    expect(turnNow(asked, { newest: { no: 1, changed: 0 } })).toEqual({ at: 'end' })
    expect(turnNow(asked, { newest: { no: 1, changed: 1 } })).toEqual({ at: 'asking', stage: 'draft', subject: 'draft-2' })
    expect(turnNow(asked, { newest: { no: 2, changed: 0 } })).toEqual({ at: 'asking', stage: 'draft', subject: 'draft-2' })
    expect(turnNow(asked, { newest: { no: 1, changed: 1 }, closed: true })).toEqual({ at: 'end' })
    const anew = [...asked, done('draft-2', null)]
    expect(turnNow(anew, { newest: { no: 2, changed: 0 } })).toEqual({ at: 'asking', stage: 'head', subject: 'head-2' })
    const again = [...anew, done('head-2', of(2)), done('mayor-2', of(2))]
    expect(turnNow(again, { newest: { no: 2, changed: 0 } })).toEqual({ at: 'end' })
  })

  test('all approve one and the same package: approvals of two do not add up', () => {
    const of = (no: number): Ruling => ({ state: 'approved', package: no })
    const newest = { no: 2, changed: 0 }
    const asked = [done('draft', null), done('head', of(1)), done('mayor', of(2))]
    expect(turnNow(asked, { newest })).toEqual({ at: 'asking', stage: 'draft', subject: 'draft-2' })
    const anew = [...asked, done('draft-2', null), done('head-2', of(2)), done('mayor-2', of(2))]
    expect(turnNow(anew, { newest })).toEqual({ at: 'end' })
  })

  test('no stage is passed over: whatever is ruled, withdrawn or done anew, a route ends only when each stage has approved after the one before it', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const dice = diceOf(seed)
      const asked: AskedStage[] = []
      const course: { stage: string; approved: boolean; to: string | null }[] = []
      for (let turn = turnNow(asked); turn.at !== 'end' && course.length < 60; turn = turnNow(asked)) {
        if (turn.at !== 'asking') throw new Error('nothing is left open')
        const place = stages.indexOf(turn.stage)
        const to = place > 0 && dice(3) === 0 ? (stages[dice(place)] ?? null) : null
        asked.push(to ? back(turn.subject, to) : done(turn.subject, place === 0 ? null : { state: 'approved' }))
        course.push({ stage: turn.stage, approved: to === null, to })
      }
      expect(new Set(asked.map(({ subject }) => subject)).size).toBe(asked.length)
      // Taken back or done anew afterwards: what comes then is asked again, or the last words of all stages stand in their order.
      const some = asked[dice(asked.length)]
      if (some) Object.assign(some, dice(2) === 0 ? { state: 'withdrawn', ruling: null } : { receipt: ++receipts })
      if (turnNow(asked).at === 'end') {
        const last = stages.map((stage) => {
          const approved = asked.filter(
            ({ subject, state, ruling }) => passIn(stage, subject) && state === 'accepted' && ruling?.state !== 'returned',
          )
          return approved.map(({ receipt }) => receipt ?? 0).sort((a, b) => a - b)
        })
        let before = 0
        for (const receipts of last) {
          before = receipts.find((receipt) => receipt > before) ?? 0
          expect(before, 'nobody approved').toBeGreaterThan(0)
        }
      }
      for (const [index, { stage, approved, to }] of course.entries()) {
        const next = course[index + 1]?.stage
        if (next) expect(next).toBe(approved ? stages[stages.indexOf(stage) + 1] : to)
      }
    }
  })
})

test('an asking is told from a stage of a like name', () => {
  expect([1, 2, 12].map((pass) => passIn('head', passOf('head', pass)))).toEqual([1, 2, 12])
  expect(['heads', 'head-1', 'head-02', 'head-of', 'mayor', 'head-'].map((subject) => passIn('head', subject))).toEqual(
    Array.from({ length: 6 }, () => null),
  )
})

function diceOf(seed: number): (sides: number) => number {
  let state = seed * 2_654_435_761
  return (sides) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return Math.floor((state / 4_294_967_296) * sides)
  }
}
