import {
  cellText,
  fieldWords,
  formKeys,
  keysIn,
  kindWords,
  type RegisterField,
  type RegisterNames,
  type RegisterRow,
  registerFields,
} from './row.js'

/** One line of a file, as its reader found it: where it begins (from 1) and its cells. */
export interface TableLine {
  line: number
  cells: string[]
}

/** Something that cannot be read: the line of the file (from 1), the column's heading, and what to write instead. */
export interface TableFault {
  line: number
  column: string
  text: string
}

/** A register as a table with its headings, ready for a file. */
export const registerTable = (rows: RegisterRow[], names: RegisterNames): string[][] => [
  registerFields.map((field) => fieldWords[field]),
  ...rows.map((row) => registerFields.map((field) => cellText(row, field, names))),
]

const plain = (text: string): string => text.normalize('NFKC').trim()
const yes = new Set(['はい', '○', '◯', '〇', '1', 'true', 'yes', '対象', '有', '重点'])
const no = new Set(['いいえ', '×', '✕', '0', 'false', 'no', '対象外', '無', '-', ''])

/**
 * Reads a table back: headings in the first line, in any order. Departments and forms may be named by word or by key. Either
 * all lines can be read or every fault is told at once; whether they fit the year is for `rowFaults`.
 * @param known lines of last year: their components are carried along by key
 * @returns `unread`: headings of columns that are not part of a register and were left aside
 */
export function readRegisterTable(
  lines: TableLine[],
  names: RegisterNames,
  known: RegisterRow[],
): { rows: RegisterRow[]; lineOf: number[]; faults: TableFault[]; unread: string[] } {
  const [head, ...body] = lines
  if (!head) return { rows: [], lineOf: [], unread: [], faults: [{ line: 1, column: '', text: 'ファイルに何も書かれていません。' }] }
  const headings = head.cells.map(plain)
  const place = new Map(registerFields.map((field) => [field, headings.indexOf(plain(fieldWords[field]))]))
  const faults: TableFault[] = registerFields
    .filter((field) => place.get(field) === -1)
    .map((field) => ({
      line: head.line,
      column: fieldWords[field],
      text: `見出し「${fieldWords[field]}」の列がありません。列を足してください。値がなければ空で構いません。`,
    }))
  const unread = headings.filter((heading) => heading !== '' && !registerFields.some((field) => plain(fieldWords[field]) === heading))
  if (faults.length > 0) return { rows: [], lineOf: [], faults, unread }
  const written = body.filter(({ cells }) => cells.some((cell) => plain(cell) !== ''))
  const rows = written.map(({ line, cells }) => {
    const cell = (field: RegisterField) => unguarded((cells[place.get(field) ?? -1] ?? '').trim())
    return readRow(cell, names, known, (field, text) => faults.push({ line, column: fieldWords[field], text }))
  })
  if (rows.length === 0) faults.push({ line: head.line, column: '', text: '施策の行が一つもありません。2行目から施策を書いてください。' })
  return { rows, lineOf: written.map(({ line }) => line), faults, unread }
}

/** A text that a spreadsheet would reckon is written with an apostrophe before it. */
const unguarded = (text: string): string => (/^'[=+\-@]/.test(text) ? text.slice(1) : text)

function readRow(
  cell: (field: RegisterField) => string,
  names: RegisterNames,
  known: RegisterRow[],
  refuse: (field: RegisterField, text: string) => void,
): RegisterRow {
  const key = plain(cell('key'))
  const flag = (field: 'verified' | 'priority'): boolean => {
    const text = plain(cell(field)).toLowerCase()
    if (!yes.has(text) && !no.has(text)) refuse(field, `「${cell(field)}」を読めません。はい か いいえ で書いてください。`)
    return yes.has(text)
  }
  const chosen = (field: 'department' | 'form', all: { key: string; name: string }[]): string => {
    const text = plain(cell(field))
    const found = all.filter((one) => one.key === text || plain(one.name) === text)
    if (found.length !== 1)
      refuse(field, `「${cell(field)}」${found.length === 0 ? 'はありません' : 'は一つに決まりません'}。${choiceWords(all)}`)
    return found[0]?.key ?? text
  }
  const article = plain(cell('article')).replace(/^第?(\d+)条?$/, '$1')
  if (!/^[1-9]\d{0,3}$/.test(article)) refuse('article', `「${cell('article')}」を読めません。条の番号を 12 のように書いてください。`)
  const kind = plain(cell('kind'))
  const kinds = Object.entries(kindWords) as [RegisterRow['kind'], string][]
  const named = kinds.find(([id, word]) => kind === word || kind === id)?.[0]
  if (!named && kind !== '') refuse('kind', `「${cell('kind')}」を読めません。施策 か 取組 で書いてください。`)
  return {
    key,
    kind: named ?? 'programme',
    article: Number(article) || 0,
    name: cell('name'),
    department: chosen('department', names.departments),
    verified: flag('verified'),
    priority: flag('priority'),
    form: chosen('form', formKeys(names.forms)),
    sharedWith: plain(cell('sharedWith')) || null,
    components: known.find((row) => row.key === key)?.components ?? [],
    continues: keysIn(cell('continues')),
    note: cell('note'),
  }
}

const choiceWords = (all: { key: string; name: string }[]): string =>
  all.length <= 20 ? `${all.map(({ name }) => name).join('、')}のどれかを書いてください。` : '一覧にある名前を書いてください。'
