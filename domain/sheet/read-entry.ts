import type { Field } from '../definition/schema.js'
import { amountReader, readCell } from './cell.js'
import { columnsOf, type Entry, lineAt, rowsOf, textAt, yearsOf } from './entry-text.js'
import { readNumber, readTableCell } from './plain-number.js'
import { actionIn, actionRows, filled, opinionIn, promiseIn, rulingIn, statementIn, writtenIn } from './read-review-rows.js'
import { readDate } from './written-date.js'

/**
 * The content that an entry says so far: unchecked, empty fields left out, never an error. Names, by the type of field `id`:
 * text, money, date (as people write days), choice: `id` · bullets: `id`, a line each · flag: `id`, 'on' or 'off' ·
 * number: `id.value`, `id.unit` · figures: `id.0.label`, `id.0.value`, `id.0.unit` ·
 * indicators: `id.0.name`, `id.0.unit`, `id.0.note`, `id.0.2016.target`, `id.0.2016.actual`, `id.0.2016.raw` ·
 * table: `id.columns.0`, `id.0.1` (row 0, column 1), `id.unit` ·
 * opinions: `id.0.text`, `.no`, `.kind`, `.viewpoint`, `.source`, `.id`, `.sources` (a line each), `.printed`, `.into`, `.unprinted` ·
 * actions: `id.0.text`, `.no`, `.answers`, `.whole`, `.category`, `.timing`, `.budget`, `.indicator`, `.continues`; numbers may be ticked
 * instead (`.answer.3`, `.wholly.1`: 'on'), then in the order that they had before (`.answersWere`, `.wholeWere`) ·
 * statements: `id.0.id`, `.subject`, `.text`, `.of`, `.agreed` ('on', 'off') · promises: `id.0.ref`, `.state`, `.text`, `.reason` ·
 * ruling: `id.state`, `.to`, `.reason`, `.package` ·
 * pictures: `id.0.id`, `.alt`, `.caption`, `.source`, `.rights`, `.remove` ('on': the picture is taken out).
 * A cell of a number may have `.written` and `.read` beside it (`writeCell`). Names that no field has are passed over.
 */
export function readEntry(fields: Field[], entry: Entry): Record<string, unknown> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = readField(field, entry)
      return value === undefined ? [] : [[field.id, value] as const]
    }),
  )
}

function readField({ type, id }: Field, entry: Entry): unknown {
  switch (type) {
    case 'text':
      return given(textAt(entry, id).trimEnd())
    case 'bullets':
      return some(
        textAt(entry, id)
          .split('\n')
          .map((line) => line.trimEnd())
          .filter((line) => line !== ''),
      )
    case 'number':
      return numberIn(entry, id)
    case 'money':
      return readCell(entry, id, amountReader) ?? undefined
    case 'indicators':
      return indicatorsIn(entry, id)
    case 'figures':
      return some(rowsOf(entry, id).map((row) => figureIn(entry, row)))
    case 'table':
      return tableIn(entry, id)
    case 'date':
      return given(readDate(textAt(entry, id)))
    case 'flag':
      return flagIn(lineAt(entry, id))
    case 'choice':
      return given(lineAt(entry, id))
    case 'opinions':
      return some(writtenIn(entry, id, 'text', 'no', 'kind', 'viewpoint', 'source').map((row) => opinionIn(entry, row)))
    case 'actions':
      return some(actionRows(entry, id).map((row) => actionIn(entry, row)))
    case 'statements':
      return some(writtenIn(entry, id, 'text', 'agreed').map((row) => statementIn(entry, row)))
    case 'promises':
      return some(writtenIn(entry, id, 'state', 'text', 'reason').map((row) => promiseIn(entry, row)))
    case 'ruling':
      return rulingIn(entry, id)
    case 'pictures':
      return some(
        rowsOf(entry, id)
          .filter((row) => lineAt(entry, `${row}.remove`) !== 'on')
          .map((row) => pictureIn(entry, row)),
      )
  }
}

const flagIn = (text: string): boolean | undefined => (text === 'on' ? true : text === 'off' ? false : undefined)
const given = (text: string): string | undefined => (text === '' ? undefined : text)
const some = <Item>(items: Item[]): Item[] | undefined => (items.length === 0 ? undefined : items)

function numberIn(entry: Entry, id: string) {
  const unit = filled(entry, id, 'unit')
  const cell = readCell(entry, `${id}.value`, (written) => readNumber(written, unit.unit))
  return cell === null && unit.unit === undefined ? undefined : { ...(cell ?? { value: null }), ...unit }
}

function figureIn(entry: Entry, row: string) {
  const unit = lineAt(entry, `${row}.unit`)
  const cell = readCell(entry, `${row}.value`, (written) => readNumber(written, unit))
  return { label: lineAt(entry, `${row}.label`), ...(cell ?? { value: null }), unit }
}

function indicatorsIn(entry: Entry, id: string) {
  const years = yearsOf(entry, id)
  return some(rowsOf(entry, id).map((row) => indicatorIn(entry, row, years.get(row) ?? [])))
}

function indicatorIn(entry: Entry, row: string, years: number[]) {
  const unit = lineAt(entry, `${row}.unit`)
  return {
    name: lineAt(entry, `${row}.name`),
    unit,
    ...filled(entry, row, 'note'),
    values: years.map((year) => yearIn(entry, `${row}.${year}`, year, unit)),
  }
}

function yearIn(entry: Entry, name: string, fiscalYear: number, unit: string) {
  const read = (written: string) => readNumber(written, unit)
  const target = readCell(entry, `${name}.target`, read)
  const actual = readCell(entry, `${name}.actual`, read)
  const raw = rawOf(textAt(entry, `${name}.raw`), target?.raw, actual?.raw)
  return { fiscalYear, target: target?.value ?? null, actual: actual?.value ?? null, ...raw }
}

/** One text for both cells, or one for each; a text for both takes in what stands in the cells, since it cannot stand beside. */
function rawOf(both: string, target: string | undefined, actual: string | undefined) {
  const cells = { ...(target === undefined ? {} : { target }), ...(actual === undefined ? {} : { actual }) }
  const each = Object.values(cells)
  if (both.trim() === '') return each.length === 0 ? {} : { raw: cells }
  return { raw: [both, ...each].join('／') }
}

function tableIn(entry: Entry, id: string) {
  const unit = filled(entry, id, 'unit')
  const columns = columnsOf(entry, id)
  const rows = rowsOf(entry, id)
  if (columns.length === 0 && unit.unit === undefined) return undefined
  return {
    columns: columns.map((column) => lineAt(entry, `${id}.columns.${column}`)),
    rows: rows.map((row) => columns.map((column) => readTableCell(textAt(entry, `${row}.${column}`)))),
    ...unit,
  }
}

const pictureIn = (entry: Entry, row: string) => ({
  id: lineAt(entry, `${row}.id`),
  alt: textAt(entry, `${row}.alt`).trim(),
  ...filled(entry, row, 'caption', 'source', 'rights'),
})
