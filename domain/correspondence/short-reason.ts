import type { NoticeKind } from './mail-input.js'

/** What a mail needs to know of a chase notice to say in a few words why it comes. */
export interface Chased {
  kind: NoticeKind
  /** which time the same is said to the same post: 1 the first time */
  nth: number
  /** business days until the due day; 0 on the day itself */
  daysLeft: number
  /** false: a meeting, a decision, whatever is held and recorded rather than handed in */
  isSubmission: boolean
}

/** Why a chase notice comes, as its mail says it. The rule in full stands on the page that explains the notice. */
export function shortReason({ kind, nth, daysLeft, isSubmission }: Chased): string | null {
  const lacking = isSubmission ? '提出がない' : '記録がない'
  const time = nth > 1 ? `（${nth}回目）` : ''
  switch (kind) {
    case 'reminder':
      return daysLeft > 0 ? `期限の${daysLeft}開庁日前のため` : '期限の当日のため'
    case 'overdue':
      return `期限を過ぎても${lacking}ため${time}`
    case 'head-notice':
      return `担当への再依頼の後も${lacking}ため${time}`
    case 'escalation-proposal':
      return `課長への連絡の後も${lacking}ため${time}`
    default:
      return null
  }
}
