import { formatDateTime } from '../../domain/calendar/date-words.js'
import { importedDoubts } from '../../domain/money/imported-amount.js'
import { refWords } from '../../domain/review/check-promises.js'
import { carryAlong } from '../../domain/sheet/carry-along.js'
import { checkContent } from '../../domain/sheet/content.js'
import { type Difference, differences } from '../../domain/sheet/differences.js'
import { doubtsOf, type Entry, readEntry, writeEntry } from '../../domain/sheet/entry.js'
import { isPageOnly } from '../../domain/sheet/page-only.js'
import type { Sheet } from '../app/desk/sheet.js'
import { asLastYear, startingContent } from '../app/desk/starting-content.js'
import type { WorkbookSheet } from '../workbook/sheet-plan.js'

/** A sheet as a file brought it. */
export interface Brought {
  id: string
  /** how its draft stood when the file was written: `standOf` */
  stand: number
  entry: Entry
}

/** A brought sheet held against what stands. */
export interface Held {
  sheet: Sheet
  brought: Brought
  /** what the file says */
  content: Record<string, unknown>
  changes: Difference[]
  /** the draft was written on since the file was */
  stale: boolean
  /** what has to be mended before it can be handed in, and what to look at again */
  problems: string[]
  doubts: string[]
}

/** Drafts begin with revision 1 again after each handing in, so the count of versions goes before it. */
export const standOf = ({ one, draft }: Sheet): number => one.versions * 1_000_000 + (draft?.revision ?? 0)

/** A sheet as a workbook shows it: what would stand in its form now, last year's content beside it. */
export function workbookSheet(sheet: Sheet): WorkbookSheet {
  const { one, cycle, fields, definition, remarks } = sheet
  return {
    id: one.id,
    title: one.title,
    subjectName: one.subjectName,
    departmentName: `${one.bureau} ${one.departmentName}`,
    fiscalYear: cycle.fiscalYear,
    due: formatDateTime(one.dueAt),
    revision: standOf(sheet),
    fields,
    rules: definition,
    entry: writeEntry(fields, startingContent(sheet)),
    last: lastYear(sheet),
    promises: sheet.promises.map(({ ref, text }) => ({ ref, words: `${refWords(ref)}　${text}` })),
    remarks: remarks.map(({ field, text }) => ({ field: fields.find(({ id, label }) => id === field || label === field)?.id ?? '', text })),
  }
}

/** Last year's sheets, one entry for each programme that the subject was then. */
const lastYear = ({ earlier, fields, before }: Sheet): WorkbookSheet['last'] =>
  before.map(({ key, called }) => {
    const own = earlier.filter((one) => one.before?.key === key)
    const entries = fields.map((field) => {
      const source = own.find(({ content }) => content[field.id] !== undefined)
      return source ? writeEntry([field], source.content) : {}
    })
    return { from: called, entry: Object.assign({}, ...entries) as Entry }
  })

/** What a file does not take along stays as it stands. */
const pageOnlyOf = (sheet: Sheet): Record<string, unknown> => {
  const content = startingContent(sheet)
  const stand = sheet.fields.filter((field) => isPageOnly(field) && content[field.id] !== undefined)
  return Object.fromEntries(stand.map(({ id }) => [id, content[id]]))
}

/** What a brought sheet would change, cell by cell. */
export function held(sheet: Sheet, brought: Brought): Held {
  const { one, cycle, fields, definition, amounts } = sheet
  const read = readEntry(
    fields.filter((field) => !isPageOnly(field)),
    brought.entry,
  )
  const content = { ...carryAlong(fields, startingContent(sheet), read), ...pageOnlyOf(sheet) }
  const checked = checkContent(definition, one.form, one.round, content)
  return {
    sheet,
    brought,
    content,
    changes: differences(fields, startingContent(sheet), content, definition),
    stale: brought.stand !== standOf(sheet),
    problems: checked.ok ? [] : checked.problems.map(({ message }) => message),
    doubts: [...doubtsOf(fields, content), ...importedDoubts(fields, cycle.fiscalYear, content, amounts), ...asLastYear(sheet, content)]
      .filter(({ field }) => content[field] !== undefined)
      .map(({ message }) => message),
  }
}
