import { fiscalYearName } from '../../../domain/calendar/date-words.js'
import { dateOf, fiscalYearOf } from '../../../domain/calendar/instants.js'
import type { StartCity } from './preparation.js'

/** Years away from the present one that are surely a slip of the pen. */
const far = 5

/** A fiscal year as people type it: 2017, 平成29, 令和元年度. Null: it is none. */
export function typedYear(text: string): number | null {
  const plain = text.normalize('NFKC').replace(/\s|年度?/g, '')
  const era = /^(平成|令和|H|R)(元|\d{1,2})$/i.exec(plain)
  if (era) return (era[1] === '平成' || era[1]?.toUpperCase() === 'H' ? 1988 : 2018) + (era[2] === '元' ? 1 : Number(era[2]))
  return /^\d{4}$/.test(plain) ? Number(plain) : null
}

/** Why a year cannot be prepared, in a sentence; null: it can. @param definition id of the definition it would go by */
export function yearProblem(city: StartCity, fiscalYear: number | null, definition: string): string | null {
  if (fiscalYear === null) return '年度を読めません。2017 か 平成29 のように入力してください。'
  if (city.cycles.some((cycle) => cycle.definition === definition && cycle.fiscalYear === fiscalYear))
    return `${fiscalYearName(fiscalYear)}はすでに始まっています。別の年度を入力してください。`
  const present = fiscalYearOf(dateOf(city.now))
  return Math.abs(fiscalYear - present) > far
    ? `${fiscalYear}年度は今の年度（${present}年度）から離れすぎています。年度を確かめてください。`
    : null
}

/** The year that is most likely meant: the one after the newest, or the present one. */
export const nextYear = ({ cycles, now }: StartCity): number => (cycles[0] ? cycles[0].fiscalYear + 1 : fiscalYearOf(dateOf(now)))
