import { instantAt } from '../calendar/instants.js'
import { ruleDate } from '../calendar/rule-day.js'
import type { Definition } from '../definition/schema.js'
import type { Instant } from '../process/command.js'

type Rules = Pick<Definition, 'budgetKinds' | 'embargo'>

/**
 * The instant at which a year's embargo ends: the announcement of the draft budget. The day is taken as it is written, whatever
 * the office is closed on: rolled back it would end too early. Null: the definition names none, and nothing ever comes out.
 */
export function embargoEnds({ embargo }: Rules, fiscalYear: number): Instant | null {
  // a definition whose embargo is no date of the calendar is refused when it is read
  if (!embargo || !('date' in embargo.until)) return null
  const date = ruleDate(embargo.until, fiscalYear)
  return date === null ? null : instantAt(date, embargo.until.at)
}

/** Whether what needs the finance section's consultation may be shown to others at an instant; the end itself is after. */
export function embargoIsOver(rules: Rules, fiscalYear: number, at: Instant): boolean {
  const ends = embargoEnds(rules, fiscalYear)
  return ends !== null && Date.parse(at) >= Date.parse(ends)
}

/** The budget kinds whose names may be shown to the public and to members at an instant. */
export const shownBudgets = (rules: Rules, fiscalYear: number, at: Instant): Definition['budgetKinds'] =>
  rules.budgetKinds.filter(({ needsFinance }) => !needsFinance || embargoIsOver(rules, fiscalYear, at))
