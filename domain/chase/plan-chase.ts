import { formatDate, formatDateTime } from '../calendar/date-words.js'
import { CalendarError, dateOf } from '../calendar/instants.js'
import type { Instant } from '../process/command.js'
import type { ChaseRequest, LeftNotice, PlannedNotice } from './chase-request.js'
import { chasePartyWords, chaseRuleWord, urgencyOf } from './chase-words.js'
import { type Occurrence, occurrencesOf } from './occurrences.js'
import { moment, ruleSentence, slotSentence } from './reasons.js'

export type { ChaseRequest, LeftNotice, PlannedNotice }

/**
 * The notices of one assignment's chase (再依頼の段取り), sorted by instant. Every instant is a dispatch slot: none on a quiet day
 * of the policy, none on a closed day unless the definition says so. A reminder whose time has passed, or whose slot would come only
 * when the due instant has, is dropped rather than sent late. Of two notices to one party in one slot the more urgent one
 * is kept; of two alike, the later rule.
 * @throws CalendarError when there is no dispatch time
 */
export const planChase = (request: ChaseRequest): PlannedNotice[] => explainChase(request).planned

/**
 * The same, with what the policy names and is not sent (the explanation that people read). `left` stands in the policy's order.
 * @throws CalendarError when there is no dispatch time
 */
export function explainChase(asked: ChaseRequest): { planned: PlannedNotice[]; left: LeftNotice[] } {
  if (asked.dispatch.length === 0)
    throw new CalendarError('発送時刻が一つもありません。定義の calendar.dispatch に 09:00 のように加えてください。')
  const request = inOneSpelling(asked)
  const candidates = named(request)
  const sendable = candidates.filter((one) => hindrance(one, request) === null) as Sendable[]
  const kept = new Map<string, Sendable>()
  for (const one of sendable) {
    const other = kept.get(placeOf(one))
    if (!other || moreUrgent(one, other)) kept.set(placeOf(one), one)
  }
  const left = candidates.flatMap((one): LeftNotice[] => {
    const instead = kept.get(placeOf(one))
    if (instead === one) return []
    const { kind, to } = one.notice
    const why = hindrance(one, request) ?? `同じ便の「${chaseRuleWord((instead ?? one).notice)}」にまとめるため、送らない。`
    return [{ rule: one.rule, kind, to, reason: `${ruleSentence(one, request)}${why}` }]
  })
  const planned = [...kept.values()]
    .sort((a, b) => compare(a.slot, b.slot) || urgencyOf(b.notice.kind) - urgencyOf(a.notice.kind) || compare(a.rule, b.rule))
    .map((one) => ({
      rule: one.rule,
      kind: one.notice.kind,
      to: one.notice.to,
      at: one.slot,
      reason: `${ruleSentence(one, request)}${slotSentence(one, request)}`,
      tone: one.notice.tone ?? 'ordinary',
      nth: one.nth,
      of: one.of,
    }))
  return { planned, left }
}

type Candidate = Occurrence & { rule: string }
type Sendable = Candidate & { slot: Instant }

/** Instants are compared as text; a promise holds back whatever would leave before it has passed. */
function inOneSpelling(request: ChaseRequest): ChaseRequest {
  const iso = (at: Instant) => new Date(at).toISOString()
  const from = iso(request.from)
  const promisedUntil = request.promisedUntil ? iso(request.promisedUntil) : null
  return {
    ...request,
    dueAt: iso(request.dueAt),
    promisedUntil,
    from: promisedUntil !== null && promisedUntil > from ? promisedUntil : from,
  }
}

/** Every time that the policy names, each under a name of its own. */
function named(request: ChaseRequest): Candidate[] {
  const counts = new Map<string, number>()
  return request.policy.notices.flatMap((notice) =>
    occurrencesOf(notice, request).map((one) => {
      const count = (counts.get(notice.id) ?? 0) + 1
      counts.set(notice.id, count)
      return { ...one, rule: `${notice.id}-${count}` }
    }),
  )
}

/** Why one of them is not sent, whatever the others are; null: it can be. */
function hindrance({ notice, slot, nominal }: Candidate, { from, dueAt, promisedUntil, absent }: ChaseRequest): string | null {
  if (absent?.has(notice.to)) return `${chasePartyWords[notice.to]}の職がないため、送らない。`
  if (slot === null) return '1年のあいだに送れる日がないため、送らない。'
  if (notice.kind === 'reminder' && slot >= dueAt) return '送れる便が期限の後になるため、送らない。'
  const late = notice.kind === 'reminder' && nominal <= from
  if (slot > from && !late) return null
  if (promisedUntil && from === promisedUntil)
    return `電話で約束のあった${formatDate(dateOf(promisedUntil))}まで連絡を控えるため、送らない。`
  return late && slot > from
    ? `お知らせの時刻（${moment(nominal)}）が、予定を立てた${formatDateTime(from)}には過ぎていたため、送らない。`
    : `その便（${moment(slot)}）が、予定を立てた${formatDateTime(from)}には出ていたため、送らない。`
}

const placeOf = ({ notice, slot }: Candidate): string => `${notice.to} ${slot}`

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const moreUrgent = (a: Candidate, b: Candidate): boolean =>
  a.notice.kind === b.notice.kind ? a.nominal > b.nominal : urgencyOf(a.notice.kind) > urgencyOf(b.notice.kind)
