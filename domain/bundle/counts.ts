import { crossCutting } from '../review/whole.js'
import type { Bundle } from './schema.js'

export interface BundleCounts {
  /** lines of the register: programmes and initiatives */
  lines: number
  programmes: number
  initiatives: number
  verified: number
  priority: number
  departments: number
  /** each indicator once, however many rounds and years show it */
  indicators: number
  /** opinions and Actions about programmes and articles */
  opinions: number
  actions: number
  crossCutting: number
  crossCuttingActions: number
  irregularities: number
}

/** How much a bundle holds, as one reads it out: "65 事業と1取組、検証対象24、指標57、意見72、対応58". */
export function countsOf(bundle: Bundle): BundleCounts {
  const count = (items: { subject: string }[], whole: boolean) => items.filter(({ subject }) => (subject === crossCutting) === whole).length
  return {
    lines: bundle.programmes.length,
    programmes: bundle.programmes.filter(({ kind }) => kind === 'programme').length,
    initiatives: bundle.programmes.filter(({ kind }) => kind === 'initiative').length,
    verified: bundle.programmes.filter(({ verified }) => verified).length,
    priority: bundle.programmes.filter(({ priority }) => priority).length,
    departments: bundle.departments.length,
    indicators: indicatorsOf(bundle),
    opinions: count(bundle.opinions, false),
    actions: count(bundle.actions, false),
    crossCutting: count(bundle.opinions, true),
    crossCuttingActions: count(bundle.actions, true),
    irregularities: bundle.irregularities.length,
  }
}

function indicatorsOf(bundle: Bundle): number {
  const names = Object.entries(bundle.sheets).flatMap(([programme, rounds]) =>
    Object.values(rounds).flatMap(({ indicators }) =>
      Array.isArray(indicators) ? indicators.map((one) => JSON.stringify([programme, (one as { name?: unknown }).name])) : [],
    ),
  )
  return new Set(names).size
}
