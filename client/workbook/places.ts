import { lettersOf } from './layout.js'
import type { Grid } from './read-grids.js'

/** Where the rows and columns of the day it was written stand now. */
export interface Places {
  rowOf: (key: number) => number | undefined
  columnOf: (original: number) => number | undefined
  /** the key of a row that stands now; undefined for inserted rows and for copies of another row */
  rowKey: (row: number) => number | undefined
  columnKey: (column: number) => string | undefined
  /** the rows of a stretch in their present order, inserted ones included */
  rowsWithin: (from: number, to: number) => { row: number; key?: number }[]
}

/** @param still true: a sheet without keys, on which nothing was expected to move */
export function placesOf(grid: Grid, still = false): Places {
  const keys = still ? new Map(grid.rows.map((_, index) => [index + 1, index + 1])) : rowKeys(grid)
  const rows = new Map([...keys].map(([row, key]) => [key, row]))
  const letters = new Map<number, string>()
  const columns = new Map<string, number>()
  const width = Math.max(0, ...grid.rows.map((row) => row.length))
  for (let column = 2; column <= width; column += 1) {
    const letter = still ? lettersOf(column) : (grid.rows[0]?.[column - 1]?.text ?? '')
    if (!/^[A-Z]{1,3}$/.test(letter) || columns.has(letter)) continue
    letters.set(column, letter)
    columns.set(letter, column)
  }
  const owners = ownersOf(grid, keys)
  return {
    rowOf: (key) => rows.get(key),
    columnOf: (original) => columns.get(lettersOf(original)),
    rowKey: (row) => keys.get(row),
    columnKey: (column) => letters.get(column),
    rowsWithin: (from, to) =>
      owners.flatMap(({ row, owner }) => {
        if (owner === undefined || owner < from || owner > to) return []
        const key = keys.get(row)
        return [{ row, ...(key !== undefined && { key }) }]
      }),
  }
}

/** Row → its key. Of two rows with one key the first has it: the other is a copy of it. */
function rowKeys({ rows }: Grid): Map<number, number> {
  const keys = new Map<number, number>()
  const seen = new Set<number>()
  rows.forEach((cells, index) => {
    const key = Number(cells[0]?.text || Number.NaN)
    if (index === 0 || !Number.isInteger(key) || key < 2 || seen.has(key)) return
    seen.add(key)
    keys.set(index + 1, key)
  })
  return keys
}

/** Each row with the key of the nearest row above that has one: an inserted row belongs to what it was inserted in. */
function ownersOf({ rows }: Grid, keys: Map<number, number>): { row: number; owner: number | undefined }[] {
  let owner: number | undefined
  return rows.map((_, index) => {
    owner = keys.get(index + 1) ?? owner
    return { row: index + 1, owner }
  })
}
