import { readRegisterTable, type TableFault } from '../../../domain/register/register-table.js'
import { fieldWords, type RegisterRow } from '../../../domain/register/row.js'
import { rowFaults } from '../../../domain/register/row-faults.js'
import type { Preparation } from './preparation.js'
import { csvLines } from './register-file.js'

/**
 * A register from a file that somebody has sent: either every line fits this year, or all faults are told at once, each with its
 * line of the file.
 */
export function readRegisterFile(prep: Preparation, bytes: Uint8Array): { rows: RegisterRow[]; unread: string[]; faults: TableFault[] } {
  const { lines, fault } = csvLines(bytes)
  if (fault) return { rows: [], unread: [], faults: [fault] }
  const known = [...(prep.last?.rows ?? []), ...prep.draft.body.rows]
  const { rows, lineOf, faults, unread } = readRegisterTable(lines, prep.names, known)
  if (faults.length > 0 || !prep.definition) return { rows, unread, faults }
  const unfit = rowFaults(rows, prep.definition, prep.departments, prep.last?.rows ?? []).map(({ index, field, text }) => ({
    line: lineOf[index] ?? 1,
    column: fieldWords[field],
    text,
  }))
  return { rows, unread, faults: unfit }
}
