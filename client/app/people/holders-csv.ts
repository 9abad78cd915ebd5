import { parse } from 'csv-parse/sync'
import { type CityDate, isDate } from '../../../domain/calendar/instants.js'
import { tidy, tidyAddress } from './directory-change.js'

/** Columns of a file of holders, as its first line names them. */
export const holderColumns = [
  '局',
  '課コード',
  '課',
  '職コード',
  '職',
  '役割',
  '職のメール',
  '氏名',
  'メール',
  '種別',
  '開始日',
  '終了日',
] as const
type Column = (typeof holderColumns)[number]

/** A line of the file: a post, and who holds it unless it is vacant. */
export interface HolderRow {
  /** its line in the file, the heading being 1 */
  line: number
  bureau: string
  department: string
  departmentName: string
  post: string
  title: string
  role: string
  mailbox: string
  name: string
  email: string
  kind: 'holder' | 'deputy'
  from: CityDate | null
  until: CityDate | null
}

/** What is wrong with a line, with its remedy. `line` 0: the file as a whole. */
export interface RowFault {
  line: number
  problem: string
}

/** The largest file that is read, in bytes: some thousands of posts. */
export const largestFile = 1_000_000
const mostRows = 3_000

/** The file's text: UTF-8 with or without its mark, or Shift_JIS as spreadsheets write it. Null: neither. */
export function decodeFile(bytes: Uint8Array): string | null {
  for (const encoding of ['utf-8', 'shift_jis']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {}
  }
  return null
}

/**
 * Reads a file of holders. Every line is looked at, so that all faults are told at once.
 * @param roles id and name: the file may give either
 */
export function readHolders(text: string, roles: [string, string][]): { rows: HolderRow[]; faults: RowFault[] } {
  const whole = (problem: string) => ({ rows: [], faults: [{ line: 0, problem }] })
  let records: { record: string[]; info: { lines: number } }[]
  try {
    records = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
    }) as unknown as typeof records
  } catch (error) {
    const line = (error as { lines?: number }).lines
    return whole(`${line ? `${line}行目で、` : ''}CSVとして読めません。引用符（"）が閉じているか確かめてください。`)
  }
  const heading = records[0]?.record.map(tidy) ?? []
  const missing = holderColumns.filter((column) => !heading.includes(column))
  if (missing.length > 0)
    return whole(`見出しに「${missing.join('」「')}」がありません。1行目に「${holderColumns.join(',')}」と書いてください。`)
  const unknown = heading.filter((word) => word !== '' && !holderColumns.some((column) => column === word))
  if (unknown.length > 0) return whole(`見出し「${unknown.join('」「')}」は読めません。その列を取り除いてください。`)
  if (records.length === 1) return whole('職が一行もありません。見出しの下に、一行に一人ずつ書いてください。')
  if (records.length > mostRows + 1) return whole(`行が${mostRows}を超えています。局ごとなどに分けてください。`)
  const faults: RowFault[] = []
  const rows = records.slice(1).flatMap(({ record, info }) => {
    const cell = (column: Column) => tidy(record[heading.indexOf(column)] ?? '')
    const read = rowOf(info.lines, cell, roles)
    faults.push(...read.problems.map((problem) => ({ line: info.lines, problem })))
    return read.problems.length > 0 ? [] : [read.row]
  })
  return { rows, faults }
}

function rowOf(line: number, cell: (column: Column) => string, roles: [string, string][]): { row: HolderRow; problems: string[] } {
  const problems: string[] = []
  const must = (column: Column): string => {
    const value = cell(column)
    if (value === '') problems.push(`「${column}」がありません。書いてください。`)
    return value
  }
  const day = (column: Column): CityDate | null => {
    const value = cell(column)
    const date = value === '' ? null : readDay(value)
    if (date === undefined) problems.push(`「${column}」の「${value}」を日付として読めません。2026-04-01 のように書いてください。`)
    return date ?? null
  }
  const said = must('役割')
  const role = roles.find(([id, word]) => id === said || word === said)?.[0]
  if (said !== '' && role === undefined)
    problems.push(`役割「${said}」はありません。「${roles.map(([, word]) => word).join('」「')}」のどれかを書いてください。`)
  const kind = cell('種別')
  if (!['', '本務', '代理'].includes(kind)) problems.push(`種別「${kind}」を読めません。「本務」か「代理」と書いてください。`)
  const [name, email] = [cell('氏名'), tidyAddress(cell('メール'))]
  if ((name === '') !== (email === ''))
    problems.push(`「${name === '' ? '氏名' : 'メール'}」がありません。誰も就いていない職は、氏名もメールも空にしてください。`)
  const row: HolderRow = {
    line,
    bureau: must('局'),
    department: tidyAddress(must('課コード')),
    departmentName: must('課'),
    post: tidyAddress(must('職コード')),
    title: must('職'),
    role: role ?? '',
    // Empty: the post has none, and its mail goes to whoever holds it.
    mailbox: tidyAddress(cell('職のメール')),
    name,
    email,
    kind: kind === '代理' ? 'deputy' : 'holder',
    from: day('開始日'),
    until: day('終了日'),
  }
  return { row, problems }
}

const eras: Record<string, number> = { 令和: 2018, R: 2018, 平成: 1988, H: 1988 }

/** 2026-04-01, 2026/4/1, 2026年4月1日, 令和8年4月1日, R8.4.1. Undefined: no such day. */
function readDay(text: string): CityDate | undefined {
  const [, era, year, month, date] = /^(令和|平成|R|H)?(\d{1,4}|元)[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/u.exec(text.normalize('NFKC')) ?? []
  if (!year || !month || !date || (!era && year.length !== 4)) return undefined
  const full = (era ? (eras[era] ?? 0) : 0) + (year === '元' ? 1 : Number(year))
  const day = `${String(full).padStart(4, '0')}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  return isDate(day) ? day : undefined
}
