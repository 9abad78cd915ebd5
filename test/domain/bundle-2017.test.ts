import { describe, expect, it } from 'vitest'
import { checkBundle } from '../../domain/bundle/check-bundle.js'
import { countsOf } from '../../domain/bundle/counts.js'
import { askedOf } from '../../domain/bundle/hand-in.js'
import { promiseProblems } from '../../domain/review/check-promises.js'
import type { RegisterLine } from '../../domain/review/lineage.js'
import { type PromiseRecords, promiseCategories } from '../../domain/review/promises.js'
import { kawasaki2016, kawasaki2017 } from '../support/bundles.js'

const { bundle, definition, problemAt } = kawasaki2017()
const earlier = kawasaki2016()
const sheet = (programme: string, round: string) => bundle.sheets[programme]?.[round] as Record<string, never> | undefined

const linesOf = ({ fiscalYear, programmes }: typeof bundle): RegisterLine[] =>
  programmes.map(({ key, name, department, formerly = [] }) => ({ fiscalYear, key, name, department, formerly }) as RegisterLine)

/** What 2016 leaves behind, as the records would hold it. */
function promisesOf2016(): PromiseRecords {
  const isPromise = promiseCategories(earlier.definition.responseCategories)
  const subjects = [...new Set(earlier.bundle.actions.map(({ subject }) => subject))]
  const promises = subjects.flatMap((subject) =>
    earlier.bundle.actions
      .filter((action) => action.subject === subject)
      .map(({ text, category = null }, at) => {
        const no = at + 1
        const base = { ref: `2016/${subject}/${no}`, fiscalYear: 2016, subject, no, text, category, timing: null, budget: null }
        return { ...base, continues: null, asked: isPromise(category) }
      }),
  )
  return { years: [2016, 2017], register: [...linesOf(earlier.bundle), ...linesOf(bundle)], promises, answers: [] }
}

describe("the bundle of Kawasaki's fiscal year 2017", () => {
  it('fits its definition, and reaches nobody', () => {
    expect(checkBundle(bundle, definition, problemAt)).toEqual({ ok: true, warnings: [] })
    expect(bundle.posts.every(({ mailbox }) => mailbox.endsWith('@kawasaki.example'))).toBe(true)
    expect(countsOf(bundle)).toMatchObject({ lines: 66, verified: 25, opinions: 55, actions: 32, crossCutting: 3, crossCuttingActions: 2 })
  })

  it('says of itself that it is no record of that year', () => {
    expect(bundle.source.madeFrom).toContain('29年度の事実の記録ではない')
    for (const word of ['改称', '統合', '移管', '分割', '検証意見', '席']) expect(bundle.source.invented.join()).toContain(word)
    for (const { formerly = [] } of bundle.programmes) for (const { note } of formerly) expect(note).toContain('仮の変更')
  })

  it('goes on from what 2016 planned: its budgets, its sections, its posts', () => {
    for (const { key, formerly } of bundle.programmes) {
      const planned = earlier.bundle.sheets[key]?.settlement?.nextBudget as { value: number } | undefined
      if (!planned || formerly || !sheet(key, 'forecast')) continue
      expect(sheet(key, 'forecast')?.budget, key).toEqual({ value: planned.value })
    }
    expect(bundle.posts.slice(0, earlier.bundle.posts.length)).toEqual(earlier.bundle.posts)
  })

  it('answers every promise of 2016 once, through rename, merger, transfer and split', () => {
    const records = promisesOf2016()
    const answered = askedOf(bundle, definition)
      .filter(({ step }) => step === 'sheet-results')
      .map(({ subject }) => ({
        subject,
        promises: (sheet(subject, 'results') ?? bundle.entries['sheet-results']?.[subject])?.promises as unknown as
          | { ref: string }[]
          | undefined,
      }))
      .filter(({ subject, promises }) => promises !== undefined || subject === 'cross-cutting')
    const problems = answered.flatMap(({ subject, promises = [] }) => {
      const continues = bundle.actions
        .filter((one) => one.subject === subject)
        .flatMap((one, at) => (one.continues ? { at: at + 1, ref: one.continues } : []))
      return promiseProblems({ place: { fiscalYear: 2017, key: subject }, records, answers: promises, continues, nameOf: ({ key }) => key })
    })
    expect(problems).toEqual([])
    const refs = new Set(answered.flatMap(({ promises = [] }) => promises.map(({ ref }) => ref)))
    expect(refs).toEqual(new Set(records.promises.filter(({ asked }) => asked).map(({ ref }) => ref)))
    const states = answered.flatMap(({ promises = [] }) => promises.map((one) => (one as unknown as { state: string }).state))
    expect(new Set(states)).toEqual(new Set(['done', 'under-way', 'dropped']))
  })

  it('numbers opinions, and answers them n to m, out of order, merged; one is left', () => {
    const answersOf = (subject: string) => bundle.actions.filter((one) => one.subject === subject).map(({ answers }) => answers)
    expect(answersOf('p12-01')).toEqual([[3, 2], [2]])
    expect(bundle.opinions.filter(({ printing }) => printing?.as === 'merged').map(({ subject, no }) => `${subject}/${no}`)).toEqual([
      'p12-01/4',
      'p14-01/2',
    ])
    const needs = new Set(definition.opinionKinds.filter(({ needsAnswer }) => needsAnswer).map(({ id }) => id))
    const left = bundle.opinions.filter(
      ({ subject, no, kind, printing }) =>
        needs.has(kind) &&
        printing?.as !== 'merged' &&
        !answersOf(subject)
          .flat()
          .includes(no ?? 0),
    )
    expect(left.map(({ subject, no }) => `${subject}/${no}`)).toEqual(['p16-03/3'])
  })
})
