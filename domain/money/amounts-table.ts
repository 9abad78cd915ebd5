import { isDate } from '../calendar/instants.js'
import type { TableFault, TableLine } from '../register/register-table.js'
import { readDate } from '../sheet/written-date.js'
import { type ImportedAmount, kindWords, type MoneyKind } from './imported-amount.js'

/** Headings of a file of amounts. */
export const amountColumns = ['施策番号', '施策名', '区分', '年度', '金額', '単位', '基準日', '備考'] as const
type Column = (typeof amountColumns)[number]

/** Columns that a file may leave out. */
const spare: Column[] = ['施策名', '備考']

export interface AmountLine extends ImportedAmount {
  line: number
}

export interface AmountTable {
  rows: AmountLine[]
  faults: TableFault[]
  /** what to look at: names that differ from the register's */
  doubts: { line: number; text: string }[]
}

const plain = (text: string): string => text.normalize('NFKC').trim()
const squeezed = (text: string): string => plain(text).replace(/\s+/g, '')

/**
 * Reads the lines of a finance system's file. Every line is looked at, so that all faults are told at once.
 * @param programmes of the year's register: key → name
 */
export function readAmounts([head, ...body]: TableLine[], programmes: Map<string, string>): AmountTable {
  const whole = (text: string): AmountTable => ({ rows: [], faults: [{ line: head?.line ?? 1, column: '', text }], doubts: [] })
  const headings = head?.cells.map((cell) => plain(cell).replace(/^\uFEFF/, '')) ?? []
  const missing = amountColumns.filter((column) => !spare.includes(column) && !headings.includes(column))
  if (missing.length > 0)
    return whole(`見出し「${missing.join('」「')}」の列がありません。1行目に「${amountColumns.join(',')}」と書いてください。`)
  const lines = body.filter(({ cells }) => cells.some((cell) => plain(cell) !== ''))
  if (lines.length === 0) return whole('金額の行が一つもありません。2行目から一行に一つずつ書いてください。')
  const table: AmountTable = { rows: [], faults: [], doubts: [] }
  const seen = new Map<string, number>()
  for (const { line, cells } of lines) {
    const cell = (column: Column) => plain(cells[headings.indexOf(column)] ?? '')
    const row = readLine(line, cell, programmes, table)
    if (!row) continue
    const key = [row.programme, row.kind, row.fiscalYear].join(' ')
    const first = seen.get(key)
    if (first === undefined) table.rows.push(row)
    else
      table.faults.push({
        line,
        column: '',
        text: `${first}行目と同じ施策・区分・年度です。事業に分かれているときは、合計を一行に書いてください。`,
      })
    seen.set(key, first ?? line)
  }
  return table
}

function readLine(
  line: number,
  cell: (column: Column) => string,
  programmes: Map<string, string>,
  { faults, doubts }: AmountTable,
): AmountLine | null {
  const before = faults.length
  const refuse = (column: Column, text: string) => void faults.push({ line, column, text })
  const programme = cell('施策番号')
  const name = programmes.get(programme)
  if (name === undefined) refuse('施策番号', `「${programme}」は、この年度の名簿にありません。番号を確かめてください。`)
  else if (cell('施策名') !== '' && squeezed(cell('施策名')) !== squeezed(name))
    doubts.push({ line, text: `施策名「${cell('施策名')}」は、名簿では「${name}」です。番号が正しいか確かめてください。` })
  const kind = kindOf(cell('区分'))
  if (!kind) refuse('区分', `「${cell('区分')}」を読めません。${Object.values(kindWords).join('、')}のどれかを書いてください。`)
  const fiscalYear = yearOf(cell('年度'))
  if (fiscalYear === null) refuse('年度', `「${cell('年度')}」を読めません。2016 か 平成28 のように書いてください。`)
  const value = thousands(cell('金額'), cell('単位'))
  if (typeof value === 'string')
    refuse(value === 'unit' ? '単位' : '金額', valueWords[value].replace('…', cell(value === 'unit' ? '単位' : '金額')))
  const asOf = readDate(cell('基準日'))
  if (!isDate(asOf)) refuse('基準日', `「${cell('基準日')}」を日付として読めません。2017-05-31 のように書いてください。`)
  const note = cell('備考')
  if (note.length > 200) refuse('備考', '200字以内にしてください。')
  if (faults.length > before || !kind || fiscalYear === null || typeof value === 'string') return null
  return { line, programme, kind, fiscalYear, value, asOf, note }
}

const valueWords = {
  unit: '「…」を読めません。千円 か 円 と書いてください。',
  figure: '「…」を金額として読めません。3441 か 3,441 か △120 のように、数だけを書いてください。',
}

function kindOf(text: string): MoneyKind | null {
  const kinds = Object.entries(kindWords) as [MoneyKind, string][]
  return kinds.find(([, word]) => text === word || text === `${word}予算` || text === `${word}額`)?.[0] ?? null
}

const eras: Record<string, number> = { 平成: 1988, H: 1988, 令和: 2018, R: 2018 }

/** 2016, 2016年度, 平成28年度, H28, 令和元 */
function yearOf(text: string): number | null {
  const [, era, year = ''] = /^(平成|令和|H|R)?(元|\d{1,4})(?:年度?)?$/i.exec(text.replace(/\s+/g, '')) ?? []
  const number = (era ? (eras[era.toUpperCase()] ?? 0) : 0) + (year === '元' ? 1 : Number(year))
  return number >= 1950 && number <= 2200 ? number : null
}

/** Thousand yen; what is under a thousand is cut off, as the finance system's own tables do. */
function thousands(text: string, unit: string): number | 'unit' | 'figure' {
  const yen = unit === '千円' ? 1000 : unit === '円' ? 1 : null
  if (yen === null) return 'unit'
  const [, sign = '', digits = ''] = /^([△▲−-]?)(\d+|\d{1,3}(?:,\d{3})+)$/.exec(text) ?? []
  const value = Math.trunc((Number(digits.replaceAll(',', '')) * yen) / 1000)
  if (digits === '' || value > 1e12) return 'figure'
  return sign !== '' && value !== 0 ? -value : value
}
