import { fiscalYearName } from '../calendar/date-words.js'
import { type Indicator, indicatorDoubts } from '../sheet/indicator-doubts.js'
import { readsPlainly } from '../sheet/plain-reading.js'
import type { Comparison, ComparisonCounts, PrintedIndicator } from './report-schema.js'

type Value = Indicator['values'][number]

/** Running totals are not a year's result: neither reached nor missed can be said of them. */
const runningTotal = /累計|累積/

const rawOf = (value: Value, cell: 'target' | 'actual'): string | undefined => (typeof value.raw === 'object' ? value.raw[cell] : value.raw)

/** One text for both cells is plain when it says either of them. */
const plain = (value: Value): boolean =>
  typeof value.raw === 'string'
    ? readsPlainly(value.raw, value.actual) || readsPlainly(value.raw, value.target)
    : readsPlainly(rawOf(value, 'target'), value.target) && readsPlainly(rawOf(value, 'actual'), value.actual)

function compare(indicator: Indicator, value: Value | undefined): Comparison {
  if (value === undefined || value.target === null || value.actual === null) return 'no-comparison'
  if (runningTotal.test(indicator.unit) || runningTotal.test(indicator.name) || !plain(value)) return 'uncertain'
  return value.actual >= value.target ? 'reached' : 'missed'
}

/**
 * An indicator with its comparison in the report's fiscal year and what a reader should know. Raw text that plainly says its
 * number is kept but raises no doubt. More is taken to be better: forms do not say otherwise.
 */
export function comparedIndicator(indicator: Indicator, fiscalYear: number): PrintedIndicator {
  const own = indicator.values.find((value) => value.fiscalYear === fiscalYear)
  const doubts = indicatorDoubts({ ...indicator, values: own ? [plain(own) ? { ...own, raw: undefined } : own] : [] })
  const earlier = indicator.values
    .filter((value) => value !== own && !plain(value))
    .map((value) => `${value.fiscalYear}年度の値は、書かれたままでは読み取れないところがあります。`)
  return {
    ...indicator,
    comparison: compare(indicator, own),
    doubts: [...doubts, ...earlier].map((doubt) => doubt.replace(/(\d{4})年度/g, (_, year: string) => fiscalYearName(Number(year)))),
  }
}

/** True when the figure of this year must carry a mark in print. */
export const doubtfulValue = (value: PrintedIndicator['values'][number]): boolean => !plain(value)

/** How many indicators reached their target, missed it, or cannot be compared. */
export function countComparisons(indicators: PrintedIndicator[]): ComparisonCounts {
  const counts: ComparisonCounts = { reached: 0, missed: 0, uncertain: 0, 'no-comparison': 0 }
  for (const { comparison } of indicators) counts[comparison] += 1
  return counts
}
