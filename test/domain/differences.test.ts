import { expect, test } from 'vitest'
import { sheetChanges } from '../../domain/review/decision/changes.js'
import { differences } from '../../domain/sheet/differences.js'
import { smallCity } from '../support/bundles.js'

const { definition } = smallCity()
const opinions = [{ id: 'opinions', type: 'opinions', label: '意見', printed: true }] as never
const rules = { ...definition, opinionKinds: [{ id: 'ask', name: '要望', needsAnswer: true }] } as typeof definition
const kinds = [...rules.opinionKinds, { id: 'note', name: '感想', needsAnswer: false }]
const before = { no: 1, text: '夜も開けてほしい。', id: 'o1', sources: ['r1'], kind: 'ask', source: '部会', printing: { as: 'printed' } }
const after = {
  ...before,
  id: 'o2',
  sources: ['r1', 'r2'],
  kind: 'note',
  source: '聴取',
  printing: { as: 'unprinted', reason: '重なるため' },
}

test('opinions are told apart in words that people read: no id, no key of what was said', () => {
  const changes = differences(opinions, { opinions: [before] }, { opinions: [after] }, { ...rules, opinionKinds: kinds })
  expect(changes.map(({ place, before: was, after: is }) => [place, was, is])).toEqual([
    ['1番目・種類', '要望', '感想'],
    ['1番目・出所', '部会', '聴取'],
    ['1番目・掲載', '掲載する', '掲載しない'],
    ['1番目・掲載しない理由', '', '重なるため'],
  ])
})

test('an Action and an answered promise, too', () => {
  const field = (type: string) => [{ id: type, type, label: type }] as never
  const of = (type: string, one: object, two: object) =>
    differences(field(type), { [type]: [one] }, { [type]: [two] }, rules).map(({ place, after: is }) => [place, is])
  expect(of('actions', { no: 1 }, { no: 1, whole: [2], indicator: '来場者数', continues: '2016/market/1' })).toEqual([
    ['1番目・効果を示す指標', '来場者数'],
    ['1番目・引き継ぐ前の年度の対応', '2016/market/1'],
    ['1番目・あわせて答える施策全体への意見', '2'],
  ])
  expect(of('promises', { ref: '2016/market/1', state: 'under-way' }, { ref: '2016/market/1', state: 'dropped', reason: '廃止' })).toEqual([
    ['1番目・その後', '取りやめた'],
    ['1番目・理由', '廃止'],
  ])
  expect(of('statements', { id: 's1', agreed: true }, { id: 's2', agreed: false })).toEqual([['1番目・発言の記録のとおり', 'いいえ']])
})

test('the text that asks for a decision says nothing of what the office notes for itself', () => {
  const form = {
    ...definition.forms[0],
    id: 'voices',
    fields: [{ id: 'opinions', type: 'opinions', label: '意見', printed: true, round: null }],
  }
  const version = (versionId: string) => ({ of: 'x/market', name: '意見', form: 'voices', round: null, versionId, hash: versionId })
  const [change] = sheetChanges({
    rules: { ...rules, opinionKinds: kinds, forms: [...rules.forms, form as never] },
    fiscalYear: 2021,
    at: '2022-07-01T00:00:00.000Z',
    before: [version('a')],
    now: [version('b')],
    contents: new Map<string, unknown>([
      ['a', { opinions: [before] }],
      ['b', { opinions: [{ ...after, text: '夜間も開けてほしい。', printing: before.printing }] }],
    ]),
  })
  expect(change?.differences.map(({ place }) => place)).toEqual(['1番目・本文'])
})
