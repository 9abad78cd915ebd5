import type { CityCalendar } from '../calendar/city-calendar.js'
import type { Tone } from '../correspondence/mail-input.js'
import type { ChasePolicy } from '../definition/schema.js'
import type { Instant } from '../process/command.js'
import type { ChaseKind, ChaseParty } from './chase-words.js'

/** One mail that a chase means to send, for the preview and the courier. */
export interface PlannedNotice {
  /** the notice's id in the policy and its count, unique within the plan and the same on every planning: `overdue-2` */
  rule: string
  kind: ChaseKind
  to: ChaseParty
  /** a dispatch slot: a sending day and one of the city's dispatch times */
  at: Instant
  /** Japanese sentences: the rule, the due date or the promise, and why it leaves when it leaves */
  reason: string
  tone: Tone
  /** which time it comes round, of how many: 1 of 4 */
  nth: number
  of: number
}

/** What the policy names and is not sent, and why, in Japanese sentences. */
export type LeftNotice = Pick<PlannedNotice, 'rule' | 'kind' | 'to' | 'reason'>

export interface ChaseRequest {
  policy: ChasePolicy
  calendar: CityCalendar
  /** the city's dispatch times, `HH:mm` */
  dispatch: readonly string[]
  dueAt: Instant
  /** only what leaves strictly later is planned */
  from: Instant
  /** a promise by telephone that stands: nothing leaves until then, and what comes after the due instant counts from its day */
  promisedUntil?: Instant | null
  /** places that no post holds: what would go there is left out */
  absent?: ReadonlySet<ChaseParty>
}
