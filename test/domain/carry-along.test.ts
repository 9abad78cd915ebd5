import { expect, test } from 'vitest'
import type { Field } from '../../domain/definition/schema.js'
import { carryAlong } from '../../domain/sheet/carry-along.js'

const field = (id: string, type: Field['type']): Field => ({ id, type, label: id, required: false, printed: true })
const fields = [field('opinions', 'opinions'), field('actions', 'actions'), field('did', 'text')]
const merged = { as: 'merged', into: 1 }
const stood = {
  opinions: [
    { no: 1, text: 'あ', id: 'a', sources: ['r1', 'r2'] },
    { no: 2, text: 'い', id: 'b', sources: ['r3'], printing: merged },
  ],
  actions: [{ text: '行う。', answers: [1], continues: '2020/crane/1' }],
}

test('what a file has no columns for stays with the opinion of its number, also when it was reworded and moved', () => {
  const brought = {
    opinions: [
      { no: 2, text: 'い、直した' },
      { no: 1, text: 'あ' },
      { no: 3, text: 'う' },
    ],
    did: '行った。',
  }
  expect(carryAlong(fields, stood, brought)).toEqual({
    opinions: [
      { no: 2, text: 'い、直した', id: 'b', sources: ['r3'], printing: merged },
      { no: 1, text: 'あ', id: 'a', sources: ['r1', 'r2'] },
      { no: 3, text: 'う' },
    ],
    did: '行った。',
  })
})

test('without a number it is known by its text, else by its place; a new one takes nothing of another’s', () => {
  expect(carryAlong(fields, stood, { actions: [{ text: '改めて行う。', answers: [1] }] }).actions).toMatchObject([
    { continues: '2020/crane/1' },
  ])
  const two = {
    actions: [
      { text: '新しい。', answers: [] },
      { text: '行う。', answers: [1] },
    ],
  }
  expect(carryAlong(fields, stood, two).actions).toEqual([two.actions[0], { text: '行う。', answers: [1], continues: '2020/crane/1' }])
  expect(carryAlong(fields, {}, two)).toEqual(two)
})
