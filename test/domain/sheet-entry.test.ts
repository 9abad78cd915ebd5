import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Field } from '../../domain/definition/schema.js'
import { checkContent } from '../../domain/sheet/content.js'
import { doubtsOf, type Entry, readEntry, writeEntry } from '../../domain/sheet/entry.js'
import { recordedReport } from '../support/recorded-report.js'
import { shipped } from './definition-shipped.js'

const field = (part: Pick<Field, 'id' | 'type'> & Partial<Field>): Field => ({ label: part.id, required: false, printed: true, ...part })

/** A form that has a field of every type. */
const fields: Field[] = [
  field({ id: 'text', type: 'text' }),
  field({ id: 'bullets', type: 'bullets' }),
  field({ id: 'number', type: 'number' }),
  field({ id: 'money', type: 'money', money: { kind: 'initial', fiscalYear: 0 }, printed: false }),
  field({ id: 'indicators', type: 'indicators' }),
  field({ id: 'figures', type: 'figures' }),
  field({ id: 'table', type: 'table' }),
  field({ id: 'date', type: 'date' }),
  field({ id: 'flag', type: 'flag' }),
  field({ id: 'choice', type: 'choice', options: [{ id: 'open', label: '公開' }] }),
  field({ id: 'opinions', type: 'opinions' }),
  field({ id: 'actions', type: 'actions' }),
]
const definition = { ...shipped(), forms: [{ id: 'every', name: '全ての型', fields }] }
const read = (entry: Entry) => readEntry(fields, entry)
const again = (content: Record<string, unknown>) => readEntry(fields, writeEntry(fields, content))

/** Years without target, result and writing are in the record, and none of an editor's. */
const withoutBlankYears = (content: Record<string, unknown>): Record<string, unknown> =>
  JSON.parse(JSON.stringify(content), (_, value) =>
    Array.isArray(value) ? value.filter((one) => one?.target !== null || one.actual !== null || one.raw !== undefined) : value,
  )

describe('a content that an editor shows and reads again', () => {
  const text = (unit: fc.Arbitrary<string>) =>
    fc.string({ unit, minLength: 1, maxLength: 12 }).filter((one) => one.trim() !== '' && one === one.trim())
  const letters = fc.constantFrom(
    'あ',
    '、',
    'ア',
    '力',
    'a',
    '1',
    ',',
    '.',
    '約',
    '円',
    '千',
    '△',
    '—',
    ' ',
    '　',
    '😀',
    '𠮷',
    '髙',
    '﨑',
    '葛󠄀',
    '<',
    '"',
    '&',
  )
  const line = text(letters)
  const paragraph = text(fc.oneof(letters, fc.constant('\n'), fc.constant('\t')))
  const raw = fc.oneof(
    line,
    paragraph,
    fc.constantFrom('13,0000', '(3, 441 千円)', '| 10,220千円 | — |', '約30', '１２', '5', ' 5 ', '（空欄）'),
  )
  const finite = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(1e21, 5e-324, 0.1, 1234567.5))
  const number = finite.map((value) => value + 0)
  const cell = (value: fc.Arbitrary<number>) => fc.oneof(fc.record({ value }), fc.record({ value: fc.option(value), raw }))
  const optional = <T>(shape: { [Key in keyof T]: fc.Arbitrary<T[Key]> }, required: (keyof T)[]) =>
    fc.record(shape, { requiredKeys: required })
  const id = (words: { id: string }[]) => fc.constantFrom(...words.map((word) => word.id))
  const list = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: 1, maxLength: 4 })
  const no = fc.integer({ min: 1, max: 400 })
  const numbered = <T extends object>(item: fc.Arbitrary<T>) =>
    list(item).map((items) => items.map((one, at) => ('no' in one ? { ...one, no: at + 1 } : one)))
  const year = fc
    .record({
      target: fc.option(number),
      actual: fc.option(number),
      raw: fc.option(fc.oneof(paragraph, optional({ target: raw, actual: raw }, [])), { nil: undefined }),
    })
    .map(({ raw: written, ...one }) => (written === undefined || Object.keys(written).length === 0 ? one : { ...one, raw: written }))
    .filter((one) => one.target !== null || one.actual !== null || 'raw' in one)
  const indicators = list(
    optional(
      {
        name: line,
        unit: fc.oneof(line, fc.constant('')),
        note: paragraph,
        values: fc
          .uniqueArray(fc.tuple(fc.integer({ min: 1950, max: 2200 }), year), { selector: ([fiscalYear]) => fiscalYear, maxLength: 4 })
          .map((years) => years.sort(([a], [b]) => a - b).map(([fiscalYear, one]) => ({ fiscalYear, ...one }))),
      },
      ['name', 'unit', 'values'],
    ),
  )
  /** Letters that make no number, so that a cell's text stays a text. */
  const word = text(fc.constantFrom('市', '内', 'x', '😀', '-', '\n', '約'))
  const table = fc.integer({ min: 1, max: 4 }).chain((width) =>
    optional(
      {
        columns: fc.array(fc.oneof(line, fc.constantFrom('年度', '件')), { minLength: width, maxLength: width }),
        rows: fc.array(
          fc
            .array(fc.oneof(word, number, fc.constant(null)), { minLength: width, maxLength: width })
            .filter((row) => row.some((one) => one !== null)),
          { maxLength: 4 },
        ),
        unit: line,
      },
      ['columns', 'rows'],
    ),
  )
  const content = optional(
    {
      text: paragraph,
      bullets: list(line),
      number: fc.tuple(cell(number), fc.option(line)).map(([one, unit]) => (unit === null ? one : { ...one, unit })),
      money: cell(fc.integer({ min: -1e12, max: 1e12 })),
      indicators,
      figures: list(fc.tuple(line, cell(number), fc.oneof(line, fc.constant(''))).map(([label, one, unit]) => ({ label, ...one, unit }))),
      table,
      date: fc
        .date({ min: new Date('1000-01-01'), max: new Date('2999-12-31'), noInvalidDate: true })
        .map((day) => day.toISOString().slice(0, 10)),
      flag: fc.boolean(),
      choice: fc.constant('open'),
      opinions: numbered(
        optional({ no, text: paragraph, kind: id(definition.opinionKinds), viewpoint: id(definition.viewpoints), source: line }, ['text']),
      ),
      actions: numbered(
        optional(
          {
            no,
            text: paragraph,
            answers: fc.array(no, { maxLength: 4 }),
            category: id(definition.responseCategories),
            timing: line,
            budget: id(definition.budgetKinds),
          },
          ['text', 'answers'],
        ),
      ),
    },
    [],
  )

  it('is the same, whatever was handed in', () => {
    fc.assert(
      fc.property(content, (given) => {
        expect(checkContent(definition, 'every', null, given)).toEqual({ ok: true })
        expect(again(given)).toEqual(given)
      }),
      { numRuns: 1000 },
    )
  })

  it('is the same for every sheet of the recorded year, with all that its print left in raw', () => {
    const input = recordedReport()
    for (const { form, content: given } of input.accepted) {
      const asked = input.definition.forms.find(({ id: one }) => one === form)?.fields ?? []
      const written = given as Record<string, unknown>
      const kept = Object.entries(withoutBlankYears(written)).filter(([, value]) => !(Array.isArray(value) && value.length === 0))
      expect(readEntry(asked, writeEntry(asked, written))).toEqual(Object.fromEntries(kept))
    }
  })

  it('shows amounts as people read them, and what was written instead where that was kept', () => {
    expect(writeEntry(fields, { money: { value: -1234567 } })).toEqual({ money: '-1,234,567' })
    expect(writeEntry(fields, { money: { value: 130000, raw: '13,0000' } })).toEqual({ money: '13,0000' })
    const printed = { money: { value: 10220, raw: '| 10,220千円 | — |' } }
    expect(read({ ...writeEntry(fields, printed), money: '10,300' })).toEqual({ money: { value: 10300 } })
  })

  it('shows the years of a table as years', () => {
    const table2 = { columns: ['年度', '件数'], rows: [[2016, 48759]] }
    expect(writeEntry(fields, { table: table2 })).toMatchObject({ 'table.0.0': '2016', 'table.0.1': '48,759' })
  })

  it('leaves out what an editor cannot hold, and nothing else', () => {
    expect(again({ text: ' ', bullets: [], figures: [], date: null })).toEqual({})
    expect(again({ bullets: ['一\n二', '三 '] })).toEqual({ bullets: ['一', '二', '三'] })
    expect(
      again({
        table: {
          columns: ['番号', '', ''],
          rows: [
            ['1,234', null, 'x'],
            [null, null, ' '],
          ],
        },
      }),
    ).toEqual({
      table: { columns: ['番号', ''], rows: [[1234, 'x']] },
    })
    const values = [
      { fiscalYear: 2016, target: 1, actual: null },
      { fiscalYear: 2015, target: null, actual: 3, raw: {} },
      { fiscalYear: 2014, target: null, actual: null },
    ]
    expect(again({ indicators: [{ name: '件数', unit: '件', values }] })).toEqual({
      indicators: [
        {
          name: '件数',
          unit: '件',
          values: [
            { fiscalYear: 2015, target: null, actual: 3 },
            { fiscalYear: 2016, target: 1, actual: null },
          ],
        },
      ],
    })
  })
})

describe('what people type', () => {
  it.each([
    ['1,234.5', { value: 1234.5 }],
    ['-12', { value: -12 }],
    ['１２', { value: 12, raw: '１２' }],
    ['△3', { value: -3, raw: '△3' }],
    ['約30', { value: 30, raw: '約30' }],
    ['30人', { value: 30, raw: '30人' }],
    ['13,0000', { value: 130000, raw: '13,0000' }],
    ['30億', { value: null, raw: '30億' }],
    ['1.2~1.8', { value: null, raw: '1.2~1.8' }],
    ['—', { value: null, raw: '—' }],
  ])('%s in a cell of a number', (typed, cell) => {
    expect(read({ 'number.value': typed, 'number.unit': '人' })).toEqual({ number: { ...cell, unit: '人' } })
  })

  it('an amount with a unit, and one with the minus sign of the report', () => {
    expect(read({ money: '約14億円' })).toEqual({ money: { value: 1400000, raw: '約14億円' } })
    expect(read({ money: '−1,234' })).toEqual({ money: { value: -1234 } })
  })

  it.each([
    ['2016-09-06', '2016-09-06'],
    ['２０１６／９／６', '2016-09-06'],
    ['平成28年9月6日（火）', '2016-09-06'],
    ['H28.9.6', '2016-09-06'],
    ['令和元年5月1日', '2019-05-01'],
    ['9月6日', '9月6日'],
    ['16/9/6', '16/9/6'],
  ])('%s as a day', (typed, day) => expect(read({ date: typed })).toEqual({ date: day }))

  it('numbers of opinions, circled or in a row; what is no number is kept for the check to name', () => {
    expect(read({ 'actions.0.text': 'あ', 'actions.0.answers': '①②、３ 4' })).toMatchObject({ actions: [{ answers: [1, 2, 3, 4] }] })
    expect(read({ 'opinions.0.text': 'あ', 'opinions.0.no': '三' })).toEqual({ opinions: [{ text: 'あ', no: '三' }] })
    expect(read({ 'opinions.0.text': 'あ', 'opinions.0.no': '1 2' })).toEqual({ opinions: [{ text: 'あ', no: '1 2' }] })
  })

  it('texts pasted from a PDF or a spreadsheet, cleared of what nobody sees; rare characters stay', () => {
    expect(read({ text: '⼈⺟⽇\r\nあ\u0000い\u0007\ud83d\t終\r' })).toEqual({ text: '人母日\nあい\t終' })
    const rare = '😀👨‍👩‍👧𠮷野家 髙島屋 﨑 葛󠄀城 Ａ㈱①ｶﾅ'
    expect(read({ text: rare })).toEqual({ text: rare })
  })

  it('rows with gaps between them, in the order of their numbers; a row emptied is gone', () => {
    expect(
      read({
        'figures.10.label': '後',
        'figures.2.label': '先',
        'figures.3.label': ' ',
        'figures.3.value.written': '約3',
        'figures.3.value.read': '3',
      }),
    ).toEqual({
      figures: [
        { label: '先', value: null, unit: '' },
        { label: '後', value: null, unit: '' },
      ],
    })
  })

  it('a cell beside the print of its year keeps both writings', () => {
    expect(read({ 'indicators.0.name': '件数', 'indicators.0.2016.actual': '約3', 'indicators.0.2016.raw': '集計中' })).toEqual({
      indicators: [{ name: '件数', unit: '', values: [{ fiscalYear: 2016, target: null, actual: 3, raw: '集計中／約3' }] }],
    })
  })
})

describe('an entry that nobody typed', () => {
  const names = fc.oneof(
    fc.string(),
    fc
      .tuple(
        fc.constantFrom(...fields.map(({ id }) => id), '__proto__', 'constructor'),
        fc.array(
          fc.constantFrom(
            '0',
            '7',
            '007',
            '99999999',
            '2016',
            '0000',
            'columns',
            'target',
            'value',
            'name',
            'written',
            'read',
            'raw',
            '__proto__',
            'constructor',
            '',
          ),
          { maxLength: 4 },
        ),
      )
      .map(([id, rest]) => [id, ...rest].join('.')),
  )
  const entries = fc
    .array(fc.tuple(names, fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.constantFrom('1e999', '-', '△', '99999年99月99日'))))
    .map((pairs) => Object.fromEntries(pairs))

  it('is read without an error, is stable when read again, and can be doubted', () => {
    fc.assert(
      fc.property(entries, (entry) => {
        const content = read(entry)
        expect(again(again(content))).toEqual(again(content))
        for (const { message } of doubtsOf(fields, content)) expect(message).toMatch(/。$/)
      }),
      { numRuns: 500 },
    )
  })

  it('cannot reach what every object has', () => {
    const odd = [field({ id: 'constructor', type: 'text' }), field({ id: 'toString', type: 'flag' })]
    expect(readEntry(odd, {})).toEqual({})
    expect(writeEntry(odd, {})).toEqual({})
    expect(readEntry(fields, { flag: 'constructor' })).toEqual({})
    read(JSON.parse('{"__proto__": "x", "figures.__proto__.label": "x", "figures.99999999.label": "遠い行"}'))
    expect(({} as Record<string, unknown>).label).toBeUndefined()
    expect(readEntry(fields, { text: ['一', '二'] } as unknown as Entry)).toEqual({})
  })

  it('of a megabyte is read in time, whatever it repeats', () => {
    for (const piece of ['1', '1,', '億', '約', ' ', '\n', '⼈', 'あ\n', '(']) {
      const long = piece.repeat(2 ** 20 / piece.length)
      const entry = {
        text: long,
        bullets: long,
        money: long,
        'number.value': long,
        'table.0.0': long,
        date: long,
        'actions.0.answers': long,
      }
      doubtsOf(fields, read(entry))
    }
    const many = Object.fromEntries(Array.from({ length: 50_000 }, (_, at) => [`indicators.${at}.2016.target`, '1']))
    expect(read(many).indicators).toHaveLength(500)
  })

  it('with too many rows or columns is cut, and says so', () => {
    const rows = Object.fromEntries(Array.from({ length: 600 }, (_, at) => [`opinions.${at}.text`, `意見${at}`]))
    const columns = Object.fromEntries(Array.from({ length: 99 }, (_, at) => [`table.columns.${at * 1000}`, `列${at}`]))
    const content = read({ ...rows, ...columns })
    expect(content.opinions).toHaveLength(500)
    expect(doubtsOf(fields, content)).toEqual([
      {
        field: 'table',
        message: '「table」の列は50件までです。これを超えた分は読み取っていません。書いたものが全てあるか確かめてください。',
      },
      {
        field: 'opinions',
        message: '「opinions」は500件までです。これを超えた分は読み取っていません。書いたものが全てあるか確かめてください。',
      },
    ])
  })
})

describe('what whoever fills in a sheet should look at again', () => {
  const full = shipped().forms.find(({ id }) => id === 'sheet-full')?.fields ?? []
  const about = (content: Record<string, unknown>, beside?: Record<string, unknown>) => {
    const found = doubtsOf(full, content, beside && { fields: full, content: beside })
    return (id: string) => found.filter((one) => one.field === id).map(({ message }) => message)
  }

  it('what is empty: required, printed, and indicators without a reason; nothing about notes and rare tables', () => {
    const doubts = about({})
    expect(doubts('plan')).toEqual(['「事業計画」がまだ書かれていません。必ず書く項目です。'])
    expect(doubts('initiatives')).toEqual(['「主な取組」が空欄です。報告書に載る項目です。書くことがなければ、空欄のままで構いません。'])
    expect(doubts('indicators')).toEqual([
      '「主な成果・活動指標」がありません。指標を置いていないときは、その理由を「指標の注記」に書いてください。',
    ])
    expect(about({ indicatorsNote: '受付が終わるため' })('indicators')).toEqual([])
    for (const id of ['budgetNote', 'indicatorsNote', 'contracts']) expect(doubts(id)).toEqual([])
  })

  it('an amount that was not read, or read from an odd writing', () => {
    expect(about({ budget: { value: null, raw: '28年度予算に含む' } })('budget')).toEqual([
      '「当年度予算（当初）」は「28年度予算に含む」と書かれており、数値として読めません。',
    ])
    expect(about({ budget: { value: 130000, raw: '13,0000' } })('budget')).toEqual([
      '「当年度予算（当初）」は「13,0000」と書かれており、130,000千円と読みました。',
    ])
    expect(about({ budget: { value: 10220, raw: '１０，２２０' } })('budget')).toEqual([])
  })

  it('an indicator whose figures cannot be compared, also while its name is missing', () => {
    const values = [{ fiscalYear: 2016, target: null, actual: 3 }]
    expect(about({ indicators: [{ name: '支援件数', unit: '累積件数', values }] })('indicators')).toEqual([
      '「支援件数」：平成28年度の目標がありません。',
      '「支援件数」：累計の値です。単年度の値と比べたり、足したりできません。',
    ])
    expect(about({ indicators: [{ name: '', unit: '件', values }] })('indicators')).toEqual([
      '「1番目の指標」：平成28年度の目標がありません。',
    ])
  })

  it('a settlement far from the budget, here or in an earlier round', () => {
    const settled = (value: number, budget: number) => about({ settlement: { value } }, { budget: { value: budget } })('settlement')
    expect(settled(9676, 10220)).toEqual([])
    expect(settled(1132, 215379)).toEqual([
      '「当年度決算（見込）」の1,132千円は、「当年度予算（当初）」の215,379千円を大きく下回っています（0.5％）。金額と、理由の記載を確かめてください。',
    ])
    expect(settled(300, 0)[0]).toContain('上回っています。')
    expect(settled(0, 0)).toEqual([])
    expect(about({ settlement: { value: 1 }, budget: { value: 100 } })('settlement')).toHaveLength(1)
    expect(about({ settlement: { value: 1 } })('settlement')).toEqual([])
  })
})
