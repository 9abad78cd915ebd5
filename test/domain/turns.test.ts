import { describe, expect, test } from 'vitest'
import { type AskedStage, type Ruling, turnOf } from '../../domain/asking/turns.js'
import { passIn, passOf } from '../../domain/process/passes.js'

const stages = ['draft', 'head', 'mayor']
let clock = 0
const at = () => new Date(Date.UTC(2022, 6, 1, 0, clock++)).toISOString()
const done = (subject: string, ruling: Ruling | null = { state: 'approved' }): AskedStage => ({
  subject,
  state: 'accepted',
  closedAt: at(),
  ruling,
})
const back = (subject: string, to: string) => done(subject, { state: 'returned', to })
const open = (subject: string): AskedStage => ({ subject, state: 'open', closedAt: null, ruling: null })

describe('whose turn it is on a route', () => {
  test('one stage after another is asked, and after the last nobody', () => {
    expect(turnOf(stages, [])).toEqual({ at: 'asking', stage: 'draft', subject: 'draft' })
    expect(turnOf(stages, [open('draft')])).toEqual({ at: 'waiting', stage: 'draft', subject: 'draft' })
    const two = [done('draft', null), done('head')]
    expect(turnOf(stages, two)).toEqual({ at: 'asking', stage: 'mayor', subject: 'mayor' })
    expect(turnOf(stages, [...two, done('mayor')])).toEqual({ at: 'end' })
  })

  test('what is sent back goes to the stage that was named, and every stage after it is asked again', () => {
    const once = [done('draft', null), done('head'), back('mayor', 'draft')]
    expect(turnOf(stages, once)).toEqual({ at: 'asking', stage: 'draft', subject: 'draft-2' })
    const twice = [...once, done('draft-2', null)]
    expect(turnOf(stages, twice)).toEqual({ at: 'asking', stage: 'head', subject: 'head-2' })
    expect(turnOf(stages, [...twice, done('head-2')])).toEqual({ at: 'asking', stage: 'mayor', subject: 'mayor-2' })
    expect(turnOf(stages, [...twice, done('head-2'), done('mayor-2')])).toEqual({ at: 'end' })
  })

  test('what is sent back to the middle does not trouble whoever stands before', () => {
    const sent = [done('draft', null), done('head'), back('mayor', 'head')]
    expect(turnOf(stages, sent)).toEqual({ at: 'asking', stage: 'head', subject: 'head-2' })
    expect(turnOf(stages, [...sent, done('head-2')])).toEqual({ at: 'asking', stage: 'mayor', subject: 'mayor-2' })
  })

  test('a request that was taken back passes nobody over: the same stage is asked anew', () => {
    const taken: AskedStage = { subject: 'head', state: 'withdrawn', closedAt: at(), ruling: null }
    const asked = [done('draft', null), taken]
    expect(turnOf(stages, asked)).toEqual({ at: 'asking', stage: 'head', subject: 'head-2' })
    expect(turnOf(stages, [...asked, done('head-2')])).toEqual({ at: 'asking', stage: 'mayor', subject: 'mayor' })
  })

  test('an approval that was given before an earlier stage was asked anew does not count for what came after', () => {
    const draft = done('draft', null)
    const mayor = done('mayor')
    const head = done('head')
    expect(turnOf(stages, [draft, mayor, head])).toEqual({ at: 'asking', stage: 'mayor', subject: 'mayor-2' })
    expect(turnOf(stages, [draft, mayor, back('head', 'draft')])).toEqual({ at: 'asking', stage: 'draft', subject: 'draft-2' })
  })

  test('a stage that an amendment adds is asked, and those after it again', () => {
    const asked = [done('draft', null), done('head'), open('mayor')]
    const more = ['draft', 'deputy', 'head', 'mayor']
    expect(turnOf(more, asked)).toEqual({ at: 'waiting', stage: 'mayor', subject: 'mayor' })
    expect(turnOf(more, [...asked.slice(0, 2), done('mayor')])).toEqual({ at: 'asking', stage: 'deputy', subject: 'deputy' })
  })

  test('no stage is passed over: whatever is ruled, withdrawn or done anew, a route ends only when each stage has approved after the one before it', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const dice = diceOf(seed)
      const asked: AskedStage[] = []
      const course: { stage: string; approved: boolean; to: string | null }[] = []
      for (let turn = turnOf(stages, asked); turn.at !== 'end' && course.length < 60; turn = turnOf(stages, asked)) {
        if (turn.at !== 'asking') throw new Error('nothing is left open')
        const place = stages.indexOf(turn.stage)
        const to = place > 0 && dice(3) === 0 ? (stages[dice(place)] ?? null) : null
        asked.push(to ? back(turn.subject, to) : done(turn.subject, place === 0 ? null : { state: 'approved' }))
        course.push({ stage: turn.stage, approved: to === null, to })
      }
      expect(new Set(asked.map(({ subject }) => subject)).size).toBe(asked.length)
      // Taken back or done anew afterwards: what comes then is asked again, or the last words of all stages stand in their order.
      const some = asked[dice(asked.length)]
      if (some) Object.assign(some, dice(2) === 0 ? { state: 'withdrawn', ruling: null } : { closedAt: at() })
      if (turnOf(stages, asked).at === 'end') {
        const last = stages.map((stage) => {
          const approved = asked.filter(
            ({ subject, state, ruling }) => passIn(stage, subject) && state === 'accepted' && ruling?.state !== 'returned',
          )
          return approved.map(({ closedAt }) => closedAt ?? '').sort()
        })
        let before = ''
        for (const times of last) {
          before = times.find((time) => time >= before) ?? 'nobody approved'
          expect(before).not.toBe('nobody approved')
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
