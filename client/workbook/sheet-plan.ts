import type { Field } from '../../domain/definition/schema.js'
import type { Entry } from '../../domain/sheet/entry.js'
import type { ContentRules } from '../../domain/sheet/field-values.js'
import type { Choice } from './layout.js'

/** One assignment as a workbook shows it. */
export interface WorkbookSheet {
  /** the assignment's id; it comes back with what was filled in */
  id: string
  title: string
  subjectName: string
  departmentName: string
  fiscalYear: number
  /** in words, e.g. 令和8年6月30日（火）17時 */
  due: string
  /** the draft's revision that the entry was taken from */
  revision: number
  /** the fields asked in this round, in the form's order */
  fields: Field[]
  rules: ContentRules
  entry: Entry
  /** last year's entries of the same form, shown beside for reading: several where the subject was merged; `from`: whose, '' for its own */
  last: { from: string; entry: Entry }[]
  /** earlier promises that a field of the sheet answers for, with their words; empty: none */
  promises: { ref: string; words: string }[]
  /** what the office asked to be corrected; `field` is '' when it concerns the whole sheet */
  remarks: { field: string; text: string }[]
}

export type Look = 'title' | 'plain' | 'heading' | 'label' | 'caption' | 'edit' | 'quiet' | 'remark'

/** A cell to fill in: `name` is the entry name, or within a list the part of a row ('text', '2016.actual', '' for a line). */
export interface Input {
  name: string
  kind: 'text' | 'figure' | 'date' | 'flag' | 'choice'
  choices?: Choice[]
}

export interface PlannedCell {
  column: number
  /** the last column it is merged over */
  to?: number
  look: Look
  text: string
  note?: string
  input?: Input
}

export interface PlannedRow {
  cells: PlannedCell[]
  /** the list this row belongs to: its heading, or one of its items */
  list?: { name: string; label: string; lines: boolean; item: boolean }
  /** parts of an item that no cell shows: they come back with it */
  kept?: Record<string, string>
  /** what the row's inputs are called in sentences */
  label?: string
}

/** Columns of every sheet: A holds hidden row keys, B labels, C the wide writing column; `last` stands behind the grid. */
export const LABEL = 2
export const FIRST = 3
