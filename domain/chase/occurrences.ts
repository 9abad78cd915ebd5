import { inMonthDays } from '../calendar/city-calendar.js'
import { dispatchWithinYear } from '../calendar/dispatch.js'
import { type CityDate, dateOf, instantAt } from '../calendar/instants.js'
import type { ChasePolicy } from '../definition/schema.js'
import type { Instant } from '../process/command.js'
import type { ChaseRequest } from './chase-request.js'
import type { ChaseNotice } from './chase-words.js'

/** One time that a notice of a policy comes round: when the rule names it, and the dispatch in which it can leave. */
export interface Occurrence {
  notice: ChaseNotice
  /** the first of `of` is 1 */
  nth: number
  of: number
  /** business days from the due day, or from the promised day */
  days: number
  /** of these, the grace of the policy */
  grace: number
  /** the day of a promise that stands, when the days count from it and not from the due day */
  promised: CityDate | null
  /** the instant that the rule names, before it waits for a dispatch */
  nominal: Instant
  /** the nominal instant comes before the due instant has passed, and what it says would not be true yet */
  tooEarly: boolean
  /** null: there is no day to send on within a year */
  slot: Instant | null
}

/** Why nothing of this policy leaves on a day, or null. */
export const quietReason = ({ quiet }: ChasePolicy, day: CityDate): string | null =>
  quiet?.find((period) => inMonthDays(day, period))?.reason ?? null

/** Every time that one notice comes round for a due instant, whether or not it can still be sent. */
export function occurrencesOf(notice: ChaseNotice, { policy, calendar, dispatch, dueAt, promisedUntil }: ChaseRequest): Occurrence[] {
  const of = notice.repeat?.times ?? 1
  const after = notice.businessDays > 0
  const grace = after ? (policy.grace ?? 0) : 0
  const promised = after && promisedUntil && promisedUntil > dueAt ? dateOf(promisedUntil) : null
  return Array.from({ length: of }, (_, i) => {
    const days = notice.businessDays + grace + i * (notice.repeat?.everyBusinessDays ?? 0)
    const nominal = instantAt(calendar.addBusinessDays(promised ?? dateOf(dueAt), days), notice.at)
    // "your due date has passed" must not arrive before it has: a rule on the due day itself waits for the slot after it
    const tooEarly = notice.kind !== 'reminder' && nominal <= dueAt
    const slot = dispatchWithinYear(calendar, dispatch, tooEarly ? dueAt : nominal, {
      strictly: tooEarly,
      quiet: (day) => quietReason(policy, day) !== null,
    })
    return { notice, nth: i + 1, of, days, grace, promised, nominal, tooEarly, slot }
  })
}
