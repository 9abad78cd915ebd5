import { describe, expect, it } from 'vitest'
import { altered, complaints, lineOf } from './definition-shipped.js'

const one = (text: string, at: string, ...words: string[]) => {
  const found = complaints(text)
  expect(found).toHaveLength(1)
  expect(found[0]).toContain(`x.yaml:${lineOf(text, at)}:`)
  for (const word of words) expect(found[0]).toContain(word)
}

describe('dates that cannot be meant', () => {
  it('two dates that count from each other', () => {
    const text = altered(["due: { date: '05-24', fiscalYear: 1 }", 'due: { businessDays: 10, from: { step: responses, edge: due } }'])
    const found = complaints(text)
    expect(found).toHaveLength(1)
    expect(found[0]).toContain('responses.due → subcommittee-direction.due → responses.due')
  })
  it('an opening counted from itself', () => {
    one(
      altered(["opens: { date: '12-01', at: '09:00', roll: forward }", "opens: { days: 1, from: open, at: '09:00' }"]),
      'opens: { days: 1',
      '自分の開始日',
    )
  })
  it('a due date in the weeks around 1 April', () => {
    one(altered(["due: { date: '03-16'", "due: { date: '03-24'"]), "'03-24'", '期限を置かない期間', 'named: true')
  })
  it('unless it is named there on purpose', () => {
    expect(complaints(altered(["due: { date: '03-16'", "due: { named: true, date: '03-24'"]))).toEqual([])
  })
  it('a year forgotten: due before it opens', () => {
    const text = altered(["due: { date: '06-11', fiscalYear: 1 }", "due: { date: '06-11' }"])
    const told = complaints(text).find((line) => line.includes('期限が開始より前'))
    expect(told).toContain(`x.yaml:${lineOf(text, "due: { date: '06-11' }")}:`)
  })
  it('a due date before that of the step it waits for', () => {
    const text = altered(["due: { date: '08-04', fiscalYear: 1", "due: { date: '06-20', fiscalYear: 1"])
    expect(complaints(text).join('\n')).toContain('先に終わるべき工程「briefing」の期限より前')
  })
  it("the law's last day before the due date", () => {
    one(
      altered(["statutory: { date: '03-31', fiscalYear: 1", "statutory: { date: '03-31', fiscalYear: 0"]),
      "statutory: { date: '03-31', fiscalYear: 0",
      '法定の期日が、期限より前',
    )
  })
})

describe('forms, roles and chases that cannot work', () => {
  it.each([
    [
      'an amount of no year',
      [
        '        money: { kind: expected-settlement, fiscalYear: 0 }\n        help: 出納閉鎖後の決算見込額を、千円単位の整数で書いてください。\n        example',
        '        help: x\n        example',
      ],
      'いつの何の額か',
    ],
    [
      'money on a text',
      ['type: text\n        label: 指標の注記', 'type: text\n        money: { kind: initial }\n        label: 指標の注記'],
      'money は金額',
    ],
    ['a choice of nothing', ['type: text, label: 開催場所', 'type: choice, label: 開催場所'], '選択肢がありません'],
    [
      'an explanation that nothing of the form is',
      ['{ id: closed, label: 非公開 }', '{ id: closed, label: 非公開, explain: nowhere }'],
      '選択肢の explain「nowhere」は、この様式の文（type: text）の項目ではありません。',
    ],
    [
      'options on a text',
      ['type: text, label: 開催場所', 'type: text, options: [{ id: a, label: あ }], label: 開催場所'],
      'options は選択',
    ],
    [
      'opinions under another name',
      ['      - id: opinions\n        type', '      - id: remarks\n        type'],
      'id を opinions にしてください',
    ],
    [
      'something else under the name of Actions',
      ['      - id: actions\n        type: actions', '      - id: actions\n        type: bullets'],
      '型を actions にするか',
    ],
    ['a reminder after the due date', ['kind: reminder, businessDays: -3', 'kind: reminder, businessDays: 3'], '期限の後になっています'],
    [
      'a head asked by what is no notice to the head',
      ['kind: head-notice, businessDays: 5, to: head', 'kind: head-notice, businessDays: 5, to: owner'],
      'to: head',
    ],
    ['no office', ['{ id: office, name: 企画課（事務局） }', '{ id: bureau, name: 企画課（事務局） }'], '役割 office がありません'],
    ['a role called owner', ['{ id: finance,', '{ id: owner,'], '予約された語'],
  ] as const)('%s', (_, change, words) => expect(complaints(altered([change[0], change[1]])).join('\n')).toContain(words))
})
