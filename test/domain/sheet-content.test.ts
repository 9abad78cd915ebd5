import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { form as formSchema } from '../../domain/definition/schema.js'
import { checkContent, contentSchema, fieldsAsked } from '../../domain/sheet/content.js'
import { indicatorDoubts } from '../../domain/sheet/indicator-doubts.js'
import { shipped } from './definition-shipped.js'

const definition = shipped()
const complaints = (form: string, round: string | null, content: unknown) => {
  const result = checkContent(definition, form, round, content)
  return result.ok ? [] : result.problems
}

/** A forecast with one field replaced. */
const forecast = (part: Record<string, unknown>) => complaints('sheet-full', 'forecast', { plan: ['セミナーを開く。'], ...part })
const indicator = (part: Record<string, unknown>) => ({
  name: '参加人数',
  unit: '人',
  values: [{ fiscalYear: 2016, target: 20, actual: 14 }],
  ...part,
})

describe('what a section may hand in', () => {
  it('the least: only what is required in this round', () => expect(forecast({})).toEqual([]))

  it('a programme whose indicators ended, with the reason instead', () => {
    expect(forecast({ indicators: [], indicatorsNote: '申請の受付が当年度末で終わる。' })).toEqual([])
  })
  it('a year without a target, and a year whose result is not known', () => {
    expect(forecast({ indicators: [indicator({ values: [{ fiscalYear: 2015, target: null, actual: null }] })] })).toEqual([])
  })
  it('a misplaced separator, read and kept as written', () => {
    expect(
      forecast({ indicators: [indicator({ values: [{ fiscalYear: 2016, target: 120000, actual: 130000, raw: { actual: '13,0000' } }] })] }),
    ).toEqual([])
    expect(complaints('sheet-short', 'settlement', { settlement: { value: 130000, raw: '13,0000' } })).toEqual([])
  })
  it('a total over years counted in 累積件数', () => expect(forecast({ indicators: [indicator({ unit: '累積件数' })] })).toEqual([]))
  it('0 for a programme executed together with another', () => {
    expect(complaints('sheet-short', 'settlement', { settlement: { value: 0 }, budgetNote: '一体で執行' })).toEqual([])
  })
  it('half a percent of a budget spent: odd, but nobody may be stopped for it', () => {
    expect(complaints('sheet-full', 'settlement', { settlement: { value: 1132 }, nextBudget: { value: 215379 } })).toEqual([])
  })
  it('no amount at all, with what stands in its place', () => {
    expect(forecast({ budget: { value: null, raw: '対応する事務事業の設定がない' } })).toEqual([])
  })
  it('a percentage, and a rate that is a range', () => {
    const figures = [
      { label: '利用率', value: 46.3, unit: '%' },
      { label: '貸付利率', value: null, unit: '%', raw: '1.2~1.8%' },
    ]
    expect(complaints('sheet-short', 'results', { summary: '貸し付けた。', figures })).toEqual([])
  })
  it('a table of contracts with empty cells', () => {
    const contracts = {
      columns: ['区分', '件数', '金額'],
      rows: [
        ['市内中小企業', 48759, 41509],
        ['増減', null, '+3,498'],
      ],
      unit: '百万円',
    }
    expect(complaints('sheet-full', 'results', { results: ['発注した。'], contracts })).toEqual([])
  })
  it('opinions without numbers, and Actions that name no opinion', () => {
    expect(
      complaints('opinions', null, {
        opinions: [{ text: '段階的な支援は評価できる。', kind: 'praise' }, { text: '学べる機会も必要ではないか。' }],
      }),
    ).toEqual([])
    expect(
      complaints('actions', null, {
        actions: [{ text: '内容を改める。', answers: [], category: 'will-do', budget: 'next-year', timing: '平成30年度' }],
      }),
    ).toEqual([])
  })
})

describe('what is sent back to the person at once, in their words', () => {
  it('a required field that is missing, empty, or only blanks', () => {
    expect(complaints('sheet-full', 'forecast', {})).toEqual([{ field: 'plan', message: '「事業計画」は必ず書いてください。' }])
    expect(forecast({ plan: [] })[0]?.message).toContain('1件以上')
    expect(forecast({ plan: ['　'] })[0]?.message).toBe('「事業計画」の1番目: 空にできません。')
  })
  it('an amount with a fraction, as text, or empty without a word', () => {
    expect(forecast({ budget: { value: 10.5 } })[0]?.message).toContain('千円単位の整数')
    expect(forecast({ budget: { value: '10,220' } })[0]?.message).toContain('千円単位の整数')
    expect(forecast({ budget: { value: null } })[0]?.message).toContain('数値がないときは')
    expect(forecast({ budget: 10220 })).toEqual([{ field: 'budget', message: '「当年度予算（当初）」: 値の組で書いてください。' }])
  })
  it('where in an indicator it is wrong', () => {
    expect(forecast({ indicators: [indicator({}), indicator({ values: [{ fiscalYear: 2016, target: '20', actual: 1 }] })] })).toEqual([
      { field: 'indicators', message: '「主な成果・活動指標」の2番目の年度別の値の1番目の目標: 数値で書いてください。' },
    ])
  })
  it('where in what kind of value it is wrong: no part goes by its English word, and none by another field’s', () => {
    const types = ['ruling', 'promises', 'actions', 'opinions', 'statements'] as const
    const fields = types.map((type) => ({ id: type, type, label: type, required: false, printed: false }))
    const form = { id: 'all', name: '全ての形', fields }
    const content = {
      ruling: { package: 'x' },
      promises: [{ ref: '2016/p12-01/3', state: 'x' }],
      actions: [{ text: '改める。', answers: [], whole: ['x'], indicator: 1, continues: 'x' }],
      opinions: [{ text: '示してほしい。', printing: { as: 'x', into: 'x' } }],
      statements: [{ id: 'a', subject: 1, text: '示してほしい。', of: 'x', agreed: 'x' }],
    }
    const result = checkContent({ ...definition, forms: [form] }, 'all', null, content)
    expect(result.ok ? [] : result.problems.map(({ message }) => message.split(': ')[0])).toEqual([
      '「ruling」の判断',
      '「ruling」の起案の資料の号',
      '「promises」の1番目のその後',
      '「actions」の1番目のあわせて答える施策全体への意見の1番目',
      '「actions」の1番目の効果を示す指標',
      '「actions」の1番目の引き継ぐ前の年度の対応',
      '「opinions」の1番目の掲載区分の掲載',
      '「opinions」の1番目の掲載区分の含める先の意見の番号',
      '「statements」の1番目の対象',
      '「statements」の1番目の発言の記録の番号',
      '「statements」の1番目の発言の記録のとおり',
    ])
  })
  it('one fiscal year twice in an indicator', () => {
    const year = { fiscalYear: 2016, target: null, actual: null }
    expect(forecast({ indicators: [indicator({ values: [year, year] })] })[0]?.message).toContain('同じ年度が二度')
  })
  it('a row of a table with a cell too many', () => {
    const contracts = {
      columns: ['区分', '件数'],
      rows: [
        ['市内', 1],
        ['市外', 2, 3],
      ],
    }
    expect(complaints('sheet-full', 'results', { results: ['発注した。'], contracts })[0]?.message).toContain(
      'の行の2番目: 列見出しは2列ですが、この行は3列です',
    )
  })
  it('a field of another round, and a field that no form has', () => {
    expect(forecast({ settlement: { value: 1 }, plam: [] })).toEqual([
      { field: 'settlement', message: '「当年度決算（見込）」は今回の照会では尋ねていません。取り除いてください。' },
      { field: 'plam', message: '様式「施策検証シート（検証対象）」に「plam」という項目はありません。取り除いてください。' },
    ])
  })
  it('a kind of opinion that the definition does not know, with those it does', () => {
    expect(complaints('opinions', null, { opinions: [{ text: '意見', kind: 'complaint' }] })[0]?.message).toContain('praise（評価・感想）')
  })
  it('two opinions of one number', () => {
    expect(
      complaints('opinions', null, {
        opinions: [
          { no: 1, text: 'あ' },
          { no: 1, text: 'い' },
        ],
      })[0]?.message,
    ).toContain('同じ番号')
  })
  it('a day that does not exist, a choice that is not offered, an assurance not given', () => {
    const meeting = { date: '2017-02-30', agenda: ['検証'], openness: 'secret' }
    expect(complaints('meeting', null, meeting).map(({ field }) => field)).toEqual(['date', 'openness'])
    expect(complaints('proof', null, { confirmed: false })[0]?.message).toContain('確認して印を付けてください')
  })
  it('a control character from a copied cell, which the database would refuse', () => {
    expect(forecast({ plan: ['前\u0000後'] })[0]?.message).toContain('制御文字')
  })
  it('all of a sheet at once, in the order of the form', () => {
    expect(forecast({ plan: [], budget: { value: 'x' }, indicators: [{}], foo: 1 }).map(({ field }) => field)).toEqual([
      'plan',
      'budget',
      'indicators',
      'indicators',
      'indicators',
      'foo',
    ])
  })
  it('something that is no content at all', () => {
    for (const content of [null, undefined, [], 'text', 3]) expect(complaints('sheet-full', 'forecast', content)[0]?.field).toBe('')
  })
})

describe('rounds', () => {
  it('ask for their own fields only, in the order of the form', () => {
    expect(fieldsAsked(definition, 'sheet-full', 'settlement').map(({ id }) => id)).toEqual(['budgetNote', 'settlement', 'nextBudget'])
    expect(Object.keys(contentSchema(definition, 'sheet-full', 'results').shape)).toContain('indicators')
  })
  it('that do not exist, or ask nothing of a form, are a mistake of the caller, not of the person', () => {
    expect(() => fieldsAsked(definition, 'sheet-full', 'spring')).toThrow('回「spring」がありません')
    expect(() => fieldsAsked(definition, 'hearing', 'forecast')).toThrow('尋ねていません')
    expect(() => fieldsAsked(definition, 'letter', null)).toThrow('様式「letter」がありません')
  })
  it('whatever is handed in, the answer is a list of sentences with a field each, never an exception', () => {
    fc.assert(
      fc.property(fc.anything(), (content) => {
        for (const { field, message } of complaints('sheet-full', null, content)) {
          expect(typeof field).toBe('string')
          expect(message).toMatch(/。$/)
        }
      }),
    )
  })
})

describe('what a reader is told about an indicator', () => {
  const year = (part: Record<string, unknown> = {}) => ({ fiscalYear: 2016, target: 20, actual: 14, ...part })
  it('nothing when it is plain', () => expect(indicatorDoubts({ name: '参加人数', unit: '人', values: [year()] })).toEqual([]))
  it('the years without a target and without a result', () => {
    const values = [year({ fiscalYear: 2015, target: null, actual: null }), year()]
    expect(indicatorDoubts({ name: '参加人数', unit: '人', values })).toEqual([
      '2015年度の目標がありません。',
      '2015年度の実績がありません。',
    ])
  })
  it('how 13,0000 was read', () => {
    expect(indicatorDoubts({ name: '来場者数', unit: '人', values: [year({ actual: 130000, raw: { actual: '13,0000' } })] })).toEqual([
      '2016年度の実績は「13,0000」と書かれており、130,000と読みました。',
    ])
  })
  it('a number of cases counted in times', () => {
    expect(indicatorDoubts({ name: 'プロジェクトの年間件数', unit: '回', values: [year()] })).toEqual([
      '名称は件数ですが、単位は「回」です。',
    ])
  })
  it('a running total', () => {
    expect(indicatorDoubts({ name: '支援件数', unit: '累積件数', values: [year()] })).toEqual([
      '累計の値です。単年度の値と比べたり、足したりできません。',
    ])
  })
})

describe('a choice that asks for an explanation', () => {
  const form = {
    id: 'talk',
    name: '協議の結果',
    fields: [
      {
        id: 'result',
        type: 'choice',
        label: '結果',
        required: true,
        options: [
          { id: 'yes', label: '了' },
          { id: 'no', label: '不可', explain: 'words' },
        ],
      },
      { id: 'words', type: 'text', label: '協議の内容' },
    ],
  }
  const asked = { ...definition, forms: [formSchema.parse(form)] }
  const faults = (content: unknown) => {
    const result = checkContent(asked, 'talk', null, content)
    return result.ok ? [] : result.problems
  }

  it('is refused without it, at the field where it belongs; any other choice needs none', () => {
    const message = '「結果」で「不可」を選んだときは、「協議の内容」を書いてください。'
    for (const words of [{}, { words: '' }, { words: ' ' }]) expect(faults({ result: 'no', ...words })[0]?.field).toBe('words')
    expect(faults({ result: 'no' })).toEqual([{ field: 'words', message }])
    expect([faults({ result: 'yes' }), faults({ result: 'no', words: '既決の予算の中で行うこと。' })]).toEqual([[], []])
  })
})
