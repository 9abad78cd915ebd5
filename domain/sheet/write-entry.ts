import type { Field } from '../definition/schema.js'
import { amountReader, type CellReader, writeCell } from './cell.js'
import type { Entry } from './entry-text.js'
import { asList, asNumber, asObject, asText, fieldOf } from './loose-content.js'
import { readNumber, writeNumber } from './plain-number.js'

type Named = [name: string, text: string]

/**
 * The entry that an editor shows for a content: numbers with thousand separators, what was written where that was kept. Reading
 * it again gives the same content, except for what an editor cannot hold: texts and lists that are empty (left out), blanks at
 * the end of a text or line and around a cell, a line break within a line of bullets (two lines), a table's text that is a plain
 * number (that number), rows, columns and fiscal years without any text, the order of fiscal years (ascending), an empty `raw`.
 */
export function writeEntry(fields: Field[], content: Record<string, unknown>): Entry {
  return Object.fromEntries(fields.flatMap((field) => writeField(field, fieldOf(content, field.id))).filter(([, text]) => text !== ''))
}

function writeField({ type, id }: Field, value: unknown): Named[] {
  switch (type) {
    case 'text':
    case 'date':
    case 'choice':
      return [[id, asText(value)]]
    case 'bullets':
      return [[id, asList(value).map(asText).join('\n')]]
    case 'number':
      return typeof value === 'object' ? numberOf(id, asObject(value)) : []
    case 'money':
      return writeCell(id, reading(asObject(value)), amountReader)
    case 'indicators':
      return asList(value).flatMap((one, row) => indicatorOf(`${id}.${row}`, asObject(one)))
    case 'figures':
      return asList(value).flatMap((one, row) => figureOf(`${id}.${row}`, asObject(one)))
    case 'table':
      return tableOf(id, asObject(value))
    case 'flag':
      return typeof value === 'boolean' ? [[id, value ? 'on' : 'off']] : []
    case 'opinions':
      return asList(value).flatMap((one, row) => opinionOf(`${id}.${row}`, asObject(one)))
    case 'actions':
      return asList(value).flatMap((one, row) => actionOf(`${id}.${row}`, asObject(one)))
    case 'statements':
      return asList(value).flatMap((one, row) => statementOf(`${id}.${row}`, asObject(one)))
    case 'promises':
      return asList(value).flatMap((one, row) => texts(`${id}.${row}`, asObject(one), 'ref', 'state', 'text', 'reason'))
    case 'ruling':
      return texts(id, asObject(value), 'state', 'to', 'reason', 'package')
    case 'pictures':
      return asList(value).flatMap((one, row) => texts(`${id}.${row}`, asObject(one), 'id', 'alt', 'caption', 'source', 'rights'))
  }
}

const texts = (row: string, value: Record<string, unknown>, ...names: string[]): Named[] =>
  names.map((name) => [`${row}.${name}`, asText(value[name])])

const reading = (value: Record<string, unknown>) => ({ value: asNumber(value.value), raw: asText(value.raw) })

const readerWith =
  (unit: string): CellReader =>
  (written) =>
    readNumber(written, unit)

function numberOf(id: string, value: Record<string, unknown>): Named[] {
  const unit = asText(value.unit).trim()
  return [...writeCell(`${id}.value`, reading(value), readerWith(unit)), [`${id}.unit`, unit]]
}

function figureOf(row: string, value: Record<string, unknown>): Named[] {
  const unit = asText(value.unit).trim()
  return [...texts(row, value, 'label'), ...writeCell(`${row}.value`, reading(value), readerWith(unit)), [`${row}.unit`, unit]]
}

function indicatorOf(row: string, value: Record<string, unknown>): Named[] {
  const read = readerWith(asText(value.unit).trim())
  const years = asList(value.values).map(asObject)
  return [...texts(row, value, 'name', 'unit', 'note'), ...years.flatMap((one) => yearOf(`${row}.${asText(one.fiscalYear)}`, one, read))]
}

function yearOf(name: string, value: Record<string, unknown>, read: CellReader): Named[] {
  const raws = asObject(value.raw)
  const cell = (id: 'target' | 'actual') => writeCell(`${name}.${id}`, { value: asNumber(value[id]), raw: asText(raws[id]) }, read)
  return [...cell('target'), ...cell('actual'), [`${name}.raw`, asText(value.raw)]]
}

function tableOf(id: string, value: Record<string, unknown>): Named[] {
  const columns = asList(value.columns).map(asText)
  const cell = (one: unknown, column: number) =>
    typeof one === 'number' && !columns[column]?.includes('年度') ? writeNumber(one) : asText(one)
  return [
    ...columns.map((heading, column): Named => [`${id}.columns.${column}`, heading]),
    ...asList(value.rows).flatMap((row, at) => asList(row).map((one, column): Named => [`${id}.${at}.${column}`, cell(one, column)])),
    [`${id}.unit`, asText(value.unit)],
  ]
}

function opinionOf(row: string, value: Record<string, unknown>): Named[] {
  const printing = asObject(value.printing)
  return [
    ...texts(row, value, 'no', 'text', 'kind', 'viewpoint', 'source', 'id'),
    [`${row}.sources`, asList(value.sources).map(asText).join('\n')],
    [`${row}.printed`, asText(printing.as)],
    [`${row}.into`, asText(printing.into)],
    [`${row}.unprinted`, asText(printing.reason)],
  ]
}

const actionOf = (row: string, value: Record<string, unknown>): Named[] => [
  ...texts(row, value, 'no', 'text', 'category', 'timing', 'budget', 'indicator', 'continues'),
  [`${row}.answers`, asList(value.answers).map(asText).join('、')],
  [`${row}.whole`, asList(value.whole).map(asText).join('、')],
]

const statementOf = (row: string, value: Record<string, unknown>): Named[] => [
  ...texts(row, value, 'id', 'subject', 'text', 'of'),
  [`${row}.agreed`, typeof value.agreed === 'boolean' ? (value.agreed ? 'on' : 'off') : ''],
]
