import { FAULT } from './plain-cells.js'
import { readGrids } from './read-grids.js'
import type { TableReading } from './read-workbook.js'
import { unpack } from './unpack.js'
import { Unreadable } from './unreadable.js'

/** Reads the first sheet that holds anything as a table; to be called where it may run out of memory or time without harm. @throws Unreadable */
export async function readTableParts(file: Buffer): Promise<TableReading> {
  const grids = await readGrids(await unpack(file))
  const grid = grids.find(({ rows }) => rows.some((row) => row.some(({ text }) => text.trim() !== '')))
  if (!grid) throw new Unreadable('シートに何も書かれていません。表のあるファイルを選び直してください。')
  grid.rows.forEach((row, line) => {
    const at = row.findIndex(({ text }) => text.includes(FAULT))
    if (at >= 0)
      throw new Unreadable(
        `シート「${grid.name}」の${line + 1}行目の${at + 1}列目は、誤りのある数式か、見えるとおりに読めない書式です。値だけを貼り付けて、読み込んでください。`,
      )
  })
  return { ok: true, rows: grid.rows.map((row) => row.map(({ text }) => text)) }
}
