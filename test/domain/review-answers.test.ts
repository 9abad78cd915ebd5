import { describe, expect, test } from 'vitest'
import { answerProblems, type GivenAction } from '../../domain/review/check-answers.js'
import { type ActionAtGate, type OpinionAtGate, unansweredAt } from '../../domain/review/gate.js'
import { kawasaki2016, smallCity } from '../support/bundles.js'
import { readingCounts } from '../support/reading.js'

const said = (subject: string, no: number, more: Partial<OpinionAtGate> = {}): OpinionAtGate => ({
  processId: `consolidate/${subject}`,
  subject,
  no,
  kind: 'ask',
  printedAs: 'printed',
  mergedInto: null,
  ...more,
})
const kinds = [
  { id: 'ask', needsAnswer: true },
  { id: 'thanks', needsAnswer: false },
]
const done = (subject: string, answers: number[], whole: number[] = []): ActionAtGate => ({ subject, answers, whole })
const left = (opinions: OpinionAtGate[], actions: ActionAtGate[]) =>
  unansweredAt(opinions, actions, kinds).map(({ subject, no }) => `${subject} ${no}`)

describe('what the gate asks an answer for', () => {
  const three = [said('crane', 1), said('crane', 2), said('crane', 3)]

  test('one Action answers ①②', () => {
    expect(left(three, [done('crane', [1, 2])])).toEqual(['crane 3'])
  })

  test('one opinion answered by two Actions', () => {
    expect(left([said('crane', 1)], [done('crane', [1]), done('crane', [1])])).toEqual([])
  })

  test('answers out of order', () => {
    expect(left(three, [done('crane', [3]), done('crane', [2, 1])])).toEqual([])
  })

  test('an opinion merged into another is answered there, along the chain', () => {
    const merged = [
      said('crane', 1),
      said('crane', 2, { printedAs: 'merged', mergedInto: 3 }),
      said('crane', 3, { printedAs: 'merged', mergedInto: 1 }),
    ]
    expect(left(merged, [])).toEqual(['crane 1', 'crane 2', 'crane 3'])
    expect(left(merged, [done('crane', [1])])).toEqual([])
    // naming the one that was merged answers nothing: what is printed is the other
    expect(left(merged, [done('crane', [2])])).toEqual(['crane 1', 'crane 2', 'crane 3'])
  })

  test('a request merged into praise still needs its answer, given to the praise', () => {
    const merged = [said('crane', 1, { kind: 'thanks' }), said('crane', 2, { printedAs: 'merged', mergedInto: 1 })]
    expect(left(merged, [])).toEqual(['crane 2'])
    expect(left(merged, [done('crane', [1])])).toEqual([])
  })

  test('opinions merged in a ring, or into a number that is none, are answered by nothing', () => {
    const ring = [said('crane', 1, { printedAs: 'merged', mergedInto: 2 }), said('crane', 2, { printedAs: 'merged', mergedInto: 1 })]
    expect(left(ring, [done('crane', [1, 2])])).toEqual(['crane 1', 'crane 2'])
    expect(left([said('crane', 1, { printedAs: 'merged', mergedInto: 9 })], [done('crane', [1, 9])])).toEqual(['crane 1'])
  })

  test('missing: an opinion that no Action names', () => {
    expect(left(three, [done('crane', [1, 3])])).toEqual(['crane 2'])
  })

  test('an Action of another programme’s opinion answers nothing', () => {
    expect(left([said('crane', 1)], [done('market', [1])])).toEqual(['crane 1'])
  })

  test('praise needs none', () => {
    expect(left([said('crane', 1, { kind: 'thanks' })], [])).toEqual([])
  })

  test('an opinion without a kind needs an answer, as nobody has said that it needs none', () => {
    expect(left([said('crane', 1, { kind: null })], [])).toEqual(['crane 1'])
    expect(left([said('crane', 1, { kind: null })], [done('crane', [1])])).toEqual([])
    expect(unansweredAt([said('crane', 1, { kind: null })], [], [])).toEqual([])
  })

  test('so does one of a kind that the definition does not know', () => {
    expect(left([said('crane', 1, { kind: 'unheard-of' })], [])).toEqual(['crane 1'])
    const silent = kinds.map((kind) => ({ ...kind, needsAnswer: false }))
    expect(unansweredAt([said('crane', 1, { kind: 'unheard-of' })], [], silent)).toEqual([])
  })

  test('an opinion that is not printed needs its answer all the same', () => {
    expect(left([said('crane', 1, { printedAs: 'unprinted' })], [])).toEqual(['crane 1'])
  })

  test('a cross-cutting opinion is answered by the office’s own Action, or by any Action that names it as such', () => {
    const whole = [said('cross-cutting', 1), said('crane', 1)]
    expect(left(whole, [done('crane', [1])])).toEqual(['cross-cutting 1'])
    expect(left(whole, [done('crane', [1], [1])])).toEqual([])
    expect(left(whole, [done('cross-cutting', [1])])).toEqual(['crane 1'])
  })
})

describe('what is refused of an answer, in words', () => {
  const { definition, bundle } = smallCity()
  const known = (subject: string, no: number, more: Partial<OpinionAtGate> = {}): OpinionAtGate => ({
    processId: `consolidate/${subject}`,
    subject,
    no,
    kind: 'ask',
    printedAs: 'printed',
    mergedInto: null,
    ...more,
  })
  const opinions = [
    known('crane', 1),
    known('crane', 2, { kind: 'thanks' }),
    known('crane', 3, { printedAs: 'unprinted' }),
    known('crane', 4, { printedAs: 'merged', mergedInto: 1 }),
    known('market', 1),
    known('cross-cutting', 1),
  ]
  const nameOf = (subject: string) => bundle.programmes.find(({ key }) => key === subject)?.name ?? '施策全体'
  const withNone = { ...definition, responseCategories: [...definition.responseCategories, { id: 'no-answer', name: '回答不要' }] }
  const problems = (subject: string, ...actions: Partial<GivenAction>[]) =>
    answerProblems({
      subject,
      opinions,
      definition: withNone,
      nameOf,
      actions: actions.map((one) => ({ text: '行う。', answers: [], ...one })),
    })

  test('n:m, out of order, praise and unprinted ones may be named; an Action may name none', () => {
    expect(problems('crane', { answers: [3, 1] }, { answers: [1, 2], whole: [1] }, { answers: [] })).toEqual([])
  })

  test('a number of another programme: which, and whose', () => {
    expect(problems('market', { answers: [1] }, { answers: [3] })).toEqual([
      '2番目の対応が答える意見③は、「朝市の支援」の検証意見にありません。意見③があるのは「荷役設備の更新」です。①から選んでください。',
    ])
  })

  test('a number that nobody has, and a programme without opinions', () => {
    expect(problems('crane', { answers: [9] })).toEqual([
      '1番目の対応が答える意見⑨は、「荷役設備の更新」の検証意見にありません。①・②・③から選んでください。',
    ])
    expect(problems('ferry', { answers: [9] })).toEqual([
      '1番目の対応が答える意見⑨は、「渡し船の運行」の検証意見にありません。受理された検証意見がないので、番号を外してください。',
    ])
  })

  test('what is merged is answered where it went; twice is once too often', () => {
    expect(problems('crane', { answers: [4, 1, 1] })).toEqual([
      '1番目の対応が、意見①に二度答えています。番号を一つにしてください。',
      '1番目の対応が答える意見④は、意見①に含めてあります。含めた先の番号で答えてください。',
    ])
  })

  test('a cross-cutting number that is none', () => {
    expect(problems('crane', { whole: [2] })).toEqual([
      '1番目の対応が答える意見②は、「施策全体」の検証意見にありません。意見②があるのは「荷役設備の更新」です。①から選んでください。',
    ])
  })

  test('whoever calls an answer to a request unnecessary says why; for praise nobody has to', () => {
    const none = { category: 'no-answer' }
    expect(problems('crane', { ...none, text: '―', answers: [1] })).toEqual([
      '1番目の対応は「回答不要」ですが、意見①には対応が要ります。答えない理由を対応の文に書いてください。',
    ])
    expect(problems('crane', { ...none, text: '回答不要', answers: [1] })).toHaveLength(1)
    expect(problems('crane', { ...none, text: '国の制度であり、市では決められないため。', answers: [1] })).toEqual([])
    expect(problems('crane', { ...none, text: '―', answers: [2] })).toEqual([])
  })

  test('whoever calls the answer to praise unnecessary says why where a request is merged into it, along the chain', () => {
    const chain = [
      known('crane', 1, { kind: 'thanks' }),
      known('crane', 2, { kind: 'thanks', printedAs: 'merged', mergedInto: 1 }),
      known('crane', 3, { printedAs: 'merged', mergedInto: 2 }),
    ]
    const silent = [{ text: '―', answers: [1], category: 'no-answer' }]
    const of = (opinions: OpinionAtGate[]) => answerProblems({ subject: 'crane', opinions, definition: withNone, nameOf, actions: silent })
    expect(of(chain)).toEqual(['1番目の対応は「回答不要」ですが、意見①には対応が要ります。答えない理由を対応の文に書いてください。'])
    expect(of(chain.slice(0, 2))).toEqual([])
  })
})

test('fiscal year 2016: 72 opinions, 58 Actions, 22 opinions that no Action answers by our reading, 5 Actions that answer none', () => {
  expect(readingCounts(kawasaki2016().bundle)).toEqual({ opinions: 72, actions: 58, unanswered: 22, answeringNone: 5 })
})

test('a numbered year is counted by its numbers', () => {
  expect(readingCounts(smallCity().bundle)).toEqual({ opinions: 6, actions: 4, unanswered: 1, answeringNone: 0 })
})
