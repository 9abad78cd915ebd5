import type { ChasePolicy } from '../definition/schema.js'

export type ChaseNotice = ChasePolicy['notices'][number]
export type ChaseKind = ChaseNotice['kind']
export type ChaseParty = ChaseNotice['to']

/** What a chase sends, the least urgent first: of several about one matter the most urgent is said. */
export const chaseKinds: readonly ChaseKind[] = ['reminder', 'overdue', 'head-notice', 'escalation-proposal']

/** The higher, the more urgent. */
export const urgencyOf = (kind: ChaseKind): number => chaseKinds.indexOf(kind)

export const chaseKindWords: Record<ChaseKind, string> = {
  reminder: 'お知らせ',
  overdue: '再依頼',
  'head-notice': '確認のお願い',
  'escalation-proposal': '上位者への連絡の提案',
}

export const chasePartyWords: Record<ChaseParty, string> = {
  owner: '担当',
  coordinator: '取りまとめ担当',
  head: '課長',
  office: '事務局',
}

/** What a rule is called where people read it: its id is the definition's own affair. */
export function chaseRuleWord({ kind, to }: Pick<ChaseNotice, 'kind' | 'to'>): string {
  if (kind === 'reminder') return '期限前のお知らせ'
  if (kind === 'escalation-proposal') return '上位への連絡の提案'
  if (kind === 'head-notice') return `${chasePartyWords[to]}への確認`
  return to === 'owner' ? '再依頼' : `${chasePartyWords[to]}への連絡`
}

const dayWord = (days: number): string => (days === 0 ? '期限の日' : `期限の${Math.abs(days)}開庁日${days < 0 ? '前' : '後'}`)

/** What a chase sends and when, in one line for a choice of chases: 期限の3開庁日前に担当へ期限前のお知らせ、1開庁日後に… */
export const chaseInWords = ({ notices, grace = 0 }: Pick<ChasePolicy, 'notices' | 'grace'>): string =>
  notices
    .toSorted((a, b) => a.businessDays - b.businessDays)
    .map((notice) => {
      const days = notice.businessDays > 0 ? notice.businessDays + grace : notice.businessDays
      const again = notice.repeat ? `（${notice.repeat.everyBusinessDays}開庁日ごとに全${notice.repeat.times}回）` : ''
      return `${dayWord(days)}に${chasePartyWords[notice.to]}へ${chaseRuleWord(notice)}${again}`
    })
    .join('、')
