/** What a form's fields hold while they are edited: flat name → text as typed. The names are told at `readEntry`. */
export type Entry = Record<string, string>

/** Rows of one list, and columns of one table, beyond which nothing is read; `doubtsOf` says so. */
export const rowLimit = 500
export const columnLimit = 50

const radicals = /[\u2e80-\u2fdf]/g
const unseen = /[^\P{Cc}\t\n]/gu
const loneSurrogate = /\p{Cs}/gu

/**
 * A text without the leftovers of copying: radicals that stand for whole characters (⼈, ⺟, as PDF gives them) become the
 * ordinary ones, control characters and halves of characters go, line ends are \n. Everything else stays as typed: emoji,
 * 𠮷, 髙, 﨑, variation selectors, full-width letters.
 */
export const tidy = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(loneSurrogate, '')
    .replace(unseen, '')
    .replace(radicals, (radical) => radical.normalize('NFKC'))

/** The tidied text under a name; '' where there is none, whatever the name is. */
export function textAt(entry: Entry, name: string): string {
  const text: unknown = Object.hasOwn(entry, name) ? entry[name] : ''
  return typeof text === 'string' ? tidy(text) : ''
}

/** A text of one line: units, names. */
export const lineAt = (entry: Entry, name: string): string => textAt(entry, name).trim()

/** Names that travel along unseen: what a cell was read as, kept as long as its writing is not changed. */
const companion = /\.(written|read)$/

/** Distinct numbers that stand at `place` of the names under `id` and hold a text; smallest first. */
function numbersUnder(entry: Entry, id: string, place: (rest: string[]) => string | undefined): number[] {
  const found = new Set<number>()
  for (const name of Object.keys(entry)) {
    if (!name.startsWith(`${id}.`) || companion.test(name)) continue
    const number = place(name.slice(id.length + 1).split('.', 3))
    if (number !== undefined && /^(0|[1-9]\d{0,8})$/.test(number) && lineAt(entry, name) !== '') found.add(Number(number))
  }
  return [...found].sort((a, b) => a - b)
}

/**
 * The names before the last dot of a list's rows, in their order: `plan.0`, `plan.3`. A row without any text does not exist,
 * and rows past the limit are not read.
 */
export const rowsOf = (entry: Entry, id: string): string[] =>
  numbersUnder(entry, id, ([index, cell]) => (cell === undefined ? undefined : index))
    .slice(0, rowLimit)
    .map((index) => `${id}.${index}`)

/** The numbers of a table's columns that hold a heading or a cell, in their order; columns past the limit are not read. */
export const columnsOf = (entry: Entry, id: string): number[] =>
  numbersUnder(entry, id, ([row = '', column]) => (row === 'columns' || /^\d+$/.test(row) ? column : undefined)).slice(0, columnLimit)

/** The fiscal years of which an indicator's row (`indicators.0`) holds something, the earliest first; by row. */
export function yearsOf(entry: Entry, id: string): Map<string, number[]> {
  const years = new Map<string, Set<number>>()
  for (const name of Object.keys(entry)) {
    if (!name.startsWith(`${id}.`) || companion.test(name) || lineAt(entry, name) === '') continue
    const [index, year = '', cell] = name.slice(id.length + 1).split('.', 3)
    if (cell === undefined || !/^[1-9]\d{3}$/.test(year)) continue
    const row = `${id}.${index}`
    years.set(row, (years.get(row) ?? new Set()).add(Number(year)))
  }
  return new Map([...years].map(([row, found]) => [row, [...found].sort((a, b) => a - b)]))
}
