import { expect, test } from 'vitest'
import type { Field } from '../../domain/definition/schema.js'
import { type OpinionToAnswer, stillToAnswer } from '../../domain/review/to-answer.js'
import { readEntry, writeEntry } from '../../domain/sheet/entry.js'

const kinds = [
  { id: 'ask', needsAnswer: true },
  { id: 'thanks', needsAnswer: false },
]
const field: Field = { id: 'actions', type: 'actions', label: '対応', required: false, printed: true }
const read = (entry: Record<string, string>) => readEntry([field], entry).actions

test('opinions that are ticked are answered, a number that is none of them stays beside them', () => {
  const entry = { 'actions.0.text': '行う。', 'actions.0.answer.3': 'on', 'actions.0.answer.1': 'on', 'actions.0.wholly.2': 'on' }
  expect(read(entry)).toEqual([{ text: '行う。', answers: [1, 3], whole: [2] }])
  expect(read({ ...entry, 'actions.0.answers': '⑨' })).toEqual([{ text: '行う。', answers: [1, 3, 9], whole: [2] }])
})

test('what was named out of order stays so when the form is saved unchanged; what is new follows', () => {
  const before = { actions: [{ text: '行う。', answers: [3, 1] }] }
  expect(writeEntry([field], before)['actions.0.answers']).toBe('3、1')
  const form = { 'actions.0.text': '行う。', 'actions.0.answersWere': '3、1', 'actions.0.answer.1': 'on', 'actions.0.answer.3': 'on' }
  expect(read(form)).toEqual(before.actions)
  expect(read({ ...form, 'actions.0.answer.2': 'on' })).toEqual([{ text: '行う。', answers: [3, 1, 2] }])
})

test('with every tick taken back, nothing is answered; a tick alone makes a row, its memory alone does not', () => {
  expect(read({ 'actions.0.text': '行う。', 'actions.0.answersWere': '3、1' })).toEqual([{ text: '行う。', answers: [] }])
  expect(read({ 'actions.0.answer.1': 'on' })).toEqual([{ text: '', answers: [1] }])
  expect(read({ 'actions.0.answersWere': '1', 'actions.0.wholeWere': '1' })).toBeUndefined()
})

test('Excel’s column of numbers is read as before', () => {
  expect(read({ 'actions.0.text': '行う。', 'actions.0.answers': '③・①', 'actions.0.whole': '１' })).toEqual([
    { text: '行う。', answers: [3, 1], whole: [1] },
  ])
})

test('what is still to be answered: by number or place, without praise, a merged one where it went', () => {
  const opinions: OpinionToAnswer[] = [
    { text: 'あ', kind: 'ask' },
    { text: 'い', kind: 'thanks' },
    { text: 'う', kind: 'ask', printing: { as: 'merged', into: 2 } },
    { text: 'え', kind: 'ask', printing: { as: 'unprinted' } },
  ]
  expect(stillToAnswer(opinions, [], kinds)).toEqual([1, 2, 4])
  expect(stillToAnswer(opinions, [{ text: '', answers: [4, 2] }], kinds)).toEqual([1])
  expect(stillToAnswer(opinions, [{ answers: [1, 3, 4] }, { whole: [2] }], kinds)).toEqual([2])
})

test('a request that is merged twice over is still to be answered where it went in the end; so is what has no kind, or an unheard-of one', () => {
  const opinions: OpinionToAnswer[] = [
    { text: 'あ', kind: 'thanks' },
    { text: 'い', kind: 'thanks', printing: { as: 'merged', into: 1 } },
    { text: 'う', kind: 'ask', printing: { as: 'merged', into: 2 } },
    { text: 'え' },
    { text: 'お', kind: 'unheard-of' },
  ]
  expect(stillToAnswer(opinions, [], kinds)).toEqual([1, 4, 5])
  expect(stillToAnswer(opinions, [{ answers: [1, 5] }], kinds)).toEqual([4])
})
