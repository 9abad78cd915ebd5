import type { DueNotice } from './due-notice.js'
import { grouped } from './grouped.js'
import { noticeKindWord } from './kind-words.js'

/** A notice that is not sent, and why, in words for the page that explains it. */
export interface LeftOut {
  id: string
  why: string
}

/** Kinds that chase, the most urgent last. */
const chaseKinds = ['reminder', 'overdue', 'head-notice', 'escalation-proposal']
/** What asks for something anew says all that these would. The proposal asks somebody else: the office. */
const saidByFirstWord = ['reminder', 'overdue', 'head-notice']
const firstWords = ['request', 'return', 'handover']

/**
 * Of all that one mailbox is due, what its mail says, and what it need not say: a reminder whose day has passed; of one
 * assignment, what a request, a return or a handover in the same mail says anyway; and of several that chase, all but the most urgent (of
 * alike ones the latest). So a fortnight without a worker ends with one mail that speaks of today.
 */
export function takeIn(notices: readonly DueNotice[], asOf: Date): { stays: DueNotice[]; leftOut: LeftOut[] } {
  const why = new Map<string, string>()
  for (const notice of notices) if (notice.kind === 'reminder' && notice.dueAt <= asOf) why.set(notice.id, '期限を過ぎたため')
  const still = notices.filter(({ id }) => !why.has(id))
  for (const own of grouped(still, ({ processId }) => processId).values()) {
    const first = own.find(({ kind }) => firstWords.includes(kind))
    if (first) for (const { id } of own.filter(({ kind }) => saidByFirstWord.includes(kind))) why.set(id, into(first))
    // Two posts of one mailbox: it stays where it was.
    const taken = own.find(({ kind }) => kind === 'handover')
    if (taken) for (const { id } of own.filter(({ kind }) => kind === 'handed-over')) why.set(id, into(taken))
    const chasing = own.filter(({ id, kind }) => chaseKinds.includes(kind) && !why.has(id)).sort(byUrgency)
    const most = chasing.pop()
    if (most) for (const { id } of chasing) why.set(id, into(most))
  }
  return {
    stays: notices.filter(({ id }) => !why.has(id)),
    leftOut: notices.flatMap(({ id }) => (why.has(id) ? [{ id, why: why.get(id) ?? '' }] : [])),
  }
}

const into = ({ kind }: DueNotice): string => `同じ便の「${noticeKindWord(kind)}」にまとめたため`

const byUrgency = (a: DueNotice, b: DueNotice): number =>
  chaseKinds.indexOf(a.kind) - chaseKinds.indexOf(b.kind) || a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1)
