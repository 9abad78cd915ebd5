import type { Programme } from '../bundle/schema.js'
import type { RegisterRow } from './row.js'

/** A programme of one year as people call it. */
export interface Named {
  key: string
  name: string
}

/** What became of programmes of last year that do not simply go on under their number. */
export interface RegisterDescent {
  how: 'renamed' | 'split' | 'merged'
  from: Named[]
  to: Named[]
}

const words: Record<RegisterDescent['how'], string> = { renamed: '改称', split: '分割', merged: '統合' }

const list = (all: Named[]): string => all.map(({ key, name }) => `${name}（${key}）`).join('、')

/** One descent in words: 改称：荷役機械（hoist） → 荷役設備の更新（crane） */
export const descentWords = ({ how, from, to }: RegisterDescent): string => `${words[how]}：${list(from)} → ${list(to)}`

/** Why one of its old programmes is gone: 改称：荷役設備の更新（crane）へ */
export const goneWords = ({ how, to }: RegisterDescent): string => `${words[how]}：${list(to)}へ`

/** Last year's programmes that a line comes from: the one of its own number, and those that it names besides. */
function familyOf(last: readonly Named[], rows: readonly RegisterRow[]) {
  const known = new Set(last.map(({ key }) => key))
  const before = (row: RegisterRow) => [row.key, ...row.continues].filter((key) => known.has(key))
  const after = (key: string) => rows.filter((row) => before(row).includes(key))
  return { before, after }
}

/** Who was renamed, split and merged between last year's register and this one. A programme can be part of a split and of a merger. */
export function registerDescents(last: readonly Named[], rows: readonly RegisterRow[]): RegisterDescent[] {
  const { before, after } = familyOf(last, rows)
  const named = last.filter(({ key }) => rows.some(({ continues }) => continues.includes(key)))
  const splits = named.flatMap((from): RegisterDescent[] => {
    const to = after(from.key)
    return to.length > 1 ? [{ how: 'split', from: [from], to }] : []
  })
  const others = rows.flatMap((row): RegisterDescent[] => {
    const keys = before(row)
    const from = last.filter(({ key }) => keys.includes(key))
    if (from.length > 1) return [{ how: 'merged', from, to: [row] }]
    const isRenamed = from.some(({ key }) => key !== row.key && after(key).length === 1)
    return isRenamed ? [{ how: 'renamed', from, to: [row] }] : []
  })
  return [...splits, ...others]
}

/** What each line was last year, as the year's register keeps it (`programme.formerly`). @param last `fiscalYear` of the register before */
export function formerlyOf(
  last: { fiscalYear: number; rows: readonly Named[] } | null,
  rows: readonly RegisterRow[],
): (row: RegisterRow) => NonNullable<Programme['formerly']> {
  if (!last) return () => []
  const { before, after } = familyOf(last.rows, rows)
  return (row) =>
    row.continues.map((key) => {
      const how = after(key).length > 1 ? 'split' : before(row).length > 1 ? 'merged' : 'renamed'
      return { fiscalYear: last.fiscalYear, key, how }
    })
}
