import { asList, asNumber, asObject, asText } from '../sheet/loose-content.js'
import { grouped, type Lineage, type Place, placeId } from './lineage.js'
import { type ProgrammeYear, threadOf } from './year-comparison.js'

/** What one year's sheet says of an indicator in one fiscal year. */
export interface Statement {
  /** the fiscal year of the sheet */
  saidIn: number
  target: number | null
  actual: number | null
  /** as written, where that differs */
  raw: string
}

/** An indicator under one definition through the years: same programme, name, unit and note. */
export interface IndicatorSeries {
  name: string
  unit: string
  note: string
  /** where its programme's thread begins */
  thread: Place
  /** name of the programme as its last sheet has it */
  programme: string
  /** how it differs from another series of the same name: it is not joined to it */
  marks: string[]
  years: { fiscalYear: number; said: Statement[]; restated: boolean }[]
}

interface Said extends Omit<IndicatorSeries, 'marks' | 'years'> {
  place: Place
  values: { fiscalYear: number; target: number | null; actual: number | null; raw: string }[]
}

/**
 * The indicators of a programme through the years. Another unit or another note makes another series, and both say so; a value that a
 * later sheet gives otherwise stands beside the earlier one. Nothing is added up, and nothing joined that was not one.
 */
export function indicatorSeries(years: readonly ProgrammeYear[], lineage: Lineage): IndicatorSeries[] {
  const said = years.flatMap((year) => saidIn(year, threadOf(lineage, year)))
  const named = grouped(said, ({ thread, name }) => `${placeId(thread)}\n${name}`)
  return [...named.values()].flatMap((one) => {
    const defined = [...grouped(one, ({ unit, note }) => `${unit}\n${note}`).values()]
    return defined.map((same): IndicatorSeries => {
      const last = same.at(-1) as Said
      const { name, unit, note, thread, programme } = last
      return { name, unit, note, thread, programme, marks: marksOf(last, defined), years: yearsOf(same) }
    })
  })
}

function saidIn(year: ProgrammeYear, thread: Place): Said[] {
  const place = { fiscalYear: year.fiscalYear, key: year.key }
  const found = year.sheets.flatMap(({ fields, content }) =>
    fields
      .filter(({ type }) => type === 'indicators')
      .flatMap(({ id }) => asList(content[id]).map(asObject))
      .map(
        (item): Said => ({
          place,
          thread,
          programme: year.name,
          name: asText(item.name).trim(),
          unit: asText(item.unit).trim(),
          note: asText(item.note).trim(),
          values: asList(item.values).map(asObject).flatMap(valueIn),
        }),
      ),
  )
  // A year's later round says the same indicator anew: its last word counts for that year.
  return [...new Map(found.map((one) => [`${one.name}\n${one.unit}\n${one.note}`, one])).values()]
}

function valueIn(value: Record<string, unknown>) {
  const fiscalYear = asNumber(value.fiscalYear)
  const raws = asObject(value.raw)
  const raw = asText(value.raw) || [asText(raws.target), asText(raws.actual)].filter((text) => text !== '').join('／')
  return fiscalYear === null ? [] : [{ fiscalYear, target: asNumber(value.target), actual: asNumber(value.actual), raw }]
}

function yearsOf(same: Said[]): IndicatorSeries['years'] {
  const statements = same.flatMap(({ place, values }) =>
    values.map(({ fiscalYear, ...value }) => ({ fiscalYear, saidIn: place.fiscalYear, ...value })),
  )
  return [...grouped(statements, ({ fiscalYear }) => String(fiscalYear)).values()]
    .map((all) => {
      const told = all.filter(({ target, actual, raw }) => target !== null || actual !== null || raw !== '')
      const said = told.filter((one, at) => !told.slice(0, at).some((other) => sameValue(one, other)))
      return {
        fiscalYear: all[0]?.fiscalYear ?? 0,
        said: said.map(({ fiscalYear: _, ...one }) => one),
        restated: contradicts(said.map(({ target }) => target)) || contradicts(said.map(({ actual }) => actual)),
      }
    })
    .filter(({ said }) => said.length > 0)
    .toSorted((a, b) => a.fiscalYear - b.fiscalYear)
}

const sameValue = (a: Omit<Statement, 'saidIn'>, b: Omit<Statement, 'saidIn'>): boolean =>
  a.target === b.target && a.actual === b.actual && a.raw === b.raw

const contradicts = (values: (number | null)[]): boolean => new Set(values.filter((value) => value !== null)).size > 1

function marksOf(own: Said, defined: Said[][]): string[] {
  return defined
    .map((same) => same.at(-1) as Said)
    .filter((other) => other.unit !== own.unit || other.note !== own.note)
    .map((other) => {
      const years = `${other.place.fiscalYear}年度のシートでは`
      return other.unit === own.unit
        ? `${years}備考が「${other.note || '（なし）'}」です。数え方が変わった可能性があるため、つなげていません。`
        : `${years}単位が「${other.unit || '（なし）'}」です。別の指標として、つなげていません。`
    })
}
