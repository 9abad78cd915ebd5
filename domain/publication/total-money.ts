import type { MoneyTotal, ProgrammePart } from './report-schema.js'

/**
 * Sums of amounts by kind and year, in thousand yen. A programme carried out together with another is left out: its amount is
 * in the other's, and must be counted once. Amounts that were not stated are left out and not taken for 0.
 */
export function totalMoney(programmes: ProgrammePart[]): MoneyTotal[] {
  const totals = new Map<string, MoneyTotal>()
  for (const programme of programmes) {
    for (const field of programme.fields) {
      if (field.type !== 'money' || field.value.value === null) continue
      const { kind, fiscalYear, value, doubtful } = field.value
      const key = `${fiscalYear}/${kind}`
      const total = totals.get(key) ?? { kind, fiscalYear, thousandYen: 0, counted: 0, shared: 0, doubtful: 0 }
      if (programme.sharedWith) total.shared += 1
      else {
        total.thousandYen += value
        total.counted += 1
        if (doubtful) total.doubtful += 1
      }
      totals.set(key, total)
    }
  }
  return [...totals.values()].sort((a, b) => a.fiscalYear - b.fiscalYear)
}
