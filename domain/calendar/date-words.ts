import type { Instant } from '../process/command.js'
import { type CityDate, dateOf, instantAt, timeOf, weekdayOf } from './instants.js'

const eraYear = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', { timeZone: 'Asia/Tokyo', era: 'long', year: 'numeric' })

/** `令和8`, `令和元`. formatToParts, because the plain text of this calendar differs between versions of ICU. */
const eraYearOf = (date: CityDate): string => {
  const parts = eraYear.formatToParts(new Date(instantAt(date, '12:00')))
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? ''
  const year = part('year')
  return `${part('era')}${year === '1' ? '元' : year}`
}

const weekdayName = (date: CityDate): string => ['日', '月', '火', '水', '木', '金', '土'][weekdayOf(date)] ?? ''

/** `17時`, `17時30分`: from a time of day `HH:mm`. */
export const formatTime = (time: string): string => {
  const [hours, minutes] = time.split(':').map(Number)
  return `${hours}時${minutes ? `${minutes}分` : ''}`
}

/** `6月30日`: for sentences whose year is plain from what stands before. */
export const formatMonthDay = (date: CityDate): string => `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`

/** 平成28年12月16日: a day whose weekday says nothing, e.g. when a law came into force */
export const formatDay = (date: CityDate): string => `${eraYearOf(date)}年${formatMonthDay(date)}`

/** `令和8年6月30日（火）` */
export const formatDate = (date: CityDate): string => `${formatDay(date)}（${weekdayName(date)}）`

/** `令和8年6月30日（火）17時`, in Asia/Tokyo */
export const formatDateTime = (instant: Instant): string => `${formatDate(dateOf(instant))}${formatTime(timeOf(instant))}`

/** `12/18（金）17時`, for subjects of mails and narrow columns */
export const formatShort = (instant: Instant): string => {
  const date = dateOf(instant)
  return `${Number(date.slice(5, 7))}/${Number(date.slice(8))}（${weekdayName(date)}）${formatTime(timeOf(instant))}`
}

/**
 * `平成28年度`, `令和元年度`. The era is that of 31 December of the year in which the fiscal year begins: fiscal year 2019,
 * which began in Heisei, is called 令和元年度 throughout (the government's arrangement of 1 April 2019 for the change of era).
 */
export const fiscalYearName = (fiscalYear: number): string => `${eraYearOf(`${fiscalYear}-12-31`)}年度`
