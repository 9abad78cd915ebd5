import { expect, test } from 'vitest'
import { changedVersions, type PackagedVersion, sheetChanges } from '../../domain/review/decision/changes.js'
import { smallCity } from '../support/bundles.js'

const { definition } = smallCity()
const rules = {
  ...definition,
  budgetKinds: [
    { id: 'approved', name: '既決予算内', needsFinance: false },
    { id: 'next-year', name: '翌年度要求', needsFinance: true },
  ],
  embargo: { until: { date: '02-10', fiscalYear: 1, at: '10:00', roll: 'none' as const }, reason: '予算案の発表まで' },
} as typeof definition

const version = (of: string, versionId: string | null, form = 'replies'): PackagedVersion => ({
  of,
  name: `${of} の回答`,
  form,
  round: null,
  versionId,
  hash: versionId,
})
const action = (text: string, budget: string) => ({ actions: [{ no: 1, text, answers: [1], budget }] })
const contents = new Map<string, unknown>([
  ['v1', action('見積もる。', 'approved')],
  ['v2', action('見積もって示す。', 'next-year')],
])
const compared = (at: string) =>
  sheetChanges({ rules, fiscalYear: 2021, at, before: [version('replies/crane', 'v1')], now: [version('replies/crane', 'v2')], contents })

test('a budget kind that needs the finance section is counted and not named before the draft budget is announced', () => {
  const [before] = compared('2022-07-01T00:00:00.000Z')
  expect(before).toMatchObject({ how: 'changed', embargoed: 1 })
  expect(before?.differences.map(({ before: was, after }) => [was, after])).toEqual([['見積もる。', '見積もって示す。']])
  expect(JSON.stringify(before)).not.toMatch(/next-year|翌年度要求/)
})

test('after the announcement it is named', () => {
  const [after] = compared('2023-07-01T00:00:00.000Z')
  expect(after?.embargoed).toBe(0)
  expect(after?.differences.map(({ after: now }) => now)).toContain('翌年度要求')
})

test('what is new, gone and the same since the package before', () => {
  const before = [version('cards/crane', 'a'), version('cards/market', 'b'), version('cards/gone', null)]
  const now = [version('cards/crane', 'a'), version('cards/market', 'c'), version('cards/new', null)]
  expect(changedVersions(before, now).map(({ old, new: stands }) => [old?.versionId, stands?.of])).toEqual([
    ['b', 'cards/market'],
    [undefined, 'cards/new'],
    [null, undefined],
  ])
  expect(changedVersions(now, now)).toEqual([])
})
