import type { DateRule, DefinitionStep } from './schema.js'

/**
 * Roughly on which day (counted from 1 April of the cycle's fiscal year) each step opens, is due and must lawfully close,
 * without any calendar: business days are taken as 7/5 days. `exact` is false as soon as business days or a shift off a
 * closed day is involved. Only for finding rules that cannot be meant; what people are told comes from domain/calendar.
 * Keys: `step.opens`, `step.due`, `step.statutory`. Rules whose anchors do not resolve are left out.
 */
export function estimateDays(steps: DefinitionStep[]): Map<string, { day: number; exact: boolean }> {
  const rules = new Map<string, DateRule>()
  for (const step of steps) {
    rules.set(`${step.id}.opens`, step.opens)
    rules.set(`${step.id}.due`, step.due)
    if (step.statutory) rules.set(`${step.id}.statutory`, step.statutory)
  }
  const days = new Map<string, { day: number; exact: boolean }>()
  const resolve = (key: string, depth: number): { day: number; exact: boolean } | null => {
    const known = days.get(key)
    if (known) return known
    const rule = rules.get(key)
    if (!rule || depth > rules.size) return null
    const found = 'date' in rule ? { day: dayOfCycle(rule.date, rule.fiscalYear), exact: true } : counted(rule, key, depth)
    if (found) days.set(key, found)
    return found
  }
  const counted = (rule: Exclude<DateRule, { date: string }>, key: string, depth: number) => {
    const anchorKey = rule.from === 'open' ? `${key.slice(0, key.lastIndexOf('.'))}.opens` : `${rule.from.step}.${rule.from.edge}`
    const anchor = resolve(anchorKey, depth + 1)
    if (!anchor) return null
    return 'days' in rule
      ? { day: anchor.day + rule.days, exact: anchor.exact }
      : { day: anchor.day + (rule.businessDays * 7) / 5, exact: false }
  }
  for (const key of rules.keys()) resolve(key, 0)
  return days
}

/** A common year from 1 April: good enough for comparing dates that lie days apart. */
function dayOfCycle(monthDay: string, fiscalYear: number): number {
  const [month = 1, day = 1] = monthDay.split('-').map(Number)
  const calendarYear = 2001 + fiscalYear + (month <= 3 ? 1 : 0)
  return (Date.UTC(calendarYear, month - 1, day) - Date.UTC(2001, 3, 1)) / 86_400_000
}
