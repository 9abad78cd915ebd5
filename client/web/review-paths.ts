import type { Rights } from '../app/people/posts-held.js'
import { cyclePath } from './paths.js'

/** What tells one year's pages from another's. */
type Year = Parameters<typeof cyclePath>[0]

export const reviewPath = (cycle: Year): string => `${cyclePath(cycle)}/review`

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
export const reviewPages: ReviewPage[] = []
