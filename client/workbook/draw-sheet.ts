import type { Cell, Worksheet } from 'exceljs'
import { cellText, meantText } from './cell-text.js'
import { addressOf, type Choice, lettersOf, markOf } from './layout.js'
import { figureAlignment, heightOf, styles } from './look.js'
import type { SheetPlan } from './plan-sheet.js'
import { FIRST, LABEL, type PlannedCell, type PlannedRow } from './sheet-plan.js'

/** Widths of columns in characters: labels, the wide writing column, further columns, last year's. */
const WIDTHS = { label: 24, wide: 38, narrow: 12, last: 38 }

/** Where a list of choices stands, as a formula: one place for each distinct list of the workbook. */
export type ChoicesAt = (choices: Choice[]) => string

/** Draws a planned sheet: hidden keys, cells, notes, choices, locks, print set-up. */
export async function drawSheet(worksheet: Worksheet, plan: SheetPlan, key: string, choicesAt: ChoicesAt): Promise<void> {
  drawColumns(worksheet, plan, key)
  plan.rows.forEach((row, index) => {
    drawRow(worksheet, row, index + 2, plan, choicesAt)
  })
  worksheet.views = [
    { state: 'frozen', xSplit: LABEL, ySplit: plan.head, showGridLines: false, activeCell: addressOf(plan.head + 1, FIRST) },
  ]
  setUpPrint(worksheet, plan.head)
  await lock(worksheet)
}

function drawColumns(worksheet: Worksheet, { to }: SheetPlan, key: string): void {
  worksheet.getCell(1, 1).value = key
  worksheet.getColumn(1).hidden = true
  for (let column = LABEL; column <= to + 1; column += 1) {
    worksheet.getColumn(column).width = widthAt(column, to)
    worksheet.getCell(1, column).value = lettersOf(column)
  }
  worksheet.getRow(1).hidden = true
}

const widthAt = (column: number, to: number): number =>
  column === LABEL ? WIDTHS.label : column === FIRST ? WIDTHS.wide : column > to ? WIDTHS.last : WIDTHS.narrow

function drawRow(worksheet: Worksheet, { cells }: PlannedRow, row: number, { to }: SheetPlan, choicesAt: ChoicesAt): void {
  worksheet.getCell(row, 1).value = row
  let height = 24
  for (const planned of cells) {
    const cell = worksheet.getCell(row, planned.column)
    const until = planned.to ?? planned.column
    if (until > planned.column) worksheet.mergeCells(row, planned.column, row, until)
    drawCell(cell, planned, choicesAt)
    let width = 0
    for (let column = planned.column; column <= until; column += 1) width += widthAt(column, to)
    height = Math.max(height, heightOf(planned.text, width))
  }
  worksheet.getRow(row).height = height
}

function drawCell(cell: Cell, { look, text, note, input }: PlannedCell, choicesAt: ChoicesAt): void {
  cell.style = styles[look]
  const shown = input?.choices?.find(({ id }) => id === text)?.label ?? text
  if (shown !== '') cell.value = cellText(shown)
  if (note) cell.note = { texts: [{ text: note, font: { name: '游ゴシック', size: 10 } }], margins: { insetmode: 'auto' } }
  if (input?.kind === 'figure') cell.alignment = figureAlignment
  if (input?.choices?.length) cell.dataValidation = choiceOf(input.choices, choicesAt)
}

const choiceOf = (choices: Choice[], choicesAt: ChoicesAt) => ({
  type: 'list' as const,
  allowBlank: true,
  formulae: [choicesAt(choices)],
  showErrorMessage: true,
  errorTitle: '一覧から選んでください',
  error: '右の▼を押して、一覧から選んでください。空欄にもできます。',
})

/** The marks of all that is written and not to be filled in, so that what people write beside it is noticed. */
export function printedOf(worksheet: Worksheet, isInput: (row: number, column: number) => boolean): Record<string, string> {
  const printed: Record<string, string> = {}
  worksheet.eachRow((row, rowNumber) => {
    row.eachCell((cell, column) => {
      const isShadow = cell.isMerged && cell.master !== cell
      if (rowNumber === 1 || column === 1 || isShadow || isInput(rowNumber, column)) return
      const text = meantText(cell.text)
      if (text !== '') printed[addressOf(rowNumber, column)] = markOf(text)
    })
  })
  return printed
}

function setUpPrint(worksheet: Worksheet, head: number): void {
  Object.assign(worksheet.pageSetup, {
    paperSize: 9,
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    printTitlesRow: `2:${head}`,
    margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
  })
  worksheet.headerFooter.oddFooter = '&L&A&R&P / &N'
}

/** A lock without a password: it keeps a slip of the hand from the labels. What comes back is checked in any case. */
export const lock = (worksheet: Worksheet): Promise<void> =>
  worksheet.protect('', {
    selectLockedCells: true,
    selectUnlockedCells: true,
    formatCells: true,
    formatColumns: true,
    formatRows: true,
    insertRows: true,
  })
