import type { CycleAddress } from './paths.js'

/** 委員のページ: a member's own pages, of all years and bodies. */
export const memberPath = '/member'

/** One seat's year; `seat` is the key of its post. */
export const memberYearPath = ({ city, definition, fiscalYear }: CycleAddress, seat: string): string =>
  `${memberPath}/${city}/${definition}/${fiscalYear}/${seat}`

/** What the seat reads and says about one programme, or about the whole (`cross-cutting`). */
export const memberAboutPath = (cycle: CycleAddress, seat: string, subject: string): string =>
  `${memberYearPath(cycle, seat)}/about/${subject}`
