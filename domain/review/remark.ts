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

/** How a member's word on a remark reached the office, where not by the member's own page: the end of the remark's place. */
export const toldWays = { telephone: '電話で確認', paper: '書面で確認', person: '面談で確認' } as const
export type ToldWay = keyof typeof toldWays
export const isToldWay = (text: string): text is ToldWay => Object.hasOwn(toldWays, text)

const told = new RegExp(`(?:^|・)(?:${Object.values(toldWays).join('|')})$`)

/** The place in the source, with the way by which the member confirmed it. */
export const toldPlace = (place: string, way: ToldWay): string => {
  const own = place.replace(told, '')
  return own === '' ? toldWays[way] : `${own}・${toldWays[way]}`
}

/** How far the member has confirmed what was written down. */
export type Confirmed = 'not-yet' | 'agreed' | 'mended' | 'told' | 'nobody'

/** @param row of the view `said` */
export const confirmedOf = ({ confirmed, place, seat }: { confirmed: string; place: string; seat: string | null }): Confirmed =>
  confirmed === 'agreed' || confirmed === 'mended' ? confirmed : told.test(place) ? 'told' : seat === null ? 'nobody' : 'not-yet'
