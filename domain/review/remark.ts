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

/** How a member's word on a remark was given, where not with what the member hands in: the end of the remark's place. */
export const confirmedWays = { ...toldWays, page: '委員の画面で確認' } as const
export type ConfirmedWay = keyof typeof confirmedWays

const told = new RegExp(`(?:^|・)(?:${Object.values(toldWays).join('|')})$`)
const confirmed = new RegExp(`(?:^|・)(?:${Object.values(confirmedWays).join('|')})$`)

/** The place in the source alone: what stands there now nobody has confirmed. */
export const unconfirmedPlace = (place: string): string => place.replace(confirmed, '')

/** The place in the source, with the way by which the member confirmed it. */
export const confirmedPlace = (place: string, way: ConfirmedWay): string => {
  const own = unconfirmedPlace(place)
  return own === '' ? confirmedWays[way] : `${own}・${confirmedWays[way]}`
}

/** Whether the member has confirmed it otherwise than with what the member hands in. */
export const isConfirmedAt = (place: string): boolean => confirmed.test(place)

/** How far the member has confirmed what was written down. */
export type Confirmed = 'not-yet' | 'agreed' | 'mended' | 'told' | 'nobody'

/** @param row of the view `said` */
export function confirmedOf(row: { confirmed: string; place: string; seat: string | null }): Confirmed {
  if (row.confirmed === 'agreed' || row.confirmed === 'mended') return row.confirmed
  if (told.test(row.place)) return 'told'
  return isConfirmedAt(row.place) ? 'agreed' : row.seat === null ? 'nobody' : 'not-yet'
}
