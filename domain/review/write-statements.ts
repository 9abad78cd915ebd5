import type { Entry } from '../sheet/entry-text.js'
import { textAt } from '../sheet/entry-text.js'
import type { Statement } from './check-statements.js'

/** What the office wrote down of a member: number, subject and words. */
export interface Recorded {
  no: number
  subject: string
  text: string
}

/** An item's id: letters, digits and hyphens, 40 at the most. */
const itemId = /^[A-Za-z0-9-]{1,40}$/

/**
 * The statements of a page about one subject, read from its form. Names: `own.0.id`, `own.0.text` (a new one has an id, too: it was made
 * with the page), `word.12` (agreed | mended, of remark 12), `word.12.text`. Emptied ones are gone. A correction that says what stands is an agreement.
 */
export function statementsIn(entry: Entry, subject: string, recorded: Recorded[]): Statement[] {
  const words = recorded.flatMap((one): Statement[] => {
    const word = textAt(entry, `word.${one.no}`)
    const text = textAt(entry, `word.${one.no}.text`).trim()
    const base = { id: `r${one.no}`, subject: one.subject, of: one.no }
    // A correction that was typed is one, whichever mark was set: what was written is never passed over.
    if (text !== '' && text !== one.text.trim()) return [{ ...base, agreed: false, text }]
    return word === 'agreed' || (word === 'mended' && text !== '') ? [{ ...base, agreed: true, text: one.text }] : []
  })
  const rows = [...new Set(Object.keys(entry).flatMap((name) => /^own\.(\d{1,4})\.text$/.exec(name)?.[1] ?? []))]
  const own = rows
    .sort((a, b) => Number(a) - Number(b))
    .flatMap((row): Statement[] => {
      const [id, text] = [textAt(entry, `own.${row}.id`), textAt(entry, `own.${row}.text`).trimEnd()]
      return text.trim() === '' ? [] : [{ id: itemId.test(id) ? id : `w-${row}`, subject, text }]
    })
  const taken = new Set(words.map(({ id }) => id))
  // Two of one id (a page that was tampered with, or typed again): each is kept.
  const distinct = own.map((one, at) => {
    const id = taken.has(one.id) ? `${one.id.slice(0, 34)}-${at}` : one.id
    taken.add(id)
    return { ...one, id }
  })
  return [...words, ...distinct]
}

/** Whether a statement stands on the page of this subject: the member's own about it, or a word on what was recorded there. */
export const isOn = (subject: string, recorded: Recorded[]): ((one: Statement) => boolean) => {
  const numbers = new Set(recorded.map(({ no }) => no))
  return (one) => (one.of !== undefined && numbers.has(one.of)) || one.subject === subject
}

/** The statements of a draft after the page about one subject was saved: everything about the others stays as it is, in its order. */
export function withPage(all: Statement[], subject: string, recorded: Recorded[], page: Statement[]): Statement[] {
  const on = isOn(subject, recorded)
  return [...all.filter((one) => !on(one)), ...page]
}

/** The statements of a content, whatever else it holds; what is none is passed over. */
export function statementsOf(content: Record<string, unknown> | null | undefined): Statement[] {
  const list = content?.statements
  return Array.isArray(list) ? list.filter((one): one is Statement => typeof one?.id === 'string' && typeof one?.text === 'string') : []
}
