/** A number as a cell holds it. `raw` is kept whenever the writing was not plain; null: no number could be read. */
export interface Reading {
  value: number | null
  raw?: string
}

const grouped = /^-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?(e[+-]\d+)?$/
const number = /^(?:約|およそ|延べ?|のべ)?([△▲−‐+-]?)(\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?)(.*)$/

/** Longer than any number that somebody writes into a cell. */
const longest = 100

/**
 * Reads a number as people write it: 1,234.5 · １２ · △3 · 約30 · 30人, where 人 is the cell's unit. What is no one number becomes
 * null. Nothing written is lost: unless the number alone writes itself back, the writing stays in `raw`.
 */
export function readNumber(written: string, unit = ''): Reading {
  const raw = written.trim()
  const value = raw.length > longest ? null : numberIn(raw.normalize('NFKC').replace(/\s+/g, ''), unit)
  return value !== null && isPlain(raw, value) ? { value } : { value, raw }
}

function numberIn(compact: string, unit: string): number | null {
  const bare = /^\((.*)\)$/.exec(compact)?.[1] ?? compact
  const [, sign = '', digits = '', rest = ''] = number.exec(bare) ?? []
  if (digits === '' || (rest !== '' && rest !== unit.normalize('NFKC').replace(/\s+/g, ''))) return null
  const value = Number(digits.replaceAll(',', ''))
  if (!Number.isFinite(value)) return null
  return sign !== '' && sign !== '+' && value !== 0 ? -value : value
}

const isPlain = (raw: string, value: number): boolean => grouped.test(raw) && raw.replaceAll(',', '') === String(value)

/** A number with thousand separators, such that `readNumber` reads exactly it. */
export function writeNumber(value: number): string {
  const [whole = '', ...fraction] = String(value).split('.')
  return [whole.includes('e') ? whole : whole.replace(/\B(?=(\d{3})+$)/g, ','), ...fraction].join('.')
}

/**
 * What a table's cell holds: a number where the text is one and nothing else, be it in full-width digits or with △;
 * otherwise the text; null where there is none. 010, 1.50 and +3,498 say more than their number and stay texts.
 */
export function readTableCell(written: string): string | number | null {
  const text = written.trim()
  if (text === '') return null
  const half = text.length > longest ? text : text.normalize('NFKC').replace(/^[△▲−]/, '-')
  const { value, raw } = readNumber(half)
  return value !== null && raw === undefined ? value : text
}
