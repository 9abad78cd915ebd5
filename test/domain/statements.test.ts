import { expect, it } from 'vitest'
import { type StatementGround, statementFaults } from '../../domain/review/check-statements.js'
import { statementsIn, withPage } from '../../domain/review/write-statements.js'

const ground: StatementGround = {
  programmes: [
    { key: 'crane', name: '荷役設備の更新', standing: 'assigned', withdrawn: false },
    { key: 'market', name: '朝市の支援', standing: 'conflict', withdrawn: false },
    { key: 'ferry', name: '渡し船の運行', standing: 'none', withdrawn: false },
    { key: 'lights', name: '港の灯り', standing: 'assigned', withdrawn: true },
  ],
  remarks: [{ no: 7, subject: 'ferry' }],
  termEnded: false,
}
const about = (subject: string, more: object = {}) => ({ id: 'a', subject, text: '費用の見通しを示してほしい。', ...more })

it('takes what a member says of an assigned programme and of the whole, and a word on what was written down of it anywhere', () => {
  expect(statementFaults([about('crane'), about('cross-cutting'), about('ferry', { of: 7, agreed: true })], ground)).toEqual([])
})

it.each([
  ['a programme that is not assigned', about('ferry'), '「渡し船の運行」は担当の施策ではありません。'],
  ['a programme with a conflict of interest', about('market'), '「朝市の支援」は利害関係のため対象外です。'],
  ['a withdrawn sheet', about('lights'), '「港の灯り」のシートは取り下げられたため'],
  ['a programme that no register has', about('zoo'), '「zoo」は、この年度の施策にありません。'],
  ['a record that was taken back', about('ferry', { of: 8 }), '発言の記録（番号8）は改められたか取り消されました。'],
  ['a record about something else', about('crane', { of: 7 }), '発言の記録（番号7）は別の施策についてのものです。'],
])('refuses in words a statement on %s', (_, statement, words) => {
  const faults = statementFaults([about('crane'), statement], ground)
  expect(faults).toHaveLength(1)
  expect(faults[0]).toContain(words)
})

it('says one thing when the term has ended, whatever was written', () => {
  expect(statementFaults([about('ferry'), about('market')], { ...ground, termEnded: true })).toEqual([
    expect.stringContaining('任期が終わっている'),
  ])
})

const recorded = [
  { no: 7, subject: 'crane', text: '費用が高い。' },
  { no: 9, subject: 'crane', text: '部品を使えないか。' },
]

it('reads a confirmation, a correction and new words from a page; what is emptied goes', () => {
  const entry = {
    'word.7': 'agreed',
    'word.7.text': '費用が高い。',
    'word.9': '',
    'word.9.text': '古い部品を使えないか。',
    'own.0.id': 'k1',
    'own.0.text': '知らせが遅い。\r\n半年前がよい。 ',
    'own.1.id': 'k2',
    'own.1.text': '  ',
  }
  expect(statementsIn(entry, 'crane', recorded)).toEqual([
    { id: 'r7', subject: 'crane', of: 7, agreed: true, text: '費用が高い。' },
    { id: 'r9', subject: 'crane', of: 9, agreed: false, text: '古い部品を使えないか。' },
    { id: 'k1', subject: 'crane', text: '知らせが遅い。\n半年前がよい。' },
  ])
})

it('says nothing of a record that was neither confirmed nor corrected, and keeps two texts that come under one id', () => {
  const entry = { 'word.7.text': '費用が高い。', 'own.0.id': 'k', 'own.0.text': '一つ目', 'own.1.id': 'k', 'own.1.text': '二つ目' }
  const read = statementsIn(entry, 'crane', recorded)
  expect(read.map(({ text }) => text)).toEqual(['一つ目', '二つ目'])
  expect(new Set(read.map(({ id }) => id)).size).toBe(2)
})

it('saves one page without touching what was said on the others', () => {
  const all = [about('market'), { ...about('crane'), id: 'b' }, { id: 'r7', subject: 'crane', of: 7, agreed: true, text: '費用が高い。' }]
  expect(withPage(all, 'crane', recorded, [{ ...about('crane'), id: 'c' }]).map(({ id }) => id)).toEqual(['a', 'c'])
  expect(withPage(all, 'market', [], []).map(({ id }) => id)).toEqual(['b', 'r7'])
})
