import type { Field } from '../../domain/definition/schema.js'
import { itemsOf } from './entry-items.js'
import type { Part } from './list-parts.js'
import { FIRST, LABEL, type PlannedCell, type PlannedRow, type WorkbookSheet } from './sheet-plan.js'

/** What stands before the cells of an answer: which promise it is about. It is read, not written. */
const ABOUT = '前の年度の対応（この列は書き換えません）'

/**
 * The rows of a field that answers earlier promises: one for each that is open, and for what was written about others. Which promise a row
 * is about travels with the row, unseen; there are no free rows, since nothing else is asked.
 */
export function promiseRows(field: Field, { entry, promises }: WorkbookSheet, parts: Part[], to: number, label: PlannedCell): PlannedRow[] {
  const written = itemsOf(field, entry)
  const others = written
    .filter((item) => !promises.some(({ ref }) => ref === item.ref))
    .map((item) => ({ ref: item.ref ?? '', words: item.ref ?? '' }))
  const asked = [...promises, ...others]
  if (asked.length === 0)
    return [{ label: field.label, cells: [label, { column: FIRST, to, look: 'caption', text: 'その後を答える対応はありません。' }] }]
  const list = { name: field.id, label: field.label, lines: false }
  const captions = parts.map(({ caption }, at): PlannedCell => ({ column: FIRST + 1 + at, look: 'heading', text: caption }))
  return [
    { list: { ...list, item: false }, cells: [label, { column: FIRST, look: 'heading', text: ABOUT }, ...captions] },
    ...asked.map(({ ref, words }): PlannedRow => {
      const item = written.find((one) => one.ref === ref)
      return {
        label: field.label,
        list: { ...list, item: true },
        kept: { ref },
        cells: [
          { column: LABEL, look: 'label', text: '' },
          { column: FIRST, look: 'caption', text: words },
          ...parts.map(
            ({ caption: _, ...input }, at): PlannedCell => ({
              column: FIRST + 1 + at,
              look: 'edit',
              text: item?.[input.name] ?? '',
              input,
            }),
          ),
        ],
      }
    }),
  ]
}
