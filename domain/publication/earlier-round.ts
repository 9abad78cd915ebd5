import { canonical } from '../trail/canonical.js'
import type { PrintedField, PrintedIndicator } from './report-schema.js'

/** A later round that only fills in what was still empty (the results beside the targets) has revised nothing. */
function revised(earlier: PrintedIndicator, later: PrintedIndicator[]): boolean {
  const same = later.find(({ name, unit }) => name === earlier.name && unit === earlier.unit)
  return earlier.values.some(({ fiscalYear, target, actual }) => {
    const now = same?.values.find((value) => value.fiscalYear === fiscalYear)
    return (target !== null && target !== now?.target) || (actual !== null && actual !== now?.actual)
  })
}

/**
 * What a reader is shown of an earlier round: the part that a later round said otherwise, or null when it was only completed.
 * Of indicators, those alone that were revised; whether they reached their target is said of the standing figures only.
 */
export function revisedPart(earlier: PrintedField, standing: PrintedField | undefined): PrintedField | null {
  if (standing === undefined || standing.type !== earlier.type) return earlier
  if (earlier.type === 'indicators' && standing.type === 'indicators') {
    const value = earlier.value
      .filter((indicator) => revised(indicator, standing.value))
      .map((indicator): PrintedIndicator => ({ ...indicator, comparison: 'no-comparison', doubts: [] }))
    return value.length === 0 ? null : { ...earlier, value }
  }
  return canonical(earlier.value) === canonical(standing.value) ? null : earlier
}
