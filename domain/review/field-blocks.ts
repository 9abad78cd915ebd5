import type { Field } from '../definition/schema.js'

/** A piece of a document, in the order in which it is read. */
export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'bullets'; items: string[] }
  | { kind: 'table'; columns: string[]; rows: string[][] }
  | { kind: 'page' }
  /** the pages of a PDF beside the document, which has this name */
  | { kind: 'pdf'; file: string; pages: number; title: string }

type Loose = Record<string, unknown>
const objects = (value: unknown): Loose[] =>
  Array.isArray(value) ? value.filter((one): one is Loose => typeof one === 'object' && one !== null) : []
const text = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? value.toLocaleString('ja-JP') : ''

/** A number as it is read: with its unit, or as it was written where it could not be read. */
const quantity = ({ value, unit, raw }: Loose, own = ''): string => {
  const said = typeof value === 'number' ? `${text(value)}${text(unit) || own}` : ''
  return said === '' ? text(raw) : text(raw) === '' || text(raw) === said ? said : `${said}（${text(raw)}）`
}

const rawOf = (raw: unknown, cell: 'target' | 'actual'): string =>
  typeof raw === 'object' && raw !== null ? text((raw as Loose)[cell]) : ''

function indicatorBlocks(value: unknown): Block[] {
  return objects(value).flatMap((one): Block[] => [
    {
      kind: 'text',
      text: `指標：${text(one['name'])}${text(one['unit']) ? `（${text(one['unit'])}）` : ''}${text(one['note']) ? `　${text(one['note'])}` : ''}`,
    },
    {
      kind: 'table',
      columns: ['年度', '目標', '実績'],
      rows: objects(one['values']).map(({ fiscalYear, target, actual, raw }) => [
        `${String(fiscalYear)}年度`,
        text(target) || rawOf(raw, 'target') || '―',
        text(actual) || rawOf(raw, 'actual') || (typeof raw === 'string' ? raw : '') || '―',
      ]),
    },
  ])
}

/** What a field holds, for a document that is read on paper. Empty: nothing was written, or it is shown elsewhere (opinions, Actions, members' words). */
export function fieldBlocks(field: Field, value: unknown): Block[] {
  if (value === undefined || value === null || value === '') return []
  const loose = value as Loose
  switch (field.type) {
    case 'text':
    case 'date':
      return [{ kind: 'text', text: text(value) }]
    case 'choice':
      return [{ kind: 'text', text: field.options?.find(({ id }) => id === value)?.label ?? text(value) }]
    case 'flag':
      return [{ kind: 'text', text: value === true ? 'はい' : 'いいえ' }]
    case 'bullets':
      return Array.isArray(value) && value.length > 0 ? [{ kind: 'bullets', items: value.map(text) }] : []
    case 'number':
      return [{ kind: 'text', text: quantity(loose) }]
    case 'money':
      return [{ kind: 'text', text: quantity(loose, '千円') }]
    case 'indicators':
      return indicatorBlocks(value)
    case 'figures':
      return [{ kind: 'table', columns: ['項目', '値'], rows: objects(value).map((one) => [text(one['label']), quantity(one)]) }]
    case 'table': {
      const columns = Array.isArray(loose['columns']) ? loose['columns'].map(text) : []
      const rows = Array.isArray(loose['rows']) ? loose['rows'].map((row) => columns.map((_, at) => text((row as unknown[])[at]))) : []
      return columns.length > 0 ? [{ kind: 'table', columns, rows }] : []
    }
    case 'pictures':
      return [{ kind: 'text', text: `（写真${objects(value).length}枚。画面で御覧ください。）` }]
    default:
      return []
  }
}
