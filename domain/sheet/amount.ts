/** An amount in thousand yen as a money field holds it. `raw` is kept whenever the writing was not plain. */
export interface Amount {
  value: number | null
  raw?: string
}

/** Yen in one of each unit. The longer words first: 百万円 also ends in 万円. */
const units: [word: string, yen: number][] = [
  ['百万円', 1_000_000],
  ['億円', 100_000_000],
  ['万円', 10_000],
  ['千円', 1_000],
  ['円', 1],
]

/** What an amount looks like when nothing needs to be said about it: 10220, 10,220, -2,023, with or without 千円. */
const plain = /^-?(\d+|\d{1,3}(,\d{3})+)(千円)?$/

/**
 * Reads an amount as people and old reports write it: 10,220 · 3, 441 千円 · １３,００００ · 3億4,000万円 · △1,234 ·
 * 73,573千円増 · 約14億円. A number without a unit is in thousand yen; parts of a thousand yen are cut off.
 * What cannot be read as one amount (—, 増減なし, a range) becomes null. Nothing written is lost: unless it was plain, it stays in `raw`.
 */
export function readAmount(written: string): Amount {
  const raw = written.trim()
  const compact = raw.normalize('NFKC').replace(/\s+/g, '')
  const value = amountIn(compact)
  return value !== null && plain.test(raw) ? { value } : { value, raw: raw === '' ? '（空欄）' : raw }
}

function amountIn(compact: string): number | null {
  const bare = /^\((.*)\)$/.exec(compact)?.[1] ?? compact
  const match = /^(?:約|およそ)?([△▲+-]?)(\d[\d,.億万]*)(百万円|億円|万円|千円|円)?(増|減)?$/.exec(bare)
  if (!match) return null
  const [, sign = '', figures = '', unit = '千円', change] = match
  const yen = yenIn(figures, unit)
  if (yen === null) return null
  const negative = (sign !== '' && sign !== '+') || change === '減'
  const thousands = Math.trunc(yen / 1000)
  if (!Number.isSafeInteger(thousands)) return null
  return negative && thousands !== 0 ? -thousands : thousands
}

/** `3億4,000` with 万円 is 3 × 10^8 + 4,000 × 10^4 yen: inner 億 and 万 count yen, the last part has the written unit. */
function yenIn(figures: string, unit: string): number | null {
  const parts = /^(?:([\d,.]+)億)?(?:([\d,.]+)万)?([\d,.]+)?$/.exec(figures)
  if (!parts) return null
  const [, oku, man, last] = parts
  const yenPerUnit = units.find(([word]) => word === unit)?.[1] ?? 1000
  const numbers = [numberIn(oku, 100_000_000), numberIn(man, 10_000), numberIn(last, yenPerUnit)]
  return numbers.includes(null) ? null : numbers.reduce<number>((sum, one) => sum + (one ?? 0), 0)
}

const numberIn = (digits: string | undefined, times: number): number | null => {
  if (digits === undefined) return 0
  const plainDigits = digits.replace(/,/g, '')
  return /^\d+(\.\d+)?$/.test(plainDigits) ? Math.round(Number(plainDigits) * times) : null
}
