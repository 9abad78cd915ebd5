import { cityCalendar } from '../calendar/city-calendar.js'
import { nextDispatch } from '../calendar/dispatch.js'
import type { ChaseParty } from '../chase/chase-words.js'
import { type ChaseRequest, planChase } from '../chase/plan-chase.js'
import type { ChasePolicy, Definition } from '../definition/schema.js'
import type { Instant } from '../process/command.js'
import type { Directory } from './directory.js'

/** A mail that is going to be sent: what the table of coming mails (送信予定) shows, and why. */
export interface PlannedNotice {
  id: string
  rule: string
  kind: string
  post: string
  at: Instant
  reason: string
  facts: Record<string, unknown> | null
}

export interface NoticePlanner {
  /** a mail about what has just happened: the next slot strictly later */
  now(kind: string, post: string, at: Instant, reason: string, facts?: Record<string, unknown>): PlannedNotice
  /** the next dispatch strictly later */
  next(at: Instant): Instant
  /** the chase towards a due instant, from the present on; nothing without a policy */
  chase(directory: Directory, policy: string | null, wanted: Chased): PlannedNotice[]
}

/** What a chase is planned for. */
export interface Chased {
  owner: string
  dueAt: Instant
  /** only what leaves strictly later, and later than the promise */
  from: Instant
  /** a promise by telephone that stands */
  promisedUntil: Instant | null
}

/** Plans the notices that one act of one assignment causes. `seq` is the number of the act: ids repeat when the act is recorded again. */
export const noticePlanner = (definition: Definition, processId: string, seq: number): NoticePlanner =>
  noticePlanners(definition)(processId, seq)

/** The same for many assignments: what is alike for all of them is worked out once. */
export function noticePlanners(definition: Definition): (processId: string, seq: number) => NoticePlanner {
  const calendar = cityCalendar(definition.calendar)
  const { dispatch } = definition.calendar
  const next = once((at: Instant) => nextDispatch(calendar, dispatch, at, { strictly: true }), String)
  const times = once(planChase, ({ policy, dueAt, from, promisedUntil, absent }: ChaseRequest) =>
    JSON.stringify([policy.id, dueAt, from, promisedUntil, [...(absent ?? [])]]),
  )
  return (processId, seq) => {
    const planned = (rule: string, notice: Omit<PlannedNotice, 'id' | 'rule'>): PlannedNotice => ({
      id: `${processId}#${seq}/${rule}`,
      rule,
      ...notice,
    })
    return {
      now: (kind, post, at, reason, facts) => planned(kind, { kind, post, at: next(at), reason, facts: facts ?? null }),
      next,
      chase(directory, policyId, { owner, dueAt, from, promisedUntil }) {
        const policy = definition.chases.find((p) => p.id === policyId)
        if (!policy) return []
        const absent = partiesAbsent(policy, directory, owner)
        return times({ policy, calendar, dispatch, dueAt, from, promisedUntil, absent }).flatMap((n) => {
          const post = directory.party(owner, n.to)
          const facts = { tone: n.tone, nth: n.nth, of: n.of, dueAt }
          return post ? [planned(n.rule, { kind: n.kind, post, at: n.at, reason: n.reason, facts })] : []
        })
      },
    }
  }
}

/** Whom the policy means to write to, and no post is there. */
const partiesAbsent = ({ notices }: ChasePolicy, directory: Directory, owner: string): Set<ChaseParty> =>
  new Set(notices.map(({ to }) => to).filter((to) => directory.party(owner, to) === null))

/** A pure function that works out each answer once. */
function once<Given, Answer>(of: (given: Given) => Answer, keyOf: (given: Given) => string): (given: Given) => Answer {
  const known = new Map<string, Answer>()
  return (given) => {
    const key = keyOf(given)
    const answer = known.get(key) ?? of(given)
    known.set(key, answer)
    return answer
  }
}
