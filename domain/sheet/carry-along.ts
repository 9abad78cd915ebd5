import type { Field } from '../definition/schema.js'
import { asList, asObject } from './loose-content.js'

/** Parts of lists that Excel files have no columns for. */
const unseen: Partial<Record<Field['type'], string[]>> = { opinions: ['id', 'sources', 'printing'], actions: ['continues'] }

/**
 * A content that came back from a file that shows less than stood: each item gets the parts that the file has no columns for from the
 * item that it was. It is known again by its number, else by its text, else by its place where as many items stand as before.
 */
export function carryAlong(fields: Field[], stood: Record<string, unknown>, brought: Record<string, unknown>): Record<string, unknown> {
  const carried = fields.flatMap(({ id, type }) => {
    const parts = unseen[type]
    if (!parts || !Array.isArray(brought[id])) return []
    const before = asList(stood[id]).map(asObject)
    const now = asList(brought[id]).map(asObject)
    const known = now.map(
      (item) => before.find(({ no }) => no !== undefined && no === item.no) ?? before.find(({ text }) => text === item.text),
    )
    const items = now.map((item, at) => {
      const sameAt = before.length === now.length && !known.includes(before[at]) ? before[at] : undefined
      const was = known[at] ?? sameAt
      return { ...item, ...Object.fromEntries(parts.flatMap((part) => (was?.[part] === undefined ? [] : [[part, was[part]] as const]))) }
    })
    return [[id, items] as const]
  })
  return { ...brought, ...Object.fromEntries(carried) }
}
