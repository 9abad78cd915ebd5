import { urgency } from '../../../domain/correspondence/urgency.js'
import type { ComingNotice } from '../../app/views/coming-mails.js'
import { noticeKindWord } from '../../app/views/words.js'

const rank = (kind: string): number => {
  const at = (urgency as readonly string[]).indexOf(kind)
  return at < 0 ? urgency.length : at
}

/** 再依頼3件、期限前のお知らせ1件: the most urgent first. */
export const kindsInWords = (kinds: Record<string, number>): string =>
  Object.entries(kinds)
    .toSorted(([a], [b]) => rank(a) - rank(b))
    .map(([kind, count]) => `${noticeKindWord(kind)}${count}件`)
    .join('、')

/** The same of notices one by one. */
export function kindCounts(notices: Pick<ComingNotice, 'kind'>[]): string {
  const kinds: Record<string, number> = {}
  for (const { kind } of notices) kinds[kind] = (kinds[kind] ?? 0) + 1
  return kindsInWords(kinds)
}
