import { describe, expect, it } from 'vitest'
import { readDefinition } from '../../domain/definition/read-definition.js'
import { altered, complaints, lineOf, shippedText } from './definition-shipped.js'

/** Expects one complaint only, at the line of `at`, that says all of the words. */
function only(text: string, at: string, ...words: string[]) {
  const found = complaints(text)
  expect(found).toHaveLength(1)
  expect(found[0]).toMatch(new RegExp(`^x\\.yaml:${lineOf(text, at)}:\\d+ `))
  for (const word of words) expect(found[0]).toContain(word)
}

describe('the shipped definition', () => {
  it('has nothing to complain about', () => expect(complaints(shippedText)).toEqual([]))
})

describe('a file by the name of another definition', () => {
  it('is refused, because a year would be run by the wrong one', () => {
    const read = readDefinition(shippedText, 'definitions/kawasaki-sme-ordinance@2017.yaml')
    expect(read.ok ? '' : read.problems[0]?.message).toContain('内容は kawasaki-sme-ordinance@2016 です')
  })
})

describe('a text that is not what a definition looks like', () => {
  it.each([
    ['a bracket that is never closed', 'steps: [1\nname: x', '字下げ'],
    ['tabs', 'city:\n\tid: kawasaki', 'タブ'],
    ['two documents', 'a: 1\n---\nb: 2', '文書が二つ'],
    ['nothing', '', '空の値'],
    ['a list', '- a', '一覧'],
    ['an alias to nowhere', 'a: *b', '別名'],
  ])('%s is told with its line', (_, text, word) => {
    expect(complaints(text).join('\n')).toContain(word)
    expect(complaints(text)[0]).toMatch(/^x\.yaml:\d+:\d+/)
  })

  it('a key written twice is told at its second place, together with every other fault', () => {
    const text = altered(['pairing: unknown', 'pairing: unknown\npairing: numbered'], ['kind: select', 'kind: selct'])
    const found = complaints(text)
    expect(found).toHaveLength(2)
    expect(found[0]).toContain(`x.yaml:${lineOf(text, 'pairing: numbered')}:1`)
    expect(found[0]).toContain('「pairing」が二度')
    expect(found[1]).toContain('「select」の誤りではありませんか')
  })
})

describe('one slip in the shape', () => {
  it('an unknown key is answered with the key that was meant', () => {
    const text = altered(['        chase: departments', '        chaes: departments'])
    only(text, 'chaes:', 'steps[sheet-forecast].asks[0].chaes', '「chase」の誤り')
  })
  it('an unknown key in a date is answered with the keys of that kind of date', () => {
    const text = altered(["due: { date: '11-15'", "due: { fiscal: 1, date: '11-15'"])
    only(text, 'fiscal: 1', '「fiscalYear」の誤り')
  })
  it('an unknown word is answered with the words that exist', () => {
    const text = altered(['kind: follow-up', 'kind: tracking'])
    only(text, 'kind: tracking', '「tracking」は使えません', 'select、collect')
  })
  it('a missing key is told where it belongs', () => {
    const text = altered(['    name: 決裁の記録\n', ''])
    only(text, 'id: decision\n    fields', 'forms[decision].name', '「name」がありません')
  })
  it('a number in quotation marks is no number', () =>
    only(altered(['{ no: 12,', "{ no: '12',"]), "no: '12'", '数値が要ります', '文字 "12"'))
  it('a date without quotation marks that YAML reads as a number says how to write it', () => {
    const text = altered(["edition: '2016'", 'edition: [2016]'])
    only(text, 'edition: [', '版は')
  })
  it('a date rule of no known kind shows all kinds', () => {
    only(altered(['due: { days: 17, from: open }', 'due: {}']), 'due: {}', 'businessDays', "date: '05-31'")
  })
  it('a day that no calendar has is refused with the last day of the month', () => {
    only(altered(["due: { date: '11-15'", "due: { date: '11-31'"]), "date: '11-31'", '11-31 という日はありません', '11-30')
  })
  it('29 February is refused because most years do not have it', () => {
    only(altered(["due: { date: '02-20'", "due: { date: '02-29'"]), "date: '02-29'", 'うるう年')
  })
  it('an id with capitals is refused with an example', () =>
    only(
      altered(['- id: departments', '- id: Departments']).replaceAll('chase: departments', 'chase: meeting'),
      '- id: Departments',
      '英小文字',
    ))
})

describe('all at once', () => {
  it('ten different faults are ten complaints in the order of the file', () => {
    const text = altered(
      ["inForce: '2016-04-01'", "inForce: '2016-04-31'"],
      ["to: '04-10'", "to: '04-31'"],
      ['type: bullets\n        label: 事業計画', 'type: bulets\n        label: 事業計画'],
      ['sheet-full: [plan,', 'sheet-full: [plann,'],
      ['kind: reminder, businessDays: -3', 'kind: reminder, businessDays: 3'],
      ['body: council', 'body: counsil'],
      ['form: selection', 'form: selektion'],
      ['round: forecast', 'round: forcast'],
      ['to: approver, form: decision', 'to: aprover, form: decision'],
      ['requires: [answered, fresh]', 'requires: [answered, frech]'],
    )
    const found = complaints(text)
    const lines = found.map((one) => Number(one.split(':')[1]))
    expect(found.map((one) => one.split(' ')[1]?.replace(/:$/, ''))).toEqual([
      'ordinance.inForce',
      'calendar.blackouts[0].to',
      'forms[sheet-full].fields[plan].type',
      'rounds[forecast].fields.sheet-full[0]',
      'chases[departments].notices[remind].businessDays',
      'steps[council-plan].body',
      'steps[select].asks[0].form',
      'steps[sheet-forecast].asks[0].round',
      'steps[decision].asks[0].to',
      'steps[decision].requires[1]',
    ])
    expect(lines).toEqual(lines.toSorted((a, b) => a - b))
  })

  it('a form with a slip of its own does not make the steps that use it look wrong', () => {
    only(altered(['name: 検証意見\n', 'name: 3\n']), 'name: 3', 'forms[opinions].name')
  })
})
