import { CsvError, parse } from 'csv-parse/sync'
import { registerTable, type TableFault, type TableLine } from '../../../domain/register/register-table.js'
import type { RegisterNames, RegisterRow } from '../../../domain/register/row.js'

/**
 * The lines of a CSV file as spreadsheets in Japan save it: UTF-8 (with or without byte order mark) or Shift_JIS; comma, tab or
 * semicolon. Each line with the number at which it begins.
 */
export function csvLines(bytes: Uint8Array): { lines: TableLine[]; fault: TableFault | null } {
  const text = decoded(bytes)
  const refused = (line: number, text: string) => ({ lines: [], fault: { line, column: '', text } })
  if (text === null) return refused(1, '文字を読めません。CSV（UTF-8）かCSV（コンマ区切り）の形式で保存し直してください。')
  try {
    const records = parse(text, {
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as {
      record: string[]
      info: { lines: number }
    }[]
    return { lines: numbered(records), fault: null }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return refused(
      Number((error as { lines?: number }).lines ?? 1),
      '引用符（"）の対応が取れていません。この行か直前の行を直してください。',
    )
  }
}

/** csv-parse counts the lines up to a record's end; a cell may hold line breaks, so a record begins after its predecessor's end. */
const numbered = (records: { record: string[]; info: { lines: number } }[]): TableLine[] =>
  records.map(({ record, info }) => ({
    line: info.lines - record.reduce((n, cell) => n + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0),
    cells: record,
  }))

/** Text that holds NUL is no text: it is how workbooks and UTF-16 look when read as something else. */
function decoded(bytes: Uint8Array): string | null {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : null
  for (const label of encoding ? [encoding] : ['utf-8', 'shift_jis']) {
    try {
      const text = new TextDecoder(label, { fatal: true }).decode(bytes)
      return text.includes('\0') ? null : text
    } catch {
      // not this one
    }
  }
  return null
}

function delimiterOf(text: string): string {
  const head = text.split(/\r\n|\r|\n/, 1)[0] ?? ''
  return ['\t', ';'].find((mark) => head.includes(mark) && !head.includes(',')) ?? ','
}

// A cell that begins like a formula would be reckoned by a spreadsheet.
const cell = (value: string): string => {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A register as a file for spreadsheets (RFC 4180, UTF-8 with a byte order mark so that they read the Japanese). */
export const registerCsv = (rows: RegisterRow[], names: RegisterNames): string =>
  `\uFEFF${registerTable(rows, names)
    .map((line) => `${line.map(cell).join(',')}\r\n`)
    .join('')}`
