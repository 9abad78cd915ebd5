import ExcelJS from 'exceljs'
import { CELL_LIMIT, cellText } from './cell-text.js'
import { drawSheet, printedOf } from './draw-sheet.js'
import { drawStart } from './draw-start.js'
import { type Choice, type Layout, lettersOf, MAP_SHEET, writeBook } from './layout.js'
import { layoutOf, planSheet, type SheetPlan } from './plan-sheet.js'
import type { WorkbookSheet } from './sheet-plan.js'

/** What cannot be written into a workbook. The message is a sentence for the person who asked for it. */
export class WorkbookError extends Error {
  override readonly name = 'WorkbookError'
}

/**
 * A section's work as one Excel file (.xlsx): a first sheet that explains, one sheet for each assignment, and a hidden one by which
 * `readWorkbook` finds everything again. Names in an entry that belong to none of the sheet's fields are not written.
 * @throws WorkbookError when a text is longer than a cell of Excel can hold
 */
export async function writeWorkbook(sheets: WorkbookSheet[]): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook()
  workbook.creator = ''
  const start = workbook.addWorksheet('はじめに')
  const map = workbook.addWorksheet(MAP_SHEET, { state: 'veryHidden' })
  const choicesAt = choiceColumns(map)
  const layouts: Layout[] = []
  const listed: { sheet: WorkbookSheet; name: string }[] = []
  for (const sheet of sheets) {
    const plan = planSheet(sheet)
    checkLengths(sheet, plan)
    const name = freeName(sheet.subjectName, workbook)
    const worksheet = workbook.addWorksheet(name)
    await drawSheet(worksheet, plan, sheet.id, choicesAt)
    const layout = layoutOf(sheet, plan)
    layouts.push({ ...layout, printed: printedOf(worksheet, inputsOf(layout)) })
    listed.push({ sheet, name })
  }
  await drawStart(start, listed)
  writeMap(map, writeBook({ sheets: layouts, start: printedOf(start, () => false) }))
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

/** Whether a cell is there to be filled in. */
function inputsOf({ slots, lists }: Pick<Layout, 'slots' | 'lists'>): (row: number, column: number) => boolean {
  return (row, column) =>
    slots.some((slot) => slot.row === row && slot.column === column) ||
    lists.some(({ items, to, parts }) => items <= row && row <= to && parts.some((part) => part.column === column))
}

function checkLengths(sheet: WorkbookSheet, { rows }: SheetPlan): void {
  for (const { cells, label } of rows)
    for (const { text, note } of cells) {
      if (Math.max(cellText(text).length, (note ?? '').length) <= CELL_LIMIT) continue
      throw new WorkbookError(
        `「${sheet.subjectName}」の「${label ?? ''}」は${text.length.toLocaleString('en')}字あり、Excelの1つのセルに入る${CELL_LIMIT.toLocaleString('en')}字を超えます。画面で短くするか、画面で編集してください。`,
      )
    }
}

/** Excel's rules for names of sheets: 31 characters, none of these signs, no two alike. */
function freeName(wanted: string, workbook: ExcelJS.Workbook): string {
  const plain =
    wanted
      .replace(/[:\\/?*[\]'"]/g, ' ')
      .replace(/\p{Cc}/gu, '')
      .trim() || 'シート'
  const taken = (name: string) =>
    [MAP_SHEET, 'history'].includes(name.toLowerCase()) || workbook.worksheets.some((one) => one.name.toLowerCase() === name.toLowerCase())
  for (let number = 1; ; number += 1) {
    const ending = number === 1 ? '' : ` (${number})`
    const name = `${cut(plain, 31 - ending.length)}${ending}`
    if (!taken(name)) return name
  }
}

/** At most so many UTF-16 units, never half a character. */
function cut(text: string, length: number): string {
  let result = ''
  for (const sign of text) {
    if (result.length + sign.length > length) break
    result += sign
  }
  return result
}

/** Column A of the hidden sheet holds the book; each list of choices gets a column of its own behind it. */
function choiceColumns(map: ExcelJS.Worksheet): (choices: Choice[]) => string {
  const columns = new Map<string, string>()
  return (choices) => {
    const key = JSON.stringify(choices)
    const known = columns.get(key)
    if (known) return known
    const column = columns.size + 3
    choices.forEach(({ label }, index) => {
      map.getCell(index + 1, column).value = cellText(label)
    })
    const letters = lettersOf(column)
    const formula = `${MAP_SHEET}!$${letters}$1:$${letters}$${choices.length}`
    columns.set(key, formula)
    return formula
  }
}

function writeMap(map: ExcelJS.Worksheet, column: string[]): void {
  column.forEach((text, index) => {
    map.getCell(index + 1, 1).value = cellText(text)
  })
}
