/** One cell of a list for spreadsheets. Null is empty; true is ○, false empty. */
export type Cell = string | number | boolean | null

/**
 * A spreadsheet runs a text that begins with one of these as a formula (CSV injection), so such a text is led by an apostrophe.
 * Numbers stay numbers.
 */
const cellText = (cell: Cell): string => {
  if (cell === null) return ''
  if (typeof cell === 'boolean') return cell ? '○' : ''
  const text = typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : String(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Rows as a file for spreadsheets: RFC 4180 with a byte order mark, without which Excel in Japan reads UTF-8 as Shift_JIS. */
export const csv = (rows: Cell[][]): string => `\ufeff${rows.map((row) => row.map(cellText).join(',')).join('\r\n')}\r\n`
