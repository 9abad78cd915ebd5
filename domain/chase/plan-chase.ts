import type { CityCalendar } from '../calendar/city-calendar.js'
import { formatDateTime } from '../calendar/date-words.js'
import { nextDispatch } from '../calendar/dispatch.js'
import { dateOf, instantAt } from '../calendar/instants.js'
import type { ChasePolicy } from '../definition/schema.js'
import type { Instant } from '../process/command.js'

type ChaseNotice = ChasePolicy['notices'][number]

/** One mail that a chase means to send, for the preview and the courier. */
export interface PlannedNotice {
  /** the notice's id in the policy and its count, unique within the plan and the same on every planning: `overdue-2` */
  rule: string
  kind: ChaseNotice['kind']
  to: ChaseNotice['to']
  /** a dispatch slot: a business day and one of the city's dispatch times */
  at: Instant
  /** a Japanese sentence that names the rule and the due date */
  reason: string
}

export interface ChaseRequest {
  policy: ChasePolicy
  calendar: CityCalendar
  /** the city's dispatch times, `HH:mm` */
  dispatch: readonly string[]
  dueAt: Instant
  /** only what leaves strictly later is planned */
  from: Instant
}

const kindWords: Record<ChaseNotice['kind'], string> = {
  reminder: 'お知らせ',
  overdue: '再依頼',
  'head-notice': '確認のお願い',
  'escalation-proposal': '上位者への連絡の提案',
}
const partyWords: Record<ChaseNotice['to'], string> = { owner: '担当', coordinator: '取りまとめ担当', head: '課長', office: '事務局' }
/** What the rule is called where people read it: its id is the definition's own affair. */
function ruleWord({ kind, to }: ChaseNotice): string {
  if (kind === 'reminder') return '期限前のお知らせ'
  if (kind === 'escalation-proposal') return '上位への連絡の提案'
  if (kind === 'head-notice') return `${partyWords[to]}への確認`
  return to === 'owner' ? '再依頼' : `${partyWords[to]}への連絡`
}
const urgency: Record<ChaseNotice['kind'], number> = { reminder: 0, overdue: 1, 'head-notice': 2, 'escalation-proposal': 3 }

interface Candidate extends PlannedNotice {
  /** the instant that the rule names, before it waits for a dispatch slot */
  nominal: Instant
}

function candidates(notice: ChaseNotice, first: number, { policy, calendar, dispatch, dueAt }: ChaseRequest): Candidate[] {
  const times = notice.repeat?.times ?? 1
  return Array.from({ length: times }, (_, i) => {
    const days = notice.businessDays + i * (notice.repeat?.everyBusinessDays ?? 0)
    const nominal = instantAt(calendar.addBusinessDays(dateOf(dueAt), days), notice.at)
    // "your due date has passed" must not arrive before it has: a rule on the due day itself waits for the slot after it
    const tooEarly = (notice.kind === 'overdue' || notice.kind === 'escalation-proposal') && nominal <= dueAt
    const at = tooEarly
      ? nextDispatch(calendar, dispatch, dueAt, { strictly: true })
      : nextDispatch(calendar, dispatch, nominal, { strictly: false })
    const when = days === 0 ? 'の当日' : `の${Math.abs(days)}開庁日${days > 0 ? '後' : '前'}`
    const count = times > 1 ? `、全${times}回の${i + 1}回目` : ''
    return {
      rule: `${notice.id}-${first + i}`,
      kind: notice.kind,
      to: notice.to,
      at,
      nominal,
      reason: `期限（${formatDateTime(dueAt)}）${when}に${partyWords[notice.to]}へ${kindWords[notice.kind]}を送る定め（${policy.name}の「${ruleWord(notice)}」${count}）`,
    }
  })
}

/**
 * The notices of one assignment's chase (再依頼の段取り), sorted by instant. Every instant is a dispatch slot, so none leaves on
 * a closed day. A reminder whose time has passed, or whose slot would come only when the due instant has, is dropped rather
 * than sent late. Of two notices to the same party in one slot the more urgent one is kept; of two alike, the later rule.
 * @throws CalendarError when there is no dispatch time
 */
export function planChase(request: ChaseRequest): PlannedNotice[] {
  const from = new Date(request.from).toISOString()
  const dueAt = new Date(request.dueAt).toISOString()
  const counts = new Map<string, number>()
  const kept = new Map<string, Candidate>()
  for (const notice of request.policy.notices) {
    const before = counts.get(notice.id) ?? 0
    const planned = candidates(notice, before + 1, { ...request, dueAt })
    counts.set(notice.id, before + planned.length)
    for (const candidate of planned) {
      if (candidate.at <= from) continue
      if (candidate.kind === 'reminder' && (candidate.nominal <= from || candidate.at >= dueAt)) continue
      const slot = `${candidate.to} ${candidate.at}`
      const other = kept.get(slot)
      if (!other || moreUrgent(candidate, other)) kept.set(slot, candidate)
    }
  }
  return [...kept.values()]
    .sort((a, b) => compare(a.at, b.at) || urgency[b.kind] - urgency[a.kind] || compare(a.rule, b.rule))
    .map(({ nominal: _, ...notice }) => notice)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const moreUrgent = (a: Candidate, b: Candidate): boolean =>
  urgency[a.kind] !== urgency[b.kind] ? urgency[a.kind] > urgency[b.kind] : a.nominal > b.nominal
