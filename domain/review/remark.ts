import type { Definition } from '../definition/schema.js'
import { crossCutting, wholeName } from './whole.js'

/** Where something was said (発言の出所). */
export const remarkSources = {
  hearing: '個別説明・意見交換',
  meeting: '会議',
  visit: '現地視察',
  letter: '書面・メール',
  notes: '控え・その他',
} as const
export type RemarkSource = keyof typeof remarkSources

export const isRemarkSource = (text: string): text is RemarkSource => Object.hasOwn(remarkSources, text)

/** The word for a source; `member`: what a member wrote on a page of their own. */
export const sourceWord = (source: string): string =>
  source === 'member' ? '委員の画面' : isRemarkSource(source) ? remarkSources[source] : source

/** What a remark is called everywhere: by the number of its row, or of its first one, which stays when it is corrected. */
export const remarkName = (no: number | string): string => `発言の記録（番号${no}）`

/** What something can be said about. */
export interface RemarkSubject {
  key: string
  name: string
}

/** A year's subjects: its programmes, then the articles, then the measures as a whole. */
export const subjectsOf = (definition: Pick<Definition, 'articles'>, programmes: RemarkSubject[]): RemarkSubject[] => [
  ...programmes.map(({ key, name }) => ({ key, name })),
  ...definition.articles.map(({ no, title }) => ({ key: `article-${no}`, name: `第${no}条　${title}` })),
  { key: crossCutting, name: wholeName },
]

/** How the office can learn a member's word on a remark. */
export const toldWays = { telephone: '電話で確認', paper: '書面で確認', person: '面談で確認' } as const
export type ToldWay = keyof typeof toldWays
export const isToldWay = (text: string): text is ToldWay => Object.hasOwn(toldWays, text)

/** How a member's word on a remark was given, where not with what the member hands in (`told` of a remark). */
export const confirmedWays = { ...toldWays, page: '委員の画面で確認' } as const
export type ConfirmedWay = keyof typeof confirmedWays

/** The words for how it was given; null: not so. */
export const toldWord = (told: string | null): string | null =>
  told !== null && Object.hasOwn(confirmedWays, told) ? confirmedWays[told as ConfirmedWay] : null

/** How far the member has confirmed what was written down: told by the view `said`. */
export type Confirmed = 'not-yet' | 'agreed' | 'mended' | 'told' | 'nobody'

/** Whether the member has given a word on it. */
export const isConfirmed = (confirmed: Confirmed): boolean => ['agreed', 'mended', 'told'].includes(confirmed)

/** What stands of a remark before it is corrected. */
export interface Standing {
  /** in the member's own words where the member mended it */
  text: string
  /** as the office wrote it down */
  recorded: string
  seat: string | null
  told: string | null
  confirmed: Confirmed
}

/**
 * What a correction leaves of the member's word: a text and seat that stay keep it, and with it the member's own words; others are nobody's
 * word yet.
 */
export function afterCorrection(
  before: Standing,
  { text, seat }: { text: string; seat: string | null },
): { text: string; told: string | null } {
  if (seat !== before.seat || ![before.text, before.recorded].includes(text)) return { text, told: null }
  return { text: before.text, told: before.told ?? (isConfirmed(before.confirmed) ? 'page' : null) }
}
