import { type RegisterDescent, registerDescents } from './descent.js'
import { cellText, fieldWords, type RegisterNames, type RegisterRow, registerFields } from './row.js'

/** How one register differs from another, cell by cell, in words. */
export interface RegisterChanges {
  added: RegisterRow[]
  dropped: RegisterRow[]
  /** renamed, split and merged: told beside the others, for most of these are added and dropped, too */
  descents: RegisterDescent[]
  changed: { key: string; name: string; cells: { label: string; before: string; after: string }[] }[]
}

/** What becomes of one register (last year's) in another. Lines are the same by their key; their order is no difference. */
export function changesBetween(before: RegisterRow[], after: RegisterRow[], names: RegisterNames): RegisterChanges {
  const old = new Map(before.map((row) => [row.key, row]))
  const kept = new Set(after.map(({ key }) => key))
  return {
    added: after.filter(({ key }) => !old.has(key)),
    dropped: before.filter(({ key }) => !kept.has(key)),
    descents: registerDescents(before, after),
    changed: after.flatMap((row) => {
      const was = old.get(row.key)
      if (!was) return []
      const cells = registerFields.flatMap((field) => {
        if (field === 'continues') return []
        const [from, to] = [cellText(was, field, names), cellText(row, field, names)]
        return from === to ? [] : [{ label: fieldWords[field], before: from, after: to }]
      })
      return cells.length > 0 ? [{ key: row.key, name: row.name, cells }] : []
    }),
  }
}
