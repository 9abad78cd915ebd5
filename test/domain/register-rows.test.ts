import { describe, expect, test } from 'vitest'
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
