import { describe, expect, test } from 'vitest'
import { promiseProblems } from '../../domain/review/check-promises.js'
import { lineageOf, type RegisterLine } from '../../domain/review/lineage.js'
import {
  type AnswerRow,
  openPromises,
  type PromiseRow,
  promiseCategories,
  promiseCourses,
  strayAnswers,
} from '../../domain/review/promises.js'

const line = (fiscalYear: number, key: string, formerly: RegisterLine['formerly'] = [], name = key): RegisterLine => ({
  fiscalYear,
  key,
  name,
  department: 'a-section',
  formerly,
})
const made = (ref: string, more: Partial<PromiseRow> = {}): PromiseRow => {
  const [year = '', subject = '', no = ''] = ref.split('/')
  return {
    ref,
    fiscalYear: Number(year),
    subject,
    no: Number(no),
    text: `約束 ${ref}`,
    category: 'will-do',
    timing: null,
    budget: null,
    continues: null,
    asked: true,
    ...more,
  }
}
const answer = (fiscalYear: number, subject: string, ref: string, state: AnswerRow['state'], reason: string | null = null): AnswerRow => ({
  fiscalYear,
  subject,
  ref,
  state,
  text: null,
  reason,
})
const years = [2016, 2017, 2018, 2019]
const same = (key: string) => years.map((year) => line(year, key))
const records = (register: RegisterLine[], promises: PromiseRow[], answers: AnswerRow[] = []) => ({ years, register, promises, answers })
const refs = (open: { ref: string }[]) => open.map(({ ref }) => ref)
const stateOf = (all: ReturnType<typeof promiseCourses>, ref: string) => all.find((one) => one.ref === ref)?.state

describe('a promise', () => {
  test('is open until it is answered, and what is done or dropped is not asked again', () => {
    const promises = [made('2016/p1/1'), made('2016/p1/2'), made('2016/p1/3')]
    const answers = [
      answer(2017, 'p1', '2016/p1/1', 'done'),
      answer(2017, 'p1', '2016/p1/2', 'dropped', '需要がなかった。'),
      answer(2017, 'p1', '2016/p1/3', 'under-way'),
    ]
    const all = records(same('p1'), promises, answers)
    expect(refs(openPromises(all, { fiscalYear: 2017, key: 'p1' }))).toEqual(['2016/p1/1', '2016/p1/2', '2016/p1/3'])
    expect(refs(openPromises(all, { fiscalYear: 2018, key: 'p1' }))).toEqual(['2016/p1/3'])
    expect(promiseCourses(all).map(({ state }) => state)).toEqual(['done', 'dropped', 'under-way'])
    expect(promiseCourses(all)[1]?.course.at(-1)).toMatchObject({ fiscalYear: 2017, state: 'dropped', reason: '需要がなかった。' })
  })

  test('carried on twice stands with each year’s word, and is asked a third time', () => {
    const answers = [answer(2017, 'p1', '2016/p1/1', 'under-way'), answer(2018, 'p1', '2016/p1/1', 'under-way')]
    const all = records(same('p1'), [made('2016/p1/1')], answers)
    expect(promiseCourses(all)[0]?.course.map(({ fiscalYear, kind, state }) => [fiscalYear, kind, state])).toEqual([
      [2016, 'made', null],
      [2017, 'answer', 'under-way'],
      [2018, 'answer', 'under-way'],
    ])
    expect(refs(openPromises(all, { fiscalYear: 2019, key: 'p1' }))).toEqual(['2016/p1/1'])
  })

  test('that a later Action carries on is asked once: in the later one’s place', () => {
    const all = records(same('p1'), [made('2016/p1/1'), made('2017/p1/4', { continues: '2016/p1/1' })])
    expect(refs(openPromises(all, { fiscalYear: 2018, key: 'p1' }))).toEqual(['2017/p1/4'])
    expect(promiseCourses(all)[0]).toMatchObject({ carriedBy: ['2017/p1/4'], circular: false })
  })

  test('renamed: is asked of the programme under its new key, with the name under which it was made', () => {
    const register = [
      line(2016, 'old', [], '旧の名'),
      line(2017, 'new', [{ fiscalYear: 2016, key: 'old', how: 'renamed' }], '新しい名'),
      line(2018, 'new', [], '新しい名'),
    ]
    const all = records(register, [made('2016/old/1')])
    for (const fiscalYear of [2017, 2018])
      expect(openPromises(all, { fiscalYear, key: 'new' })).toMatchObject([{ ref: '2016/old/1', madeAs: '旧の名' }])
  })

  test('split: is asked of both, and under way until each has ended it', () => {
    const from = [{ fiscalYear: 2016, key: 'p', how: 'split' as const }]
    const register = [line(2016, 'p'), line(2017, 'a', from), line(2017, 'b', from), line(2018, 'a'), line(2018, 'b')]
    const half = records(register, [made('2016/p/1')], [answer(2017, 'a', '2016/p/1', 'done')])
    for (const key of ['a', 'b']) expect(refs(openPromises(half, { fiscalYear: 2017, key }))).toEqual(['2016/p/1'])
    expect(refs(openPromises(half, { fiscalYear: 2018, key: 'a' }))).toEqual([])
    expect(refs(openPromises(half, { fiscalYear: 2018, key: 'b' }))).toEqual(['2016/p/1'])
    expect(stateOf(promiseCourses(half), '2016/p/1')).toBe('under-way')
    const whole = { ...half, answers: [...half.answers, answer(2018, 'b', '2016/p/1', 'dropped', '不要')] }
    expect(stateOf(promiseCourses(whole), '2016/p/1')).toBe('done')
  })

  test('merged: those of both are asked of the one that took them in', () => {
    const into = [
      { fiscalYear: 2016, key: 'a', how: 'merged' as const },
      { fiscalYear: 2016, key: 'b', how: 'merged' as const },
    ]
    const register = [line(2016, 'a'), line(2016, 'b'), line(2017, 'm', into)]
    const all = records(register, [made('2016/a/1'), made('2016/b/1')])
    expect(refs(openPromises(all, { fiscalYear: 2017, key: 'm' }))).toEqual(['2016/a/1', '2016/b/1'])
  })

  test('transferred: goes along to the other section’s programme, and no longer stands with the old one', () => {
    const register = [
      line(2016, 'a'),
      line(2016, 'other'),
      line(2017, 'b', [{ fiscalYear: 2016, key: 'a', how: 'transferred' }]),
      line(2017, 'other'),
    ]
    const all = records(register, [made('2016/a/1')])
    expect(refs(openPromises(all, { fiscalYear: 2017, key: 'b' }))).toEqual(['2016/a/1'])
    expect(refs(openPromises(all, { fiscalYear: 2017, key: 'other' }))).toEqual([])
  })

  test('of a programme that rested a year waits for it', () => {
    const register = [line(2016, 'p'), line(2018, 'p')]
    expect(refs(openPromises(records(register, [made('2016/p/1')]), { fiscalYear: 2018, key: 'p' }))).toEqual(['2016/p/1'])
  })

  test('about the whole goes on without a register', () => {
    const all = records(same('p1'), [made('2016/cross-cutting/1')])
    expect(refs(openPromises(all, { fiscalYear: 2018, key: 'cross-cutting' }))).toEqual(['2016/cross-cutting/1'])
  })

  test('circular: is marked, and nothing goes round for ever', () => {
    const ring = [made('2016/p1/1', { continues: '2016/p1/2' }), made('2016/p1/2', { continues: '2016/p1/1' })]
    const tail = made('2017/p1/1', { continues: '2016/p1/1' })
    const all = promiseCourses(records(same('p1'), [...ring, tail, made('2017/p1/2', { continues: '2017/p1/2' })]))
    expect(all.map(({ ref, circular }) => [ref, circular])).toEqual([
      ['2016/p1/1', true],
      ['2016/p1/2', true],
      ['2017/p1/1', false],
      ['2017/p1/2', true],
    ])
  })

  test('whose Action was renumbered after it was answered leaves its answer to be seen', () => {
    const all = records(same('p1'), [made('2016/p1/1')], [answer(2017, 'p1', '2016/p1/9', 'done')])
    expect(strayAnswers(all)).toMatchObject([{ ref: '2016/p1/9' }])
  })
})

test('a definition that marks its categories asks for those; one that does not, for all but the one that needs no answer', () => {
  const marked = promiseCategories([{ id: 'done' }, { id: 'will-do', promise: true }])
  expect(['done', 'will-do', null].map(marked)).toEqual([false, true, false])
  const unmarked = promiseCategories([{ id: 'done' }, { id: 'no-answer' }])
  expect(['done', 'no-answer', null].map(unmarked)).toEqual([true, false, true])
})

describe('a register', () => {
  test('that gives a key of last year to another programme, renamed, does not take the two for one', () => {
    const renamed = [{ fiscalYear: 2016, key: 'a', how: 'renamed' as const }]
    const lineage = lineageOf([line(2016, 'a'), line(2016, 'b'), line(2017, 'b', renamed)], years)
    expect(lineage.past({ fiscalYear: 2017, key: 'b' }).map(({ key }) => key)).toEqual(['b', 'a'])
    expect(lineage.after({ fiscalYear: 2016, key: 'b' })).toEqual([])
  })

  test('that repeats an earlier year’s change is not taken for a second one', () => {
    const renamed = [{ fiscalYear: 2016, key: 'old', how: 'renamed' as const }]
    const lineage = lineageOf([line(2016, 'old'), line(2017, 'new', renamed), line(2018, 'new', renamed)], years)
    expect(lineage.before({ fiscalYear: 2018, key: 'new' })).toEqual([
      { from: { fiscalYear: 2017, key: 'new' }, to: { fiscalYear: 2018, key: 'new' }, how: 'same' },
    ])
    expect(lineage.whole({ fiscalYear: 2016, key: 'old' }).map(({ fiscalYear }) => fiscalYear)).toEqual([2016, 2017, 2018])
  })
})

describe('what is handed in about promises', () => {
  const register = [...same('p1'), ...same('p2')]
  const promises = [
    made('2016/p1/1', { text: '窓口を年度内に移す。' }),
    made('2016/p1/2'),
    made('2016/p2/1'),
    made('2016/p1/3', { asked: false, category: 'reference' }),
    made('2017/p1/1', { continues: '2016/p1/2' }),
    made('2018/p1/1'),
  ]
  const answers = [answer(2017, 'p1', '2016/p1/1', 'done')]
  const given = (fiscalYear: number, said: string[] | null, continues: string[] = []) =>
    promiseProblems({
      place: { fiscalYear, key: 'p1' },
      records: records(register, promises, answers),
      answers: said?.map((ref) => ({ ref })) ?? null,
      continues: continues.map((ref, at) => ({ at: at + 1, ref })),
      nameOf: ({ key }) => `施策${key}`,
    })

  test('passes when each open one is answered once', () => {
    expect(given(2017, ['2016/p1/1', '2016/p1/2'])).toEqual([])
    expect(given(2018, ['2017/p1/1'])).toEqual([])
    expect(given(2018, null)).toEqual([])
  })

  test('is refused where one is left out, with its words', () => {
    expect(given(2017, ['2016/p1/2'])).toEqual([
      '平成28年度の対応①「窓口を年度内に移す。」のその後が選ばれていません。実施した、実施中、取りやめたのどれかを選んでください。',
    ])
  })

  test.each([
    ['unknown', '2016/p1/9', '平成28年度の対応⑨は、記録にありません。'],
    ['of another programme', '2016/p2/1', '平成28年度の対応①は、別の施策「施策p2」のものです。'],
    ['of the same year', '2018/p1/1', '平成30年度の対応①は、この年度のものです。'],
    ['of a later year', '2019/p1/1', '令和元年度の対応①は、後の年度のものです。'],
    ['never to be answered for', '2016/p1/3', '平成28年度の対応③は、その後を答えることになっていない対応です。'],
    ['already done', '2016/p1/1', '平成28年度の対応①は、すでに「実施した」と答えて終わっています。'],
    ['already carried on', '2016/p1/2', '平成28年度の対応②は、すでに平成29年度の対応①に引き継がれています。'],
  ])('is refused for one that is %s, answered or carried on', (_, ref, words) => {
    expect(given(2018, ['2017/p1/1', ref]).join()).toContain(`その後を答えた${words}`)
    expect(given(2018, null, [ref]).join()).toContain(`対応が引き継ぐ${words}`)
  })

  test('circular: an Action that carries on itself or another of its year is refused', () => {
    expect(given(2018, null, ['2018/p1/1', '2018/p1/2'])).toHaveLength(2)
  })

  test('carried on by two Actions of one answer is refused', () => {
    expect(given(2018, null, ['2017/p1/1', '2017/p1/1'])).toEqual([
      '2番目の対応は、ほかの対応も引き継いでいる平成29年度の対応①を引き継いでいます。引き継ぐ対応を一つにまとめてください。',
    ])
  })
})
