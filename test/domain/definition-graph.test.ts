import { describe, expect, it } from 'vitest'
import { downstreamOf, graphOf, successorsEach } from '../../domain/definition/graph.js'
import { altered, complaints, lineOf, shipped } from './definition-shipped.js'

const one = (text: string, at: string, ...words: string[]) => {
  const found = complaints(text).filter((line) => line.startsWith(`x.yaml:${lineOf(text, at)}:`))
  expect(found).toHaveLength(1)
  for (const word of words) expect(found[0]).toContain(word)
}

describe('the order of the steps', () => {
  it('a loop is listed step by step', () => {
    const text = altered([
      '    after: [{ step: council-plan }]\n    opens: { businessDays: 1',
      '    after: [{ step: opinions }]\n    opens: { businessDays: 1',
    ])
    const loop = complaints(text).find((line) => line.includes('一回りしています'))
    expect(loop).toContain('select → sheet-forecast')
    expect(loop).toContain('subcommittee-verify → opinions')
    expect(loop).toContain('始まりません')
  })
  it('a step after itself', () =>
    one(altered(['after: [{ step: draft }]', 'after: [{ step: proof }]']), 'after: [{ step: proof }]\n', '自分自身の後'))
  it('a step that leads nowhere', () => {
    const text = altered([
      '[{ step: hearings }, { step: visits }, { step: sheet-forecast }]',
      '[{ step: hearings }, { step: sheet-forecast }]',
    ])
    one(text, 'id: visits', '公表の前にも後にもつながっていません')
  })
  it('no publication', () =>
    expect(complaints(altered(['kind: publish', 'kind: report'])).join()).toContain('公表の工程（kind: publish）がありません'))
  it('two publications', () => one(altered(['kind: follow-up', 'kind: publish']), 'kind: publish\n    name: 予算要求', '一つだけ'))
  it('each programme, from a step that does not ask per programme', () => {
    const text = altered(['after: [{ step: opinions }]', 'after: [{ step: opinions }, { step: visits, gate: each }]'])
    one(text, 'gate: each }]\n    opens: { businessDays: -7', '「visits」は施策ごとに尋ねていません')
  })
  it('each programme, to a step that does not ask per programme', () => {
    const text = altered(['after: [{ step: opinions }]', 'after: [{ step: opinions, gate: each }]'])
    one(text, 'step: opinions, gate: each', '「council-opinions」は施策ごとに尋ねていません')
  })
  it('each programme, but waiting for programmes that are never asked', () => {
    const text = altered(['per: programme, where: verified, to: office, form: hearing', 'per: programme, to: office, form: hearing'])
    one(text, 'after: [{ step: sheet-forecast, gate: each }]', '終わりません', 'verified')
  })
  it('answers required before anybody was asked for one', () => {
    const text = altered(['    note: 10月以降、会議', '    requires: [answered]\n    note: 10月以降、会議'])
    one(text, 'requires: [answered]', '対応の工程（kind: respond）がありません')
  })
  it('verified programmes asked before they are chosen', () => {
    const text = altered(['after: [{ step: select }]', 'after: [{ step: council-plan }]'])
    expect(complaints(text).join('\n')).toContain('選定（kind: select）より後にありません')
  })
  it('a graph too large for a workflow', () => {
    const many = Array.from(
      { length: 60 },
      (_, n) =>
        `  - { id: further-and-further-follow-up-${n}, kind: follow-up, name: 追跡, basis: assumed, after: [{ step: publish }], opens: { date: '10-01', fiscalYear: 1 }, due: { date: '10-20', fiscalYear: 1 } }\n`,
    )
    expect(complaints(`${altered()}${many.join('')}`).join('\n')).toContain('上限 6144')
  })
})

describe('what a step asks', () => {
  it.each([
    ['a body on what is no meeting', ['kind: select\n', 'kind: select\n    body: council\n'], 'kind: meet）の工程だけ'],
    ['a meeting of nobody', ['    body: council\n', ''], 'どの会議体かがありません'],
    ['once, but of no subject', ['{ per: once, subject: draft, to', '{ per: once, to'], 'subject がありません'],
    ['once, to the section of no programme', ['subject: draft, to: office', 'subject: draft, to: owner'], '所管課はありません'],
    ['a subject for many', ['per: section, to: owner', 'per: section, subject: all, to: owner'], 'per: once のときだけ'],
    [
      'a round that asks nothing of the form',
      ['form: hearing, title: 所管課', 'form: hearing, round: forecast, title: 所管課'],
      '「hearing」の項目を尋ねていません',
    ],
    [
      'opinions on a form without them',
      ['form: opinions, title: 検証意見', 'form: hearing, title: 検証意見'],
      '項目 opinions がありません',
    ],
    ['Actions on a form without them', ['        form: actions\n', '        form: hearing\n'], '項目 actions がありません'],
  ] as const)('%s', (_, change, words) => expect(complaints(altered([change[0], change[1]])).join('\n')).toContain(words))
})

describe('what workflows are given of the shipped definition', () => {
  it('is small enough to travel and names every step with what it comes after', () => {
    const graph = graphOf(shipped())
    expect(JSON.stringify(graph).length).toBeLessThan(6 * 1024)
    expect(graph.find(({ id }) => id === 'hearings')).toEqual({
      id: 'hearings',
      kind: 'hear',
      after: [{ step: 'sheet-forecast', gate: 'each' }],
    })
  })
  it('a hearing is arranged as soon as its sheet is accepted', () =>
    expect(successorsEach(shipped(), 'sheet-forecast')).toEqual(['hearings']))
  it('a sheet returned after acceptance touches everything built on it, and nothing else', () => {
    expect(downstreamOf(shipped(), 'sheet-settlement').slice(0, 3)).toEqual(['draft', 'proof', 'briefing'])
    expect(downstreamOf(shipped(), 'sheet-settlement')).not.toContain('responses')
    expect(downstreamOf(shipped(), 'budget-result')).toEqual([])
  })
})
