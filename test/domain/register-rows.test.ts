import { describe, expect, test } from 'vitest'
import { descentWords, formerlyOf, registerDescents } from '../../domain/register/descent.js'
import { type RegisterRow, roundWithout, sheetForms } from '../../domain/register/row.js'
import { changesBetween } from '../../domain/register/row-changes.js'
import { rowFaults, unusualForms } from '../../domain/register/row-faults.js'
import { kawasaki2016, smallCity } from '../support/bundles.js'

const { definition, bundle } = kawasaki2016()
const rows: RegisterRow[] = bundle.programmes.map(({ raw: _raw, note, ...row }) => ({ ...row, continues: [], note: note ?? '' }))
const names = { departments: bundle.departments, forms: sheetForms(definition) }
const first = rows[0] as RegisterRow
const faultsOf = (changed: Partial<RegisterRow>) =>
  rowFaults([{ ...first, ...changed }, ...rows.slice(1)], definition, bundle.departments, rows).map(({ field, text }) => ({ field, text }))

describe('the lines of a register', () => {
  test('of a year that ran have no fault', () => {
    expect(rowFaults(rows, definition, bundle.departments, rows)).toEqual([])
    expect(unusualForms(rows, rows, names.forms)).toEqual([])
  })

  test.each([
    [{ key: 'P 1' }, 'key', '英小文字・数字・ハイフンで書いてください'],
    [{ name: '' }, 'name', '施策の名前を書いてください'],
    [{ article: 99 }, 'article', '第12条・第13条'],
    [{ department: 'gone' }, 'department', '今ある課を選んでください'],
    [{ form: 'meeting' }, 'form', '「施策検証シート（検証対象）」'],
    [{ sharedWith: 'nobody' }, 'sharedWith', '相手の番号を直すか、空にしてください'],
    [{ sharedWith: first.key }, 'sharedWith', '相手の番号を直すか、空にしてください'],
  ])('with %o are told where and what to do', (changed, field, remedy) => {
    const faults = faultsOf(changed)
    expect(faults.map((fault) => fault.field)).toContain(field)
    expect(faults.find((fault) => fault.field === field)?.text).toContain(remedy)
  })

  test('written twice are told once, at the second', () => {
    const faults = rowFaults([...rows, { ...first }], definition, bundle.departments, rows)
    expect(faults.map(({ index, field }) => [index, field])).toEqual([[rows.length, 'key']])
  })

  test('whose form does not follow the kind, as it did last year, are pointed out', () => {
    const moved = rows.map((row) => (row.key === first.key ? { ...row, verified: !row.verified } : row))
    expect(unusualForms(rows, moved, names.forms).map(({ key }) => key)).toEqual([first.key])
  })
})

describe('the forms of sheets', () => {
  test('are those that the rounds of the sheets name', () => {
    expect(sheetForms(definition).map(({ id }) => id)).toEqual(['sheet-full', 'sheet-short'])
    expect(sheetForms(smallCity().definition).map(({ id }) => id)).toEqual(['card'])
  })

  test('that a round does not have cannot be asked in it', () => {
    const [forecast, ...others] = definition.rounds
    const narrowed = { ...definition, rounds: [{ ...forecast, fields: { 'sheet-full': ['plan'] } }, ...others] } as typeof definition
    expect(roundWithout(narrowed, { form: 'sheet-full', verified: true })).toBeNull()
    const asked = narrowed.steps.flatMap(({ asks }) => asks).find(({ round }) => round === 'forecast')
    expect(roundWithout(narrowed, { form: 'sheet-short', verified: asked?.where !== 'unverified' })).toBe('見込')
  })
})

test('what becomes of last year is told line by line and cell by cell, in words', () => {
  const [, second, ...rest] = rows
  const changed = { ...(second as RegisterRow), verified: !second?.verified, note: '統合' }
  const added = { ...first, key: 'new-1', name: '新しい施策' }
  const changes = changesBetween(rows, [changed, ...rest, added], names)
  expect(changes.added.map(({ key }) => key)).toEqual(['new-1'])
  expect(changes.dropped.map(({ key }) => key)).toEqual([first.key])
  expect(changes.changed.map(({ key, cells }) => [key, cells.map(({ label }) => label)])).toEqual([[second?.key, ['検証対象', '備考']]])
  expect(changes.changed[0]?.cells[0]).toEqual({
    label: '検証対象',
    before: second?.verified ? 'はい' : 'いいえ',
    after: second?.verified ? 'いいえ' : 'はい',
  })
})

describe('programmes that were renamed, split or merged', () => {
  const line = (key: string, continues: string[] = []): RegisterRow => ({ ...first, key, name: key.toUpperCase(), continues })
  const last = ['a', 'b', 'c', 'd'].map((key) => line(key))
  const told = (now: RegisterRow[]) => registerDescents(last, now).map(descentWords)
  const kept = (now: RegisterRow[]) =>
    now.map((row) => formerlyOf({ fiscalYear: 2016, rows: last }, now)(row).map(({ key, how }) => `${how} ${key}`))

  test('are told from the keys alone: one old key, several lines of one, several old keys', () => {
    const now = [line('a2', ['a']), line('b1', ['b']), line('b2', ['b']), line('cd', ['c', 'd'])]
    expect(told(now)).toEqual(['分割：B（b） → B1（b1）、B2（b2）', '改称：A（a） → A2（a2）', '統合：C（c）、D（d） → CD（cd）'])
    expect(kept(now)).toEqual([['renamed a'], ['split b'], ['split b'], ['merged c', 'merged d']])
  })

  test('whose old number goes on are split when another line continues them, and merged when they take another in', () => {
    const now = [line('a'), line('a2', ['a']), line('b', ['c']), line('d')]
    expect(told(now)).toEqual(['分割：A（a） → A（a）、A2（a2）', '統合：B（b）、C（c） → B（b）'])
    expect(kept(now)).toEqual([[], ['split a'], ['merged c'], []])
  })

  test('in one reorganisation can be split and merged at once', () => {
    expect(told([line('x', ['a', 'b']), line('y', ['b'])])).toEqual(['分割：B（b） → X（x）、Y（y）', '統合：A（a）、B（b） → X（x）'])
  })

  test.each([
    [[line('a', ['a'])], '同じ番号の施策は書かなくても前年度から続きます'],
    [[line('e', ['z'])], '「z」は前年度の名簿にありません'],
    [[line('e', ['c', 'c'])], '「c」が二度書かれています'],
    [[line('a', ['b']), line('b', ['a'])], '互いを前年度の事業としています'],
  ])('are refused where that cannot be', (now, words) => {
    const faults = rowFaults(now, definition, bundle.departments, last).filter(({ field }) => field === 'continues')
    expect(faults.map(({ index, text }) => [index, text])).toEqual(now.map((_row, index) => [index, expect.stringContaining(words)]))
  })

  test('are refused where there is no register of last year to look them up in, and may be split', () => {
    expect(rowFaults([line('e', ['a'])], definition, bundle.departments, []).map(({ text }) => text)).toEqual([
      expect.stringContaining('前年度の名簿がありません'),
    ])
    expect(rowFaults([line('e', ['a']), line('f', ['a'])], definition, bundle.departments, last)).toEqual([])
  })
})
