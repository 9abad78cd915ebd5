import type { Entry } from '../../domain/sheet/entry.js'
import { addressOf, type Layout, type List, markOf, type Slot } from './layout.js'
import { type Places, placesOf } from './places.js'
import { cellIn } from './read-cell.js'
import type { Grid } from './read-grids.js'

export interface SheetReading {
  entry: Entry
  /** texts that stand where nothing is asked, each with its place */
  strays: string[]
  /** sentences: what cannot be taken over */
  problems: string[]
}

/** What was filled in on one worksheet, found by its hidden keys. */
export function readSheet(grid: Grid, layout: Layout): SheetReading {
  const places = placesOf(grid)
  const taken = new Set<string>()
  const problems: string[] = []
  const take = (row: number, column: number, input: Parameters<typeof cellIn>[1]): string => {
    taken.add(addressOf(row, column))
    const read = cellIn(grid.rows[row - 1]?.[column - 1], input)
    if ('text' in read) return read.text
    problems.push(`シート「${grid.name}」の${addressOf(row, column)}: ${read.problem}`)
    return ''
  }
  const single = layout.slots.map((slot): Pair => [slot.name, readSlot(slot, places, take)])
  const listed = layout.lists.flatMap((list): Pair[] => readList(list, places, take) ?? [[list.name, undefined]])
  const all: Pair[] = [...Object.entries(layout.kept), ...single, ...listed]
  for (const [name, text] of all) if (text === undefined) problems.push(missing(grid, layout, name))
  const written = all.filter(([, text]) => text !== undefined && text !== '')
  return { entry: Object.fromEntries(written) as Entry, strays: straysOf(grid, layout, places, taken), problems }
}

/** An entry name and its text; undefined: its place is gone. */
type Pair = [name: string, text: string | undefined]
type Take = (row: number, column: number, input: Pick<Slot, 'kind' | 'choices'>) => string

const missing = (grid: Grid, { slots, lists }: Layout, name: string): string => {
  const label = [...slots, ...lists].find((one) => one.name === name)?.label ?? name
  return `シート「${grid.name}」の「${label}」の欄がなくなっています。画面からもう一度ダウンロードし、内容を写してください。`
}

function readSlot(slot: Slot, { rowOf, columnOf }: Places, take: Take): string | undefined {
  const row = rowOf(slot.row)
  const column = columnOf(slot.column)
  return row === undefined || column === undefined ? undefined : take(row, column, slot)
}

/** A list's items as they stand now, in their present order; rows inserted within the list are items, too. */
function readList(list: List, places: Places, take: Take): [string, string][] | undefined {
  const rows = places.rowsWithin(list.from, list.to).filter(({ key }) => key === undefined || key >= list.items)
  const columns = list.parts.map((part) => ({ part, column: places.columnOf(part.column) }))
  if (rows.length === 0 || columns.some(({ column }) => column === undefined)) return undefined
  const items = rows
    .map(({ row, key }) => ({
      kept: key === undefined ? {} : (list.kept[key] ?? {}),
      shown: columns.map(({ part, column }) => [part.part, take(row, column ?? 0, part)] as const).filter(([, text]) => text !== ''),
    }))
    .filter(({ shown }) => shown.some(([, text]) => text.trim() !== ''))
  if (list.lines) return [[list.name, items.map(({ shown }) => shown[0]?.[1] ?? '').join('\n')]]
  return items.flatMap(({ kept, shown }, index) =>
    [...Object.entries(kept), ...shown].map(([part, text]): [string, string] => [`${list.name}.${index}.${part}`, text]),
  )
}

/** Texts beyond the fields, unless they are what was printed there. */
function straysOf(grid: Grid, { printed }: Pick<Layout, 'printed'>, { rowKey, columnKey }: Places, taken: Set<string>): string[] {
  return grid.rows.flatMap((cells, index) =>
    cells.flatMap(({ text }, place) => {
      const [row, column] = [index + 1, place + 1]
      if (row === 1 || column === 1 || text.trim() === '' || taken.has(addressOf(row, column))) return []
      const [key, letters] = [rowKey(row), columnKey(column)]
      const here = key === undefined || letters === undefined ? undefined : printed[`${letters}${key}`]
      return here === markOf(text) ? [] : [`シート「${grid.name}」の${addressOf(row, column)}: ${shortened(text)}`]
    }),
  )
}

const shortened = (text: string) => {
  const signs = [...text.replace(/\s+/g, ' ')]
  return signs.length > 40 ? `${signs.slice(0, 40).join('')}…` : signs.join('')
}

/** Texts that somebody wrote on a sheet that asks nothing. */
export const straysOn = (grid: Grid, printed: Record<string, string>): string[] =>
  straysOf(grid, { printed }, placesOf(grid, true), new Set())
