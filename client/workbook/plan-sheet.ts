import { isPageOnly } from '../../domain/sheet/page-only.js'
import { itemsOf } from './entry-items.js'
import { rowsOf } from './field-rows.js'
import type { Layout, List, Slot } from './layout.js'
import { partsOf } from './list-parts.js'
import { FIRST, LABEL, type PlannedRow, type WorkbookSheet } from './sheet-plan.js'

export interface SheetPlan {
  rows: PlannedRow[]
  /** how many of the first rows stay in sight and stand on every printed page */
  head: number
  /** the last column of the grid; last year's content stands in the next one */
  to: number
}

/** The least columns of a grid, so that text has room to stand in. */
const LEAST = 6

/** All rows of one sheet, from its second row on (the first holds the hidden keys of the columns). */
export function planSheet(sheet: WorkbookSheet): SheetPlan {
  const to = FIRST - 1 + Math.max(LEAST, ...sheet.fields.map((field) => partsOf(field, sheet)?.length ?? 0))
  const wide = (look: 'title' | 'plain' | 'remark', text: string): PlannedRow => ({ cells: [{ column: LABEL, to: to + 1, look, text }] })
  const general = sheet.remarks.filter(({ field }) => !sheet.fields.some(({ id }) => id === field))
  const opening = [
    wide('title', `${sheet.title}　${sheet.subjectName}`),
    wide('plain', `${sheet.departmentName}　対象年度 ${sheet.fiscalYear}年度　提出期限 ${sheet.due}`),
    wide('plain', '色の付いた欄に書いてください。項目名に付いたメモに、書き方と例があります。灰色の文字は前年度の内容で、参考です。'),
    ...general.map(({ text }) => wide('remark', `修正のお願い　${text}`)),
  ]
  const heading: PlannedRow = {
    cells: [
      { column: LABEL, look: 'heading', text: '項目' },
      { column: FIRST, to, look: 'heading', text: '今回書く内容' },
      { column: to + 1, look: 'heading', text: '前年度の内容（参考）' },
    ],
  }
  const rows = [...opening, heading, ...sheet.fields.flatMap((field) => rowsOf(field, sheet, to))]
  return { rows, head: opening.length + 2, to }
}

/** Where everything of a plan stands once it is written from row 2 on. */
export function layoutOf(sheet: WorkbookSheet, plan: SheetPlan): Omit<Layout, 'printed'> {
  const slots: Slot[] = []
  const lists = new Map<string, List>()
  plan.rows.forEach((planned, index) => {
    const row = index + 2
    const inputs = planned.cells.flatMap(({ column, input }) => (input ? [{ ...input, column }] : []))
    const label = planned.label ?? ''
    if (!planned.list?.item) slots.push(...inputs.map((input) => ({ ...input, row, label })))
    if (!planned.list) return
    const { name, lines, item } = planned.list
    const list = lists.get(name) ?? { name, label: planned.list.label, lines, from: row, to: row, items: row, parts: [], kept: {} }
    if (item && list.parts.length === 0) {
      list.items = row
      list.parts = inputs.map(({ name: part, ...input }) => ({ ...input, part }))
    }
    if (planned.kept && Object.keys(planned.kept).length > 0) list.kept[row] = planned.kept
    lists.set(name, { ...list, to: row })
  })
  return { id: sheet.id, revision: sheet.revision, title: sheet.subjectName, slots, lists: [...lists.values()], kept: unseen(sheet, slots) }
}

/** The names of the asked fields that no cell and no item shows: companions of single cells. */
function unseen({ fields, entry }: WorkbookSheet, slots: Slot[]): Record<string, string> {
  const shown = new Set(slots.map(({ name }) => name))
  const hidden = fields.flatMap((field) => {
    // Left to the draft as it stands when the file comes back.
    if (isPageOnly(field)) return []
    const isItem = new RegExp(`^${field.id}\\.\\d+\\.`)
    const rest = Object.entries(entry).filter(([name]) => name.startsWith(`${field.id}.`) && !shown.has(name))
    return itemsOf(field, entry).length > 0 ? rest.filter(([name]) => !isItem.test(name)) : rest
  })
  return Object.fromEntries(hidden.filter(([, text]) => text !== ''))
}
