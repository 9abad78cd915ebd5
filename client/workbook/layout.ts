import { createHash } from 'node:crypto'
import { z } from 'zod'

/**
 * What a workbook remembers about itself, in its hidden sheet: which cell is which name of which entry. Rows and columns are those
 * of the day it was written; every sheet carries them as hidden keys (column A, row 1), so that what was inserted, moved or renamed
 * since is understood. All of it comes back from outside: it is read like any other input, and decides nothing about who may write.
 */

/** The form of the workbook. Another number: written by another version of the program, refused with a sentence. */
export const WORKBOOK_FORM = 'workbook/1'
export const MAP_SHEET = 'junkan'
export const START_KEY = 'junkan/start'

const position = z.number().int().min(1).max(20_000)
const name = z.string().regex(/^[A-Za-z0-9.]{0,80}$/)
const choice = z.strictObject({ id: z.string().max(100), label: z.string().max(1000) })
const input = {
  column: position,
  kind: z.enum(['text', 'figure', 'date', 'flag', 'choice']),
  choices: z.array(choice).optional(),
}
const kept = z.record(name, z.string())
const slot = z.strictObject({ ...input, name, row: position, label: z.string() })
const list = z.strictObject({
  name,
  label: z.string(),
  /** true: each row is one line of one text */
  lines: z.boolean(),
  /** all its rows, its heading included, and those of them that are items */
  from: position,
  to: position,
  items: position,
  parts: z.array(z.strictObject({ ...input, part: name })),
  /** by row: parts of that item that no cell shows */
  kept: z.record(z.string(), kept),
})
const layout = z.strictObject({
  id: z.string().min(1).max(500),
  revision: z.number().int().min(0),
  title: z.string(),
  slots: z.array(slot),
  lists: z.array(list),
  /** entry names of the fields that no cell shows; they come back as they were */
  kept,
  /** what else was written on the sheet: address → mark of the text. Anything that differs was written by a person. */
  printed: z.record(z.string(), z.string()),
})
const book = z.strictObject({ sheets: z.array(layout).max(200), start: z.record(z.string(), z.string()) })

export type Choice = z.output<typeof choice>
export type Slot = z.output<typeof slot>
export type List = z.output<typeof list>
export type Layout = z.output<typeof layout>
export type Book = z.output<typeof book>

const hash = (text: string) => createHash('sha256').update(text).digest('hex')

/** The mark of a printed text: enough to tell whether somebody wrote over it. */
export const markOf = (text: string): string => hash(text.replace(/\r\n?/g, '\n')).slice(0, 8)

/** The column of the hidden sheet that holds a book: the form, its hash, and the book itself in pieces that fit into cells. */
export function writeBook(written: Book): string[] {
  const text = JSON.stringify(written)
  const pieces = text.match(/[\s\S]{1,15000}/gu) ?? []
  return [WORKBOOK_FORM, hash(text), ...pieces]
}

/** The book in that column; otherwise a sentence for the person who brought the file. */
export function readBook(column: string[]): Book | string {
  const [form, mark, ...pieces] = column
  if (form !== WORKBOOK_FORM)
    return `このファイルの形式（${form?.slice(0, 40) || '不明'}）は読めません。画面からもう一度ダウンロードし、内容を写してください。`
  const damaged = 'このファイルの見えない管理用シートが書き換えられています。画面からもう一度ダウンロードし、内容を写してください。'
  const text = pieces.join('')
  if (hash(text) !== mark) return damaged
  try {
    return book.parse(JSON.parse(text))
  } catch {
    return damaged
  }
}

/** `AB12` of row 12, column 28. */
export const addressOf = (row: number, column: number): string => `${lettersOf(column)}${row}`

export const lettersOf = (column: number): string => {
  const rest = (column - 1) % 26
  const letter = String.fromCharCode(65 + rest)
  return column > 26 ? `${lettersOf((column - 1 - rest) / 26)}${letter}` : letter
}
