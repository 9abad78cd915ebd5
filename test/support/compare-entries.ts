import type { Entry } from '../../domain/sheet/entry.js'

export interface EntryChange {
  name: string
  /** '' where nothing stood */
  before: string
  /** '' where nothing stands any more */
  after: string
}

/** What travels beside a cell unseen (domain/sheet) is nobody's change. */
const companion = /\.(written|read)$/

/**
 * What would change if one entry took the other's place, cell by cell, in the order of the later entry, what is gone last. The same
 * figure with or without separators is no change, nor are line ends and spaces at the end.
 */
export function compareEntries(before: Entry, after: Entry): EntryChange[] {
  const names = [...new Set([...Object.keys(after), ...Object.keys(before)])].filter((name) => !companion.test(name))
  return names
    .map((name) => ({ name, before: textOf(before, name), after: textOf(after, name) }))
    .filter((change) => alike(change.before) !== alike(change.after))
}

const textOf = (entry: Entry, name: string): string => (Object.hasOwn(entry, name) ? (entry[name] ?? '') : '')

const alike = (text: string): string => {
  const trimmed = text.replace(/\r\n?/g, '\n').trimEnd()
  return /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(trimmed) ? trimmed.replace(/,/g, '') : trimmed
}
