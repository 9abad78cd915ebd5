import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isMap, isScalar, isSeq, parseDocument } from 'yaml'
import { readDefinition } from '../../domain/definition/read-definition.js'
import { altered, complaints, lineOf, shippedText } from './definition-shipped.js'

describe('a name that nothing bears', () => {
  it.each([
    [
      'a step',
      'after: [{ step: sheet-forecast, gate: each }]',
      'after: [{ step: sheet-forcast, gate: each }]',
      '工程「sheet-forcast」がありません',
      '「sheet-forecast」の誤り',
    ],
    ['a body', 'body: subcommittee', 'body: subcomittee', '会議体「subcomittee」がありません', '「subcommittee」の誤り'],
    [
      'a role that is asked',
      'to: approver, form: briefing',
      'to: boss, form: briefing',
      '役割「boss」がありません',
      'office、approver、finance、owner',
    ],
    ['a role that checks', 'check: office', 'check: offise', '役割「offise」がありません', '「office」の誤り'],
    ['a form', 'form: proof', 'form: prof', '様式「prof」がありません', '「proof」の誤り'],
    ['a round', 'round: settlement', 'round: settlment', '回「settlment」がありません', '「settlement」の誤り'],
    ['a chase', 'chase: meeting', 'chase: meetings', '再依頼の段取り「meetings」がありません', '「meeting」の誤り'],
    [
      'a field of a round',
      'sheet-full: [plan, initiatives,',
      'sheet-full: [plan, initiative,',
      '項目「initiative」がありません',
      '「initiatives」の誤り',
    ],
    [
      'a form of a round',
      'budget-reflection: [requested',
      'budget-reflexion: [requested',
      '様式「budget-reflexion」がありません',
      '「budget-reflection」の誤り',
    ],
    [
      'an anchor of a date',
      'from: { step: sheet-settlement, edge: due }',
      'from: { step: sheet-setlement, edge: due }',
      '工程「sheet-setlement」がありません',
      '「sheet-settlement」の誤り',
    ],
  ])('%s', (_, from, to, message, remedy) => {
    const text = altered([from, to])
    const found = complaints(text).filter((one) => one.startsWith(`x.yaml:${lineOf(text, to)}:`))
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(message)
    expect(found[0]).toContain(remedy)
  })

  it('any one reference of the shipped file, broken, is refused at its line', () => {
    const places = references()
    expect(places.length).toBeGreaterThan(150)
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.stringMatching(/^zz[a-z0-9]{0,12}$/), ({ from, to }, name) => {
        const text = shippedText.slice(0, from) + name + shippedText.slice(to)
        const read = readDefinition(text, 'x.yaml')
        expect(read.ok).toBe(false)
        if (!read.ok) expect(read.problems.map(({ line }) => line)).toContain(shippedText.slice(0, from).split('\n').length)
      }),
      { numRuns: 150 },
    )
  })
})

/** Where in the shipped text one thing is called by its name: everything that `readDefinition` must resolve. */
function references(): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = []
  const take = (node: unknown) => {
    if (isScalar(node) && node.range && typeof node.value === 'string' && !['owner', 'none', '$form', 'open'].includes(node.value))
      found.push({ from: node.range[0], to: node.range[1] })
  }
  const visit = (node: unknown, trail: string[]) => {
    if (isSeq(node)) {
      for (const item of node.items) {
        if (trail[0] === 'rounds' && trail.includes('fields')) take(item)
        visit(item, trail)
      }
    }
    if (!isMap(node)) return
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : ''
      if (trail[0] === 'rounds' && trail.at(-1) === 'fields') take(key)
      if (trail[0] === 'steps' && ['step', 'body', 'form', 'round', 'chase', 'check'].includes(name)) take(value)
      if (trail[0] === 'steps' && trail.includes('asks') && name === 'to') take(value)
      visit(value, [...trail, name])
    }
  }
  visit(parseDocument(shippedText).contents, [])
  return found
}

describe('one name for two things', () => {
  it.each([
    ['steps', '- id: final-draft\n', '- id: draft\n'],
    ['forms', '- id: briefing\n    name', '- id: decision\n    name'],
    ['fields of a form', 'id: nextYear\n', 'id: summary\n'],
    ['options of a choice', '{ id: deputy-mayor,', '{ id: mayor,'],
    ['rounds', '- id: budget-result\n    name: 予算案', '- id: budget-request\n    name: 予算案'],
    ['a field named twice in a round', 'sheet-short: [summary, figures, nextYear]', 'sheet-short: [summary, figures, figures, nextYear]'],
    ['notices', '{ id: head, kind', '{ id: remind, kind'],
    ['roles', '{ id: finance,', '{ id: approver,'],
    ['bodies', '{ id: assembly, name', '{ id: council, name'],
    ['viewpoints', '{ id: target,', '{ id: other,'],
    ['articles', '{ no: 13,', '{ no: 12,'],
    ['subjects of a step', 'subject: exchange', 'subject: site-visits'],
    ['what comes before a step', '{ step: hearings }, { step: visits }', '{ step: visits }, { step: visits }'],
    [
      'programmes with another chase',
      'steps:\n',
      'chaseOverrides: [{ programme: p12-01, chase: none }, { programme: p12-01, chase: office }]\nsteps:\n',
    ],
    ['dispatch times', "['09:00', '14:00']", "['09:00', '09:00']"],
  ])('%s', (_, from, to) => expect(complaints(altered([from, to])).join('\n')).toContain('が二度使われています'))

  it('two asks of one step for the same programmes would be one assignment', () => {
    const text = altered([
      '      - { per: once, subject: cross-cutting, to: office, form: opinions,',
      '      - { per: programme, to: office, form: opinions,',
    ])
    expect(complaints(text).join('\n')).toContain('同じ対象（per: programme）に二度尋ねています')
  })
})

describe('how people are asked again', () => {
  const withOverride = (one: string) => altered(['steps:\n', `chaseOverrides:\n  - ${one}\nsteps:\n`])
  const withQuiet = (periods: string) => altered(['    name: 所管課への再依頼\n', `    name: 所管課への再依頼\n    quiet: [${periods}]\n`])
  it.each([
    [
      'a chase that is not there',
      withOverride('{ section: shogyo, chase: ofice }'),
      '- { section',
      '再依頼の段取り「ofice」がありません',
      '「office」の誤り',
    ],
    [
      'nothing that it is about',
      withOverride('{ chase: none }'),
      '- { chase: none',
      '何についての定めかがありません',
      'programme か section',
    ],
    [
      'a programme and a section at once',
      withOverride('{ programme: p12-01, section: shogyo, chase: none }'),
      '- { programme',
      '両方が書かれています',
      'どちらか一つ',
    ],
    [
      'a quiet day that does not exist',
      withQuiet("{ from: '02-30', to: '03-05', reason: 議会 }"),
      'quiet:',
      '02-30 という日はありません',
      '月の末日まで',
    ],
    [
      'quiet all the year',
      withQuiet("{ from: '04-01', to: '12-31', reason: 甲 }, { from: '01-01', to: '03-31', reason: 乙 }"),
      'quiet:',
      '一年の全ての日に及んでいて',
      'chase を取り除いて',
    ],
    [
      'the word for none as a name',
      altered(['  - id: meeting\n    name: 会議の準備の通知', '  - id: none\n    name: 会議の準備の通知']),
      '- id: none',
      '「none」は「何も送らない」を表す語',
      '別の id',
    ],
  ])('%s', (_, text, piece, message, remedy) => {
    const found = complaints(text).filter((one) => one.startsWith(`x.yaml:${lineOf(text, piece)}:`))
    expect(found.join('\n')).toContain(message)
    expect(found.join('\n')).toContain(remedy)
  })

  it('a considerate chase is taken as it is written', () => {
    expect(complaints(withQuiet("{ from: '12-28', to: '01-05', reason: 年末年始 }"))).toEqual([])
    expect(complaints(withOverride('{ programme: p12-01, chase: none }'))).toEqual([])
    expect(complaints(altered(['    name: 所管課への再依頼\n', '    name: 所管課への再依頼\n    grace: 2\n']))).toEqual([])
    expect(complaints(altered(["  dispatch: ['09:00', '14:00']", "  dispatch: ['09:00']\n  dispatchClosedDays: true"]))).toEqual([])
  })
})
