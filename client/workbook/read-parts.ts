import { type Book, type Layout, MAP_SHEET, readBook, START_KEY } from './layout.js'
import { type Grid, readGrids } from './read-grids.js'
import { readSheet, straysOn } from './read-sheet.js'
import type { WorkbookReading } from './read-workbook.js'
import { unpack } from './unpack.js'
import { Unreadable } from './unreadable.js'

/** Sentences about faults, as many as a person reads. */
const FAULTS = 20
const STRAYS = 100

/** Reads a whole file; to be called where it may run out of memory or time without harm. @throws Unreadable */
export async function readParts(file: Buffer): Promise<WorkbookReading> {
  const grids = await readGrids(await unpack(file))
  const book = bookOf(grids)
  const found = new Map<Layout, Grid>()
  const strays: string[] = []
  for (const grid of grids) {
    const key = grid.rows[0]?.[0]?.text ?? ''
    const layout = book.sheets.find(({ id }) => id === key)
    const twin = layout && found.get(layout)
    if (twin)
      throw new Unreadable(`シート「${twin.name}」と「${grid.name}」は同じ照会のシートです。どちらか一つにして、読み込んでください。`)
    if (layout) found.set(layout, grid)
    else if (grid.name !== MAP_SHEET) strays.push(...straysOn(grid, key === START_KEY ? book.start : {}))
  }
  if (found.size === 0)
    throw new Unreadable(
      '書き込むシートが見つかりません。シートの1行目かA列（どちらも隠れています）がなくなっています。画面からもう一度ダウンロードし、内容を写してください。',
    )
  const readings = [...found].map(([layout, grid]) => ({ id: layout.id, revision: layout.revision, ...readSheet(grid, layout) }))
  const problems = readings.flatMap((reading) => reading.problems)
  if (problems.length > 0) throw new Unreadable(sentences(problems))
  strays.push(...readings.flatMap((reading) => reading.strays))
  return {
    ok: true,
    sheets: readings.map(({ id, revision, entry }) => ({ id, revision, entry })),
    strays: strays.length > STRAYS ? [...strays.slice(0, STRAYS), `ほか${strays.length - STRAYS}か所`] : strays,
    missing: book.sheets.filter((layout) => !found.has(layout)).map(({ id, title }) => ({ id, title })),
  }
}

const sentences = (problems: string[]): string =>
  [
    ...problems.slice(0, FAULTS),
    ...(problems.length > FAULTS ? [`ほか${problems.length - FAULTS}か所にも直すところがあります。`] : []),
  ].join('\n')

function bookOf(grids: Grid[]): Book {
  const map = grids.find(({ name }) => name === MAP_SHEET)
  if (!map)
    throw new Unreadable(
      '画面からダウンロードしたファイルではありません（管理用のシートがありません）。画面からダウンロードし、内容を写してください。',
    )
  const column = map.rows.map((row) => row[0]?.text ?? '')
  while (column.at(-1) === '') column.pop()
  const book = readBook(column)
  if (typeof book === 'string') throw new Unreadable(book)
  return book
}
