import type { Field } from '../../domain/definition/schema.js'
import type { Entry } from '../../domain/sheet/entry.js'
import type { WorkbookSheet } from './sheet-plan.js'

/** What travels beside a cell unseen (domain/sheet): alone it makes no row. */
const companion = /\.(written|read)$/

/** The rows of a list field that hold something, in order, each as part → text. */
export function itemsOf(field: Field, entry: Entry): Record<string, string>[] {
  const form = new RegExp(`^${field.id}\\.(\\d+)\\.(.+)$`)
  const rows = new Map<number, Record<string, string>>()
  for (const [name, text] of Object.entries(entry)) {
    const [, index, part] = form.exec(name) ?? []
    if (index === undefined || part === undefined || text.trim() === '') continue
    rows.set(Number(index), { ...rows.get(Number(index)), [part]: text })
  }
  return [...rows]
    .sort(([one], [other]) => one - other)
    .map(([, row]) => row)
    .filter((row) => Object.keys(row).some((part) => !companion.test(part)))
}

/** Texts of last year, under the name of whose they are where that is not the subject itself. */
const told = (last: WorkbookSheet['last'], texts: (entry: Entry) => string[]): string[] =>
  last.flatMap(({ from, entry }) => {
    const own = texts(entry)
    return own.length > 0 && from !== '' ? [`【${from}】`, ...own] : own
  })

/** Last year's rows of a list, each as one line for reading. */
export const lastItems = (field: Field, last: WorkbookSheet['last']): string[] =>
  told(last, (entry) => itemsOf(field, entry).map((row) => lineOf(field, row)))

/** Last year's lines of a list of texts. */
export const lastLines = (field: Field, last: WorkbookSheet['last']): string[] => told(last, (entry) => lines(entry[field.id]))

export const lines = (text: string | undefined): string[] => (text ?? '').split(/\r\n?|\n/).filter((line) => line.trim() !== '')

function lineOf(field: Field, row: Record<string, string>): string {
  if (field.type === 'indicators') {
    const years = [...new Set(Object.keys(row).flatMap((part) => /^\d{4}(?=\.)/.exec(part)?.[0] ?? []))].sort()
    const figures = years.map((year) => `${year}年度 目標 ${row[`${year}.target`] ?? '―'}・実績 ${row[`${year}.actual`] ?? '―'}`)
    return `${row.name ?? ''}${row.unit ? `（${row.unit}）` : ''} ${figures.join('、')}`
  }
  if (field.type === 'figures') return `${row.label ?? ''} ${row.value ?? ''} ${row.unit ?? ''}`.trim()
  if (field.type === 'table')
    return Object.entries(row)
      .filter(([part]) => /^\d+$/.test(part))
      .sort(([one], [other]) => Number(one) - Number(other))
      .map(([, text]) => text)
      .join(' ／ ')
  return row.text ?? ''
}

/** Last year's content of a field of one value, for reading. */
export const lastText = (field: Field, last: WorkbookSheet['last']): string =>
  told(last, (entry) => [textOf(field, entry)].filter((text) => text !== '')).join('\n')

function textOf(field: Field, last: Entry): string {
  const text = last[field.id] ?? ''
  switch (field.type) {
    case 'number':
      return `${last[`${field.id}.value`] ?? ''} ${last[`${field.id}.unit`] ?? ''}`.trim()
    case 'money':
      return text && `${text} 千円`
    case 'flag':
      return text === 'on' ? 'はい' : ''
    case 'choice':
      return field.options?.find(({ id }) => id === text)?.label ?? text
    default:
      return text
  }
}
