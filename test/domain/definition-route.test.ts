import { describe, expect, it } from 'vitest'
import { altered, complaints } from './definition-shipped.js'

const stage =
  '  - id: stage\n    name: 決裁\n    fields:\n      - { id: ruling, type: ruling, label: 判断, required: true, printed: false }\n'
const ask = '      - { per: once, subject: decision, to: approver, form: decision, title: 報告書の決裁, chase: office }\n'
const draft = '      - { per: once, subject: draft, to: office, form: decision, title: 起案, within: 3 }\n'
const head = '      - { per: once, subject: head, to: approver, form: stage, title: 決裁, within: 2 }\n'
const withForm = (text: string) => text.replace('\nforms:\n', `\nforms:\n${stage}`)
/** The shipped definition with these asks for its decision. */
const route = (...[from = '', to = '']: [string?, string?]) => withForm(altered([ask, `${draft}${head}`])).replace(from, to)
const inTurn = (text: string) =>
  text.replace('    name: 決裁\n    basis: assumed\n', '    name: 決裁\n    basis: assumed\n    inTurn: true\n')

describe('a route of approvals', () => {
  it('is a step of stages that are asked in turn', () => {
    expect(complaints(inTurn(route()))).toEqual([])
  })

  it.each([
    [
      'without turns: a due date from the asking',
      route(),
      '順番が来てからの期間（within）は、順に回す（inTurn）工程の依頼だけに書けます。',
    ],
    ['without turns: a ruling', route(), '承認か差戻しかを書く様式「stage」は、順に回す（inTurn）工程でだけ使えます。'],
    ['of one stage', inTurn(route(head, '')), '段階が二つ以上要ります。'],
    ['whose later stage cannot rule', inTurn(route('form: stage', 'form: decision')), '承認か差戻しかを書く項目がありません。'],
    [
      'whose first stage rules',
      inTurn(route('to: office, form: decision, title: 起案', 'to: office, form: stage, title: 起案')),
      '最初の段階は起案です。',
    ],
    ['with a checker', inTurn(route('title: 決裁, within', 'title: 決裁, check: office, within')), '確認する役割を置けません。'],
    ['whose stage looks like another that came back', inTurn(route('subject: head', 'subject: draft-2')), '見分けられません。'],
    [
      'outside of an approval',
      altered(['    name: 局長説明・協議\n', '    name: 局長説明・協議\n']).replace(
        '    kind: publish\n',
        '    kind: publish\n    inTurn: true\n',
      ),
      '承認（kind: approve）の工程だけにできます。',
    ],
  ])('%s is refused', (_, text, message) => {
    expect(complaints(text).join('\n')).toContain(message)
  })
})
