import { cityCalendar } from '../domain/calendar/city-calendar.js'
import { nextDispatch } from '../domain/calendar/dispatch.js'
import { planChase } from '../domain/chase/plan-chase.js'
import type { Definition } from '../domain/definition/schema.js'
import type { Instant } from '../domain/process/command.js'
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
  /** the chase towards a due instant, from the present on; nothing without a policy */
  chase(directory: Directory, policy: string | null, owner: string, dueAt: Instant, from: Instant): PlannedNotice[]
}

/** Plans the notices that one act of one assignment causes. `seq` is the number of the act: ids repeat when the act is recorded again. */
export function noticePlanner(definition: Definition, processId: string, seq: number): NoticePlanner {
  const calendar = cityCalendar(definition.calendar)
  const dispatch = definition.calendar.dispatch
  const planned = (rule: string, notice: Omit<PlannedNotice, 'id' | 'rule'>): PlannedNotice => ({
    id: `${processId}#${seq}/${rule}`,
    rule,
    ...notice,
  })
  return {
    now: (kind, post, at, reason, facts) =>
      planned(kind, { kind, post, at: nextDispatch(calendar, dispatch, at, { strictly: true }), reason, facts: facts ?? null }),
    chase(directory, policyId, owner, dueAt, from) {
      const policy = definition.chases.find((p) => p.id === policyId)
      if (!policy) return []
      return planChase({ policy, calendar, dispatch, dueAt, from }).flatMap((n) => {
        const post = directory.party(owner, n.to)
        return post ? [planned(n.rule, { kind: n.kind, post, at: n.at, reason: n.reason, facts: null })] : []
      })
    },
  }
}
