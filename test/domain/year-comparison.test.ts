import { describe, expect, test } from 'vitest'
import type { Field } from '../../domain/definition/schema.js'
import { indicatorSeries } from '../../domain/review/indicator-series.js'
import { lineageOf, type RegisterLine } from '../../domain/review/lineage.js'
import { moneyYears } from '../../domain/review/money-years.js'
import { figureRows, lineageEvents, type ProgrammeYear, threadOf, visiblePlaces } from '../../domain/review/year-comparison.js'

const line = (fiscalYear: number, key: string, name = key, formerly: RegisterLine['formerly'] = [], department = 'own'): RegisterLine => ({
  fiscalYear,
  key,
  name,
  department,
  formerly,
})
const years = [2016, 2017, 2018]
const field = (id: string, type: Field['type'], more: Partial<Field> = {}): Field => ({
  id,
  type,
  label: id,
  required: false,
  printed: true,
  ...more,
})
const fields = [
  field('measures', 'indicators'),
  field('facts', 'figures'),
  field('expected', 'money', { money: { kind: 'expected-settlement', fiscalYear: 0 } }),
  field('lastSettled', 'money', { money: { kind: 'settlement', fiscalYear: -1 } }),
  field('next', 'money', { money: { kind: 'initial', fiscalYear: 1 } }),
]
const year = (fiscalYear: number, key: string, content: Record<string, unknown>, more: Partial<ProgrammeYear> = {}): ProgrammeYear => ({
  fiscalYear,
  key,
  name: key,
  departmentName: '課',
  sharedWith: null,
  components: [],
  sheets: [{ round: '実績', fields, content, handedInAt: `${fiscalYear + 1}-05-10T03:00:00.000Z` }],
  amounts: [],
  ...more,
})
const measure = (values: [year: number, target: number | null, actual: number | null][], more: object = {}) => ({
  measures: [
    { name: '相談件数', unit: '件', values: values.map(([fiscalYear, target, actual]) => ({ fiscalYear, target, actual })), ...more },
  ],
})
const same = lineageOf(
  [2016, 2017, 2018].map((fiscalYear) => line(fiscalYear, 'p')),
  years,
)

describe('an indicator through the years', () => {
  test('stands in one row with each year’s figures', () => {
    const [series, ...more] = indicatorSeries(
      [
        year(2016, 'p', measure([[2016, 10, 8]])),
        year(
          2017,
          'p',
          measure([
            [2016, 10, 8],
            [2017, 10, 12],
          ]),
        ),
      ],
      same,
    )
    expect(more).toEqual([])
    expect(series).toMatchObject({ name: '相談件数', marks: [] })
    expect(series?.years).toEqual([
      { fiscalYear: 2016, said: [{ saidIn: 2016, target: 10, actual: 8, raw: '' }], restated: false },
      { fiscalYear: 2017, said: [{ saidIn: 2017, target: 10, actual: 12, raw: '' }], restated: false },
    ])
  })

  test('whose past value a later sheet gives otherwise shows both, marked', () => {
    const [series] = indicatorSeries([year(2016, 'p', measure([[2016, 10, 8]])), year(2017, 'p', measure([[2016, 10, 9]]))], same)
    expect(series?.years[0]).toMatchObject({
      restated: true,
      said: [
        { saidIn: 2016, actual: 8 },
        { saidIn: 2017, actual: 9 },
      ],
    })
  })

  test('whose target comes later is filled in, not restated', () => {
    const [series] = indicatorSeries([year(2016, 'p', measure([[2017, 10, null]])), year(2017, 'p', measure([[2017, 10, 9]]))], same)
    expect(series?.years[0]).toMatchObject({ restated: false })
  })

  test.each([
    ['re-based to another unit', { unit: '社' }, '単位が「件」です。別の指標として'],
    ['counted otherwise by its note', { note: '電話を含む' }, '備考が「（なし）」です。'],
  ])('%s is two series, and each says so', (_, more, mark) => {
    const found = indicatorSeries([year(2016, 'p', measure([[2016, 10, 8]])), year(2017, 'p', measure([[2017, 5, 6]], more))], same)
    expect(found).toHaveLength(2)
    expect(found[1]?.marks.join()).toContain(mark)
    expect(found[0]?.marks.join()).toContain('2017年度のシートでは')
  })

  test('of an earlier and a later round of one year is told by the later one', () => {
    const sheets = [8, 9].map((actual) => ({
      round: '',
      fields,
      content: measure([[2016, 10, actual]]),
      handedInAt: '2017-05-10T03:00:00.000Z',
    }))
    expect(indicatorSeries([year(2016, 'p', {}, { sheets })], same)[0]?.years[0]).toMatchObject({ restated: false, said: [{ actual: 9 }] })
  })
})

describe('a programme that was', () => {
  const events = (register: RegisterLine[], place: { fiscalYear: number; key: string }) => {
    const lineage = lineageOf(register, years)
    return lineageEvents(lineage, lineage.whole(place)).map(({ fiscalYear, text }) => `${fiscalYear} ${text}`)
  }
  const rows = (register: RegisterLine[], data: ProgrammeYear[]) =>
    indicatorSeries(data, lineageOf(register, years)).map(({ programme, years: told }) => [programme, told.length])

  test('renamed goes on in one row, and the year of the change is told', () => {
    const register = [line(2016, 'a', '旧'), line(2017, 'b', '新', [{ fiscalYear: 2016, key: 'a', how: 'renamed' }])]
    expect(events(register, { fiscalYear: 2017, key: 'b' })).toEqual(['2017 「旧」から「新」に名称が変わりました。'])
    expect(rows(register, [year(2016, 'a', measure([[2016, 1, 1]])), year(2017, 'b', measure([[2017, 1, 1]]))])).toEqual([['b', 2]])
    expect(events([line(2016, 'a', '旧'), line(2017, 'a', '新')], { fiscalYear: 2017, key: 'a' })).toEqual([
      '2017 「旧」から「新」に名称が変わりました。',
    ])
  })

  test('split stands in rows of their own before and after, not added up, and names the other part', () => {
    const from = [{ fiscalYear: 2016, key: 'p', how: 'split' as const }]
    const register = [line(2016, 'p'), line(2017, 'a', 'a', from), line(2017, 'p')]
    const told = events(register, { fiscalYear: 2017, key: 'a' })
    expect(told.join()).toContain('「p」が分かれ、「a」になりました。ほかに「p」（ここには並べていません）があります。')
    expect(told.join()).toContain('足し合わせも比較もしていません')
    const data = [
      year(2016, 'p', measure([[2016, 1, 1]])),
      year(2017, 'a', measure([[2017, 1, 1]])),
      year(2017, 'p', measure([[2017, 1, 1]])),
    ]
    expect(rows(register, data)).toEqual([
      ['p', 1],
      ['a', 1],
      ['p', 1],
    ])
  })

  test('merged stands in rows of their own, also under the key that went on', () => {
    const register = [line(2016, 'a'), line(2016, 'b'), line(2017, 'a', 'a', [{ fiscalYear: 2016, key: 'b', how: 'merged' }])]
    expect(events(register, { fiscalYear: 2017, key: 'a' }).join()).toContain('「b」が「a」に統合されました')
    expect(threadOf(lineageOf(register, years), { fiscalYear: 2017, key: 'a' })).toEqual({ fiscalYear: 2017, key: 'a' })
  })

  test.each(['split', 'merged'] as const)('%s begins a thread of its own, even where it is the only one left', (how) => {
    const register = [line(2016, 'p'), line(2017, 'a', 'a', [{ fiscalYear: 2016, key: 'p', how }])]
    expect(threadOf(lineageOf(register, years), { fiscalYear: 2017, key: 'a' })).toEqual({ fiscalYear: 2017, key: 'a' })
  })

  test('transferred shows its new section the past, and the old section not what came after', () => {
    const register = [line(2016, 'a', '名', [], 'old'), line(2017, 'b', '名', [{ fiscalYear: 2016, key: 'a', how: 'transferred' }], 'new')]
    const lineage = lineageOf(register, years)
    const seen = (department: string) =>
      visiblePlaces(lineage, { fiscalYear: 2017, key: 'b' }, { oversees: false, departments: [department] }).map(({ key }) => key)
    expect([seen('new'), seen('old'), seen('other')]).toEqual([['a', 'b'], ['a'], []])
    expect(events(register, { fiscalYear: 2017, key: 'b' })).toEqual(['2017 「名」の所管が移り、「名」になりました。'])
  })
})

describe('amounts through the years', () => {
  test('name kind, source and day; an expected settlement stands beside the settlement, with the difference', () => {
    const [first, second] = moneyYears(
      [
        year(2016, 'p', { expected: { value: 1000 }, next: { value: 700 } }),
        year(2017, 'p', { lastSettled: { value: 900, raw: '９００' } }),
      ],
      same,
    )
    expect(first).toMatchObject({ fiscalYear: 2016, marks: ['決算は、決算見込より100千円少ない額です。'] })
    expect(first?.kinds).toMatchObject([
      { kind: 'expected-settlement', stated: [{ value: 1000, asOf: '2017-05-10', source: { by: 'sheet', fiscalYear: 2016 } }] },
      { kind: 'settlement', stated: [{ value: 900, raw: '９００', source: { fiscalYear: 2017 } }] },
    ])
    expect(second).toMatchObject({ fiscalYear: 2017, kinds: [{ kind: 'initial', stated: [{ value: 700, source: { fiscalYear: 2016 } }] }] })
  })

  test('without a settlement are called expected', () => {
    expect(moneyYears([year(2016, 'p', { expected: { value: 5 } })], same)[0]?.marks).toEqual([
      '決算見込です。決算はまだ書かれていません。',
    ])
  })

  test('that sheet and finance system give otherwise both stand', () => {
    const amounts = [{ programme: 'p', kind: 'expected-settlement' as const, fiscalYear: 2016, value: 990, asOf: '2017-05-31', note: '' }]
    const [found] = moneyYears([year(2016, 'p', { expected: { value: 1000 } }, { amounts })], same)
    expect(found?.kinds[0]).toMatchObject({ differ: true, stated: [{ value: 1000 }, { value: 990, asOf: '2017-05-31' }] })
    expect(found?.marks.join()).toContain('出所によって違います')
  })

  test('of a programme carried out together with another are said to stand there', () => {
    const [found] = moneyYears([year(2016, 'p', { expected: { value: 0 } }, { sharedWith: '本体事業' })], same)
    expect(found).toMatchObject({ sharedWith: '本体事業' })
    expect(found?.marks[0]).toContain('「本体事業」と一体的に実施')
  })
})

test('figures of one label and unit stand side by side, each under its year', () => {
  const facts = (value: number) => ({ facts: [{ label: '参加者', value, unit: '人' }] })
  expect(figureRows([year(2016, 'p', facts(3)), year(2017, 'p', facts(5))])).toEqual([
    {
      label: '参加者',
      unit: '人',
      cells: [
        { place: { fiscalYear: 2016, key: 'p' }, value: 3, raw: '' },
        { place: { fiscalYear: 2017, key: 'p' }, value: 5, raw: '' },
      ],
    },
  ])
})
