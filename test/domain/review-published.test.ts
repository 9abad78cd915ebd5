import { describe, expect, test } from 'vitest'
import { readDefinition } from '../../domain/definition/read-definition.js'
import { pairOpinions } from '../../domain/publication/pair-opinions.js'
import type { AcceptedVersion } from '../../domain/publication/report-input.js'
import { embargoEnds, shownBudgets } from '../../domain/review/embargo.js'
import { smallCity, textOf } from '../support/bundles.js'

const { definition: small } = smallCity()
const until = { date: '02-06', fiscalYear: 1, at: '11:00', roll: 'back' as const, named: false }
const definition = { ...small, embargo: { until, reason: '予算案の発表前' } }

const version = (form: 'remarks' | 'replies', subject: string, content: object) => {
  const one: AcceptedVersion = {
    step: form,
    subject,
    form,
    round: null,
    versionId: `${form}/${subject}@1`,
    hash: '0',
    content,
    attested: false,
  }
  return { version: one, source: { versionId: one.versionId, hash: '0', step: form, round: null } }
}
const print = (versions: ReturnType<typeof version>[], publishedAt = '2022-08-26T01:00:00.000Z', over = definition) =>
  pairOpinions({ definition: over, fiscalYear: 2021, publishedAt }, versions).review

describe('what of the review is printed', () => {
  const opinions = [
    { text: '費用を示してほしい。', kind: 'ask' },
    { text: '費用の見通しは。', kind: 'ask', printing: { as: 'merged', into: 1 } },
    { text: '氏名の分かる意見。', kind: 'ask', printing: { as: 'unprinted', reason: '個人が分かるため' } },
    { text: '知らせが遅い。', kind: 'ask', printing: { as: 'printed' } },
  ]

  test('an opinion that is merged or not to be printed is not, and the others keep their numbers', () => {
    const { opinions: printed, groups } = print([
      version('remarks', 'crane', { opinions }),
      version('replies', 'crane', {
        actions: [
          { text: 'あ', answers: [2] },
          { text: 'い', answers: [4, 3] },
        ],
      }),
    ])
    expect(printed.map(({ no }) => no)).toEqual([1, 4])
    // an answer to what was merged stands where it went; one to what is not printed names nothing
    expect(groups).toEqual([
      { opinions: [0], actions: [0] },
      { opinions: [1], actions: [1] },
    ])
  })

  test('an opinion about the whole stands with the Actions of the programmes that answer it', () => {
    const whole = [version('remarks', 'cross-cutting', { opinions: [{ no: 1, text: '分け方を。', kind: 'ask' }] })]
    const actions = [
      { text: '欄を設ける。', answers: [9], whole: [1] },
      { text: 'ほか。', answers: [1] },
    ]
    const elsewhere = [{ ...version('replies', 'crane', { actions }), name: '荷役設備の更新' }]
    const { review } = pairOpinions({ definition, fiscalYear: 2021, publishedAt: '2022-08-26T01:00:00.000Z' }, whole, elsewhere)
    expect(review.actions).toMatchObject([{ text: '欄を設ける。', answers: [1], of: '荷役設備の更新' }])
    expect(review.groups).toEqual([{ opinions: [0], actions: [0] }])
  })

  test("an Action of the whole's own may name the opinion either way: it is printed beside it, as the gate counts it", () => {
    const own = (action: object) => [
      version('remarks', 'cross-cutting', { opinions: [{ no: 1, text: '分け方を。', kind: 'ask' }] }),
      version('replies', 'cross-cutting', { actions: [{ text: '欄を設ける。', ...action }] }),
    ]
    const pair = [{ opinions: [0], actions: [0] }]
    expect(print(own({ answers: [1] })).groups).toEqual(pair)
    expect(print(own({ answers: [], whole: [1] })).groups).toEqual(pair)
  })
})

describe('the embargo on budgets', () => {
  const versions = [
    version('replies', 'crane', {
      actions: [
        { text: '要る', answers: [], budget: 'new' },
        { text: '要らない', answers: [], budget: 'within' },
      ],
    }),
  ]
  const budgets = (at: string, over?: typeof definition) => print(versions, at, over).actions.map(({ budget }) => budget)

  test('it ends at the instant of the announcement: one millisecond before it nothing is printed, then it is', () => {
    expect(embargoEnds(definition, 2021)).toBe('2023-02-06T02:00:00.000Z')
    expect(budgets('2023-02-06T01:59:59.999Z')).toEqual([null, '予算内'])
    expect(budgets('2023-02-06T02:00:00.000Z')).toEqual(['新たな予算', '予算内'])
    expect(shownBudgets(definition, 2021, '2023-02-06T01:59:59.999Z').map(({ id }) => id)).toEqual(['within'])
  })

  test('without an embargo, what needs the finance section is never printed', () => {
    expect(budgets('2099-01-01T00:00:00.000Z', small as typeof definition)).toEqual([null, '予算内'])
  })

  test('a closed day does not let it out earlier', () => {
    // 11 February is a national holiday
    const holiday = { ...definition, embargo: { ...definition.embargo, until: { ...until, date: '02-11' } } }
    expect(embargoEnds(holiday, 2021)).toBe('2023-02-11T02:00:00.000Z')
  })

  test('an embargo that moves with a step, or ends on no day, is refused when the definition is read', () => {
    const yaml = textOf('test/support/small-city/definition.yaml')
    const read = (rule: string) => readDefinition(`${yaml}\nembargo: { until: ${rule}, reason: 予算案の発表前 }\n`, 'definition.yaml')
    expect(read("{ date: '02-06', fiscalYear: 1 }")).toMatchObject({ ok: true })
    expect(read('{ days: 3, from: { step: sign, edge: due } }')).toMatchObject({
      ok: false,
      problems: [{ message: expect.stringContaining('工程から数えられています') }],
    })
    expect(read("{ date: '02-30', fiscalYear: 1 }")).toMatchObject({ ok: false, problems: [{ message: '02-30 という日はありません。' }] })
  })
})
