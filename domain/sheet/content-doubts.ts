import { fiscalYearName } from '../calendar/date-words.js'
import { isDate } from '../calendar/instants.js'
import type { Field } from '../definition/schema.js'
import { budgetDoubts } from './budget-doubts.js'
import type { ContentProblem } from './content.js'
import { columnLimit, rowLimit } from './entry-text.js'
import { indicator } from './field-values.js'
import { indicatorDoubts } from './indicator-doubts.js'
import { asList, asNumber, asObject, asText, fieldOf } from './loose-content.js'
import { pictureDoubts } from './picture-doubts.js'
import { writeNumber } from './plain-number.js'
import { readsPlainly } from './plain-reading.js'

/** Amounts that this year's other rounds hold, for a round that does not ask for them itself. */
export interface Beside {
  fields: Field[]
  content: Record<string, unknown>
}

/**
 * What whoever fills in or checks a sheet should look at again, in the form's order: fields still empty, numbers that could not
 * be read or were read from an odd writing, what `indicatorDoubts` says, a settlement far from its budget, lists at the
 * limit. Sentences for display; nobody is ever stopped by them. The content may be unchecked.
 */
export function doubtsOf(fields: Field[], content: Record<string, unknown>, beside?: Beside): ContentProblem[] {
  return fields.flatMap((field, at) => {
    const value = fieldOf(content, field.id)
    const messages = isEmpty(value)
      ? emptyDoubts(field, fields[at - 1], fields[at + 1], content)
      : [
          ...valueDoubts(field, value),
          ...(field.type === 'money' ? budgetDoubts(field, { fields, content }, beside) : []),
          ...limitDoubts(field, value),
        ]
    return messages.map((message) => ({ field: field.id, message }))
  })
}

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0)

/** A text right after indicators or an amount is their note, as in the printed report. */
const isNote = (field: Field, before: Field | undefined) =>
  field.type === 'text' && (before?.type === 'indicators' || before?.type === 'money')

function emptyDoubts(field: Field, before: Field | undefined, after: Field | undefined, content: Record<string, unknown>): string[] {
  if (field.required) return [`「${field.label}」がまだ書かれていません。必ず書く項目です。`]
  if (field.type === 'indicators' && after && isNote(after, field)) {
    return isEmpty(fieldOf(content, after.id))
      ? [`「${field.label}」がありません。指標を置いていないときは、その理由を「${after.label}」に書いてください。`]
      : []
  }
  const reported = field.printed && (field.phase !== undefined || field.type === 'money')
  if (!reported || field.type === 'table' || field.type === 'pictures' || isNote(field, before)) return []
  return [`「${field.label}」が空欄です。報告書に載る項目です。書くことがなければ、空欄のままで構いません。`]
}

function valueDoubts(field: Field, value: unknown): string[] {
  switch (field.type) {
    case 'money':
      return cellDoubts(`「${field.label}」`, asObject(value), '千円')
    case 'number':
      return cellDoubts(`「${field.label}」`, asObject(value), asText(asObject(value).unit))
    case 'figures':
      return asList(value).map(asObject).flatMap(figureDoubts)
    case 'indicators':
      return asList(value).flatMap(aboutIndicator)
    case 'pictures':
      return pictureDoubts(value)
    case 'date':
      return isDate(asText(value))
        ? []
        : [`「${field.label}」は${quoted(asText(value))}と書かれており、日付として読めません。年も付けて書いてください。`]
    default:
      return []
  }
}

const quoted = (raw: string) => `「${raw.length > 60 ? `${raw.slice(0, 60)}…` : raw}」`

function cellDoubts(what: string, cell: Record<string, unknown>, unit: string): string[] {
  const raw = asText(cell.raw)
  const value = asNumber(cell.value)
  if (value === null)
    return raw === '' ? [`${what}の数値がありません。`] : [`${what}は${quoted(raw)}と書かれており、数値として読めません。`]
  return readsPlainly(raw, value) ? [] : [`${what}は${quoted(raw)}と書かれており、${writeNumber(value)}${unit}と読みました。`]
}

function figureDoubts(figure: Record<string, unknown>, at: number): string[] {
  const name = quoted(asText(figure.label) || `${at + 1}番目の数値`)
  const unit = asText(figure.unit)
  const total = /累計|累積/.test(`${asText(figure.label)} ${unit}`)
  return [...cellDoubts(name, figure, unit), ...(total ? [`${name}は累計の値です。単年度の値と比べたり、足したりできません。`] : [])]
}

function aboutIndicator(value: unknown, at: number): string[] {
  const name = quoted(asText(asObject(value).name) || `${at + 1}番目の指標`)
  // A name still missing is the check's to say, and no reason to keep silent about the figures.
  const read = indicator.safeParse({ ...asObject(value), name: asText(asObject(value).name) || name })
  if (!read.success) return []
  return indicatorDoubts({ ...read.data, values: read.data.values.map(withoutPlainRaw) }).map(
    (doubt) => `${name}：${doubt.replace(/(\d{4})年度/g, (_, year: string) => fiscalYearName(Number(year)))}`,
  )
}

type Value = (typeof indicator)['_output']['values'][number]

/** Writing that plainly says its number (１２ for 12) raises no doubt. */
function withoutPlainRaw(value: Value): Value {
  const { raw, ...plain } = value
  if (raw === undefined || typeof raw === 'string')
    return readsPlainly(raw, value.actual) || readsPlainly(raw, value.target) ? plain : value
  const odd = {
    ...(readsPlainly(raw.target, value.target) ? {} : { target: raw.target }),
    ...(readsPlainly(raw.actual, value.actual) ? {} : { actual: raw.actual }),
  }
  return { ...plain, raw: odd }
}

function limitDoubts({ label, type }: Field, value: unknown): string[] {
  if (type === 'table') {
    const { columns, rows } = asObject(value)
    return [...atLimit(`「${label}」の行`, asList(rows), rowLimit), ...atLimit(`「${label}」の列`, asList(columns), columnLimit)]
  }
  return type === 'bullets' || type === 'pictures' ? [] : atLimit(`「${label}」`, asList(value), rowLimit)
}

const atLimit = (what: string, items: unknown[], limit: number): string[] =>
  items.length < limit ? [] : [`${what}は${limit}件までです。これを超えた分は読み取っていません。書いたものが全てあるか確かめてください。`]
