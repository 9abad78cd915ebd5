import { type CityDate, isDate } from '../calendar/instants.js'

/** The calendar year before an era's first. */
const eras: [names: RegExp, before: number][] = [
  [/^(?:令和|R)$/i, 2018],
  [/^(?:平成|H)$/i, 1988],
  [/^(?:昭和|S)$/i, 1925],
]

const written = /^(令和|平成|昭和|[RHS])?(元|\d{1,4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\([日月火水木金土]\))?$/i

/**
 * A day as people write it (2016-09-06, ２０１６/９/６, 平成28年9月6日, H28.9.6) as `YYYY-MM-DD`. What is written otherwise is
 * returned as it is, for the check of the content to refuse.
 */
export function readDate(text: string): string {
  const trimmed = text.trim()
  if (trimmed.length > 40) return trimmed
  const match = written.exec(trimmed.normalize('NFKC').replace(/\s+/g, ''))
  if (!match) return trimmed
  const [, era, year = '', month = '', day = ''] = match
  const before = era === undefined ? 0 : (eras.find(([names]) => names.test(era))?.[1] ?? 0)
  if (era === undefined && year.length !== 4) return trimmed
  const calendarYear = before + (year === '元' ? 1 : Number(year))
  return [String(calendarYear).padStart(4, '0'), month.padStart(2, '0'), day.padStart(2, '0')].join('-')
}

const withoutYear = /^(\d{1,2})[-/.月](\d{1,2})日?(?:\([日月火水木金土]\))?$/

/** The next 29 February is at most so many years ahead. */
const yearsAhead = 8

/**
 * A day as people type it into a box, the one reader for all of them: with its year as above, or without (12月26日, 12/26): then it is
 * the next such day from today on. Null: no day of the calendar.
 */
export function readDay(text: string, today: CityDate): CityDate | null {
  const dated = readDate(text)
  if (isDate(dated)) return dated
  const [, month = '', day = ''] = withoutYear.exec(text.slice(0, 40).normalize('NFKC').replace(/\s+/g, '')) ?? []
  const year = Number(today.slice(0, 4))
  const next = Array.from({ length: yearsAhead + 1 }, (_, ahead) => `${year + ahead}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
  return next.find((one) => isDate(one) && one >= today) ?? null
}
