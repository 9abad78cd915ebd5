import { keysIn, type RegisterRow } from '../../../domain/register/row.js'
import { changesBetween, type RegisterChanges } from '../../../domain/register/row-changes.js'
import type { Preparation } from './preparation.js'
import type { DroppedRow, StartBody } from './start-draft.js'

/** What a form holds under a name; undefined: it has no such field. */
export type Typed = (name: string) => string | undefined

/** The lines with what was typed in the table. Lines that the form does not have stay as they are. */
export const patchedRows = (rows: RegisterRow[], typed: Typed): RegisterRow[] =>
  rows.map((row) => {
    const department = typed(`department.${row.key}`)
    const form = typed(`form.${row.key}`)
    if (department === undefined || form === undefined) return row
    const checked = (name: string) => typed(`${name}.${row.key}`) !== undefined
    return { ...row, department, form, verified: checked('verified'), priority: checked('priority') }
  })

/** One line as its own page has it. @param was the line before; null: a new one, whose key was typed, too */
export const typedRow = (typed: Typed, was: RegisterRow | null): RegisterRow => {
  const text = (name: string) => (typed(name) ?? '').trim()
  return {
    key: was?.key ?? text('key').normalize('NFKC').toLowerCase(),
    kind: text('kind') === 'initiative' ? 'initiative' : 'programme',
    article: Number(text('article')) || 0,
    name: text('name').replace(/\s+/g, ' '),
    department: text('department'),
    verified: typed('verified') !== undefined,
    priority: typed('priority') !== undefined,
    form: text('form'),
    sharedWith: text('sharedWith') || null,
    components: was?.components ?? [],
    continues: keysIn(typed('continues') ?? ''),
    note: text('note'),
  }
}

/** A new line stands after the last one of its article. */
export function withRow(rows: RegisterRow[], row: RegisterRow): RegisterRow[] {
  const at = rows.findLastIndex(({ article }) => article === row.article)
  return at === -1 ? [...rows, row] : rows.toSpliced(at + 1, 0, row)
}

export const withoutRow = (body: StartBody, dropped: DroppedRow, ofLastYear: boolean): StartBody => ({
  ...body,
  rows: body.rows.filter(({ key }) => key !== dropped.key),
  dropped: ofLastYear ? [...body.dropped.filter(({ key }) => key !== dropped.key), dropped] : body.dropped,
})

/** What the preparation changes of last year's register, or what its incoming file would. */
export const changesSince = (prep: Preparation, rows: RegisterRow[]): RegisterChanges =>
  changesBetween(prep.last?.rows ?? [], rows, prep.names)

/** Takes the incoming file over. @param reason why a programme of last year is left out, by key */
export function takenOver(prep: Preparation, reason: (key: string) => string): StartBody {
  const { incoming } = prep.draft.body
  const rows = incoming?.rows ?? prep.draft.body.rows
  const dropped = changesSince(prep, rows).dropped.map(({ key, name }) => ({ key, name, reason: reason(key) }))
  return { rows, dropped, incoming: null }
}
