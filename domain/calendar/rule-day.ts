import type { DateRule, DefinitionStep } from '../definition/schema.js'
import type { Instant } from '../process/command.js'
import type { CityCalendar } from './city-calendar.js'
import { formatDate, formatShort, formatTime } from './date-words.js'
import { addDays, type CityDate, dateOf, isDate } from './instants.js'

/** What a rule says before closed days and blackouts are heeded. `text` says the rule, so that people see why. */
export interface RuleDay {
  date: CityDate
  at: string
  roll: 'back' | 'forward' | 'none'
  named: boolean
  text: string
}

/** The instant that a rule counts from, and what people call it (`「部会」の期限`). */
export interface Anchor {
  instant: Instant
  name: string
}

const basisWords: Record<DefinitionStep['basis'], string> = { report: '報告書', minutes: '会議録', assumed: '仮定' }

/** 29 February is the last of February in a common year; any other missing day is the definition's mistake and gives null. */
export function ruleDate(rule: Extract<DateRule, { date: string }>, fiscalYear: number): CityDate | null {
  const year = fiscalYear + rule.fiscalYear + (rule.date < '04' ? 1 : 0)
  const date = `${year}-${rule.date}`
  if (isDate(date)) return date
  return rule.date === '02-29' ? `${year}-02-28` : null
}

const distance = (n: number, unit: string): string => (n === 0 ? 'の当日' : `の${Math.abs(n)}${unit}${n > 0 ? '後' : '前'}`)

/** Evaluates one rule of a step. `anchor` is what `anchorOf` named; it is not read for a date of the calendar. */
export function ruleDay(calendar: CityCalendar, step: DefinitionStep, rule: DateRule, fiscalYear: number, anchor: () => Anchor): RuleDay {
  const basis = `（根拠：${basisWords[rule.basis ?? step.basis]}）`
  if ('date' in rule) {
    // anchorProblems and dateProblems refuse a definition with a missing day before any rule is evaluated
    const date = ruleDate(rule, fiscalYear) ?? `${fiscalYear}-${rule.date}`
    return { date, at: rule.at, roll: rule.roll, named: rule.named, text: `${formatDate(date)}${formatTime(rule.at)}と定めている${basis}` }
  }
  const { instant, name } = anchor()
  const start = dateOf(instant)
  const [date, words, roll] =
    'businessDays' in rule
      ? [calendar.addBusinessDays(start, rule.businessDays), distance(rule.businessDays, '開庁日'), 'back' as const]
      : [addDays(start, rule.days), distance(rule.days, '日'), rule.roll]
  return {
    date,
    at: rule.at,
    roll,
    named: false,
    text: `${name}（${formatShort(instant)}）${words}、${formatDate(date)}${formatTime(rule.at)}${basis}`,
  }
}
