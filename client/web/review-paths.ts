import type { Rights } from '../app/people/posts-held.js'
import { cyclePath } from './paths.js'

/** What tells one year's pages from another's. */
type Year = Parameters<typeof cyclePath>[0]

export const reviewPath = (cycle: Year): string => `${cyclePath(cycle)}/review`

/** 約束の一覧, over all years of a city */
export const promisesPath = (city: string): string => `/${city}/promises`
export const promisesCsvPath = (city: string): string => `${promisesPath(city)}.csv`
/** 年度比較: of all programmes of a year, and of one through the years */
export const yearsPath = (cycle: Year): string => `${reviewPath(cycle)}/years`
export const programmeYearsPath = (cycle: Year, key: string): string => `${yearsPath(cycle)}/${key}`
/** 選定, 担当・利害関係, 委員への公開 */
export const selectionPath = (cycle: Year): string => `${reviewPath(cycle)}/selection`
export const allotmentPath = (cycle: Year): string => `${reviewPath(cycle)}/allotment`
export const releasePath = (cycle: Year): string => `${reviewPath(cycle)}/release`

/** A page of a year's Check and Action, as the hub (検証) lists it. */
export interface ReviewPage {
  path(cycle: Year): string
  title: string
  /** one sentence: what one does there */
  purpose: string
  /** who sees it */
  for(rights: Rights): boolean
}

/** In the order of the year. */
export const reviewPages: ReviewPage[] = [
  {
    path: ({ city }) => promisesPath(city),
    title: '約束の一覧',
    purpose: '検証意見への対応として約束したことが、その後どうなったかを、年度を通して見ます。',
    for: () => true,
  },
]
