import readSheets from 'read-excel-file/universal'
import { ZipFile } from 'yazl'
import { numberStyles, plainCells, plainNumber } from './plain-cells.js'
import { Unreadable } from './unreadable.js'

/** One worksheet: texts by row and column, both counted from 1. A number keeps that it was one: it may be a day's serial. */
export interface Grid {
  name: string
  rows: { text: string; serial?: number }[][]
}

/**
 * The worksheets of an unpacked workbook, hidden ones included. What is handed to the reader is packed anew from what was counted:
 * it never sees the file itself.
 * @throws Unreadable when the reader cannot make sense of it
 */
export async function readGrids(parts: Map<string, Buffer>): Promise<Grid[]> {
  const styles = numberStyles(parts.get('xl/styles.xml')?.toString('utf8') ?? '')
  const plain = [...parts].map(
    ([name, part]) => [name, /^xl\/worksheets\//.test(name) ? Buffer.from(plainCells(part.toString('utf8'), styles)) : part] as const,
  )
  const file = await pack(plain)
  try {
    const sheets = await readSheets(file, { trim: false })
    return sheets.map(({ sheet, data }) => ({ name: sheet, rows: ((data ?? []) as unknown[][]).map((row) => row.map(cellOf)) }))
  } catch {
    throw new Unreadable('Excelファイルの中身を読めませんでした。Excelで開いて、もう一度保存し直してから、読み込んでください。')
  }
}

function cellOf(value: unknown): { text: string; serial?: number } {
  if (typeof value === 'string') return { text: value.replace(/\r\n?/g, '\n') }
  if (typeof value === 'number') return { text: plainNumber(value), serial: value }
  if (typeof value === 'boolean') return { text: value ? 'TRUE' : 'FALSE' }
  if (value instanceof Date) return { text: dayOf(value) }
  return { text: '' }
}

/** A day, or an instant where the cell holds a time of day. */
export function dayOf(date: Date): string {
  if (Number.isNaN(date.getTime())) return ''
  const [day = '', time = ''] = date.toISOString().split('T')
  return time.startsWith('00:00:00') ? day : `${day} ${time.slice(0, 5)}`
}

async function pack(parts: (readonly [string, Buffer])[]): Promise<ArrayBuffer> {
  const zip = new ZipFile()
  for (const [name, part] of parts) zip.addBuffer(part, name, { compress: false })
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk as Buffer))
  return new Uint8Array(Buffer.concat(chunks)).buffer
}
