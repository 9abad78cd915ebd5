import { readAmount } from './amount.js'
import { type Entry, lineAt, textAt } from './entry-text.js'
import { type Reading, writeNumber } from './plain-number.js'

/** How the writing of a cell becomes a number. */
export type CellReader = (written: string) => Reading

/** An amount in thousand yen. The report prints − where people type -. */
export const amountReader: CellReader = (written) => readAmount(written.replace(/^\s*[−‐]/, '-'))

const squeezed = (text: string) => text.replace(/\s+/g, '')

/** The number in a cell; null: nothing is written there. */
export function readCell(entry: Entry, name: string, read: CellReader): Reading | null {
  const shown = lineAt(entry, name)
  if (shown === '') return null
  const written = textAt(entry, `${name}.written`)
  return written.trim() !== '' && squeezed(written) === squeezed(shown)
    ? { value: numberOf(lineAt(entry, `${name}.read`)), raw: written }
    : read(shown)
}

const numberOf = (text: string): number | null => (text !== '' && Number.isFinite(Number(text)) ? Number(text) : null)

/**
 * A cell as it is shown: what was written where that was kept, else the number. Where the writing alone would be read
 * otherwise than it was (`| 10,220千円 | — |` as 10220), the reading goes along as `.written` and `.read`.
 */
export function writeCell(name: string, { value, raw = '' }: Reading, read: CellReader): [name: string, text: string][] {
  if (raw.trim() === '') return value === null ? [] : [[name, writeNumber(value)]]
  const again = read(raw.trim())
  const shown: [string, string] = [name, raw.trim()]
  if (again.value === value && again.raw === raw) return [shown]
  return [shown, [`${name}.written`, raw], [`${name}.read`, value === null ? '' : String(value)]]
}
