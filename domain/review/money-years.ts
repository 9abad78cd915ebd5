import { type CityDate, dateOf } from '../calendar/instants.js'
import type { MoneyKind } from '../money/imported-amount.js'
import { asNumber, asObject, asText } from '../sheet/loose-content.js'
import { grouped, type Lineage, type Place, placeId } from './lineage.js'
import { type ProgrammeYear, threadOf } from './year-comparison.js'

/** One amount as somebody states it. */
export interface StatedAmount {
  /** thousand yen; null: not read as a number */
  value: number | null
  raw: string
  /** what says it: a year's sheet and round, or the finance system */
  source: { by: 'sheet'; fiscalYear: number; round: string } | { by: 'finance'; note: string }
  /** the day of which it speaks: when the sheet was handed in, or what the finance system names */
  asOf: CityDate
}

/** The amounts of one programme for one fiscal year, by kind. */
export interface MoneyYear {
  fiscalYear: number
  thread: Place
  programme: string
  /** carried out together with: the amounts stand there, and are counted there alone */
  sharedWith: string | null
  kinds: { kind: MoneyKind; stated: StatedAmount[]; differ: boolean }[]
  marks: string[]
}

/** The kinds in the order in which a year comes to know them. */
export const moneyKinds: MoneyKind[] = ['initial', 'revised', 'final', 'expected-settlement', 'settlement']

/** Amounts by the fiscal year that they are of. Every statement stands with its source and day; an expected settlement is never taken for one. */
export function moneyYears(years: readonly ProgrammeYear[], lineage: Lineage): MoneyYear[] {
  const stated = years.flatMap((year) =>
    [...bySheets(year), ...byFinance(year)].map((one) => ({ ...one, year, thread: threadOf(lineage, year) })),
  )
  return [...grouped(stated, ({ thread, of }) => `${of}\n${placeId(thread)}`).values()]
    .map((all): MoneyYear => {
      const [first] = all as [(typeof all)[number]]
      const own = all.find(({ year, of }) => year.fiscalYear === of)?.year ?? first.year
      const kinds = moneyKinds.flatMap((kind) => {
        const same = all.filter((one) => one.kind === kind).map(({ amount }) => amount)
        const values = new Set(same.flatMap(({ value }) => value ?? []))
        return same.length === 0 ? [] : [{ kind, stated: distinct(same), differ: values.size > 1 }]
      })
      const { of: fiscalYear, thread } = first
      return { fiscalYear, thread, programme: own.name, sharedWith: own.sharedWith, kinds, marks: marksOf(kinds, own.sharedWith) }
    })
    .toSorted((a, b) => a.fiscalYear - b.fiscalYear || (a.programme < b.programme ? -1 : 1))
}

interface Stated {
  kind: MoneyKind
  /** the fiscal year it is of */
  of: number
  amount: StatedAmount
}

const bySheets = ({ fiscalYear, sheets }: ProgrammeYear): Stated[] =>
  sheets.flatMap(({ fields, content, round, handedInAt }) =>
    fields.flatMap(({ id, money }): Stated[] => {
      const value = asObject(content[id])
      if (!money || content[id] === undefined) return []
      const amount: StatedAmount = {
        value: asNumber(value.value),
        raw: asText(value.raw),
        source: { by: 'sheet', fiscalYear, round },
        asOf: dateOf(handedInAt),
      }
      return [{ kind: money.kind, of: fiscalYear + money.fiscalYear, amount }]
    }),
  )

const byFinance = ({ amounts }: ProgrammeYear): Stated[] =>
  amounts.map(({ kind, fiscalYear, value, asOf, note }) => ({
    kind,
    of: fiscalYear,
    amount: { value, raw: '', source: { by: 'finance', note }, asOf },
  }))

/** Of the same value by the same source, the first. */
const distinct = (stated: StatedAmount[]): StatedAmount[] =>
  stated.filter(
    (one, at) =>
      !stated.slice(0, at).some((other) => other.value === one.value && other.raw === one.raw && other.source.by === one.source.by),
  )

function marksOf(kinds: MoneyYear['kinds'], sharedWith: string | null): string[] {
  const last = (kind: MoneyKind) => kinds.find((one) => one.kind === kind)?.stated.findLast(({ value }) => value !== null)?.value ?? null
  const [expected, settled] = [last('expected-settlement'), last('settlement')]
  return [
    ...(sharedWith === null
      ? []
      : [`「${sharedWith}」と一体的に実施しています。額は「${sharedWith}」に含まれ、そちらで一度だけ数えます。`]),
    ...(expected !== null && settled === null ? ['決算見込です。決算はまだ書かれていません。'] : []),
    ...(expected !== null && settled !== null && expected !== settled
      ? [`決算は、決算見込より${Math.abs(settled - expected).toLocaleString('en-US')}千円${settled > expected ? '多い' : '少ない'}額です。`]
      : []),
    ...kinds
      .filter(({ differ }) => differ)
      .map(
        ({ kind }) =>
          `${kind === 'expected-settlement' ? '決算見込' : kind === 'settlement' ? '決算' : '予算'}の額が、出所によって違います。全てを並べています。`,
      ),
  ]
}
