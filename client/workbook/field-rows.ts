import type { Field } from '../../domain/definition/schema.js'
import { isPageOnly } from '../../domain/sheet/page-only.js'
import { beginning } from './cell-text.js'
import { itemsOf, lastItems, lastLines, lastText, lines } from './entry-items.js'
import type { Choice } from './layout.js'
import { type Part, partsOf } from './list-parts.js'
import { promiseRows } from './promise-rows.js'
import { FIRST, type Input, LABEL, type PlannedCell, type PlannedRow, type WorkbookSheet } from './sheet-plan.js'

const flagWords: Choice[] = [
  { id: 'on', label: 'はい' },
  { id: 'off', label: 'いいえ' },
]

/** Rows left free under a list. More can be inserted. */
const SPARE = 3
const LEAST = 5

/** The rows of one field. `last` is the column of last year's content, `to` the last column of the grid. */
export function rowsOf(field: Field, sheet: WorkbookSheet, to: number): PlannedRow[] {
  const remarks = sheet.remarks
    .filter((remark) => remark.field === field.id)
    .map(
      ({ text }): PlannedRow => ({
        cells: [
          { column: LABEL, look: 'remark', text: '修正のお願い' },
          { column: FIRST, to, look: 'remark', text },
        ],
      }),
    )
  return [...remarks, ...bodyOf(field, sheet, to)]
}

function bodyOf(field: Field, sheet: WorkbookSheet, to: number): PlannedRow[] {
  if (field.type === 'bullets') return linesOf(field, sheet, to)
  const parts = partsOf(field, sheet)
  if (parts && field.type === 'promises') return promiseRows(field, sheet, parts, to, labelOf(field))
  return parts ? [...tableHead(field, sheet, parts, to), ...itemRows(field, sheet, parts, to)] : [singleRow(field, sheet, to)]
}

const labelOf = (field: Field): PlannedCell => {
  const note = [field.help, field.example && `例：${field.example}`].filter(Boolean).join('\n')
  return { column: LABEL, look: 'label', text: `${field.label}${field.required ? '（必須）' : ''}`, ...(note && { note }) }
}
const quiet = (to: number, text: string): PlannedCell => ({ column: to + 1, look: 'quiet', text: beginning(text) })

/** A file leaves what it does not take along as it is. */
const elsewhere = ({ type }: Field): string =>
  type === 'pictures'
    ? '写真はこのファイルでは扱いません。画面で加え、直してください。加えてある写真は、このファイルを読み込んでも変わりません。'
    : '決裁の判断はこのファイルでは扱いません。画面で資料を確かめて答えてください。'

function singleRow(field: Field, { entry, last }: WorkbookSheet, to: number): PlannedRow {
  const edit = (column: number, until: number, input: Input): PlannedCell => ({
    column,
    ...(until > column && { to: until }),
    look: 'edit',
    text: entry[input.name] ?? '',
    input,
  })
  const caption = (column: number, text: string): PlannedCell => ({ column, look: 'caption', text })
  if (isPageOnly(field))
    return { label: field.label, cells: [labelOf(field), { column: FIRST, to, look: 'caption', text: elsewhere(field) }] }
  const cells = (): PlannedCell[] => {
    switch (field.type) {
      case 'number':
        return [
          edit(FIRST, FIRST, { name: `${field.id}.value`, kind: 'figure' }),
          caption(FIRST + 1, '単位'),
          edit(FIRST + 2, FIRST + 2, { name: `${field.id}.unit`, kind: 'text' }),
        ]
      case 'money':
        return [edit(FIRST, FIRST, { name: field.id, kind: 'figure' }), caption(FIRST + 1, '千円')]
      case 'date':
        return [edit(FIRST, FIRST, { name: field.id, kind: 'date' }), caption(FIRST + 1, '例 2017-03-31')]
      case 'flag':
        return [edit(FIRST, FIRST, { name: field.id, kind: 'flag', choices: flagWords })]
      case 'choice':
        return [edit(FIRST, FIRST, { name: field.id, kind: 'choice', choices: field.options ?? [] })]
      default:
        return [edit(FIRST, to, { name: field.id, kind: 'text' })]
    }
  }
  return { label: field.label, cells: [labelOf(field), ...cells(), quiet(to, lastText(field, last))] }
}

function linesOf(field: Field, { entry, last }: WorkbookSheet, to: number): PlannedRow[] {
  const now = lines(entry[field.id])
  const before = lastLines(field, last)
  return free(now.length, before.length).map((index) => ({
    label: field.label,
    list: { name: field.id, label: field.label, lines: true, item: true },
    cells: [
      index === 0 ? labelOf(field) : { column: LABEL, look: 'label', text: '' },
      { column: FIRST, to, look: 'edit', text: now[index] ?? '', input: { name: '', kind: 'text' } },
      quiet(to, before[index] ?? ''),
    ],
  }))
}

const free = (now: number, before: number): number[] => [...Array(Math.max(LEAST, now + SPARE, before)).keys()]

/** The row of headings; a table's own headings and unit are written by the section. */
function tableHead(field: Field, { entry, last }: WorkbookSheet, parts: Part[], to: number): PlannedRow[] {
  const list = { name: field.id, label: field.label, lines: false, item: false }
  if (field.type !== 'table') {
    const captions = parts.map(({ caption }, index): PlannedCell => ({ column: FIRST + index, look: 'heading', text: caption }))
    return [{ list, cells: [labelOf(field), ...captions, quiet(to, '')] }]
  }
  const headings = parts.map(({ name }, index): PlannedCell => {
    const input: Input = { name: `${field.id}.columns.${name}`, kind: 'text' }
    return { column: FIRST + index, look: 'edit', text: entry[input.name] ?? '', input }
  })
  const unit: Input = { name: `${field.id}.unit`, kind: 'text' }
  const was = last.map(({ entry: before }) => parts.map(({ name }) => before[`${field.id}.columns.${name}`] ?? '').filter(Boolean))
  return [
    {
      label: `${field.label}の単位`,
      cells: [
        labelOf(field),
        { column: FIRST, look: 'edit', text: entry[unit.name] ?? '', input: unit },
        { column: FIRST + 1, look: 'caption', text: '表の単位' },
      ],
    },
    {
      label: `${field.label}の列見出し`,
      list,
      cells: [
        { column: LABEL, look: 'label', text: '　列見出し' },
        ...headings,
        quiet(to, was.map((headings) => headings.join(' ／ ')).join('\n')),
      ],
    },
  ]
}

function itemRows(field: Field, { entry, last }: WorkbookSheet, parts: Part[], to: number): PlannedRow[] {
  const now = itemsOf(field, entry)
  const before = lastItems(field, last)
  return free(now.length, before.length).map((index) => ({
    label: field.label,
    list: { name: field.id, label: field.label, lines: false, item: true },
    kept: Object.fromEntries(Object.entries(now[index] ?? {}).filter(([part]) => !parts.some(({ name }) => name === part))),
    cells: [
      { column: LABEL, look: 'label', text: '' },
      ...parts.map(
        ({ caption: _, ...input }, column): PlannedCell => ({
          column: FIRST + column,
          look: 'edit',
          text: now[index]?.[input.name] ?? '',
          input,
        }),
      ),
      quiet(to, before[index] ?? ''),
    ],
  }))
}
