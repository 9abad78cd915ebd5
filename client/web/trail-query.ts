import type { Context } from 'hono'
import { formatDate } from '../../domain/calendar/date-words.js'
import { addDays, instantAt, isDate } from '../../domain/calendar/instants.js'
import { readDate } from '../../domain/sheet/written-date.js'
import type { TrailFilter } from '../app/views/trail-filter.js'
import type { TrailSection, TrailStep } from '../app/views/trail-steps.js'
import { actKinds, actWord, eventKinds, eventWord } from '../app/views/trail-words.js'
import { choiceIn, numberIn, UnreadableAddress } from './request.js'

/** The filter of a trail as it stands in the address; an empty text does not narrow. */
export interface TrailQuery {
  /** key of a step */
  step: string
  /** id of an assignment or a step */
  process: string
  subject: string
  department: string
  post: string
  /** an event, or `act-` and an act */
  kind: string
  /** YYYY-MM-DD, both days included */
  since: string
  until: string
  text: string
  /** first row number */
  from: number
}

const acts = 'act-'
/** The events and acts that a filter offers: value and word. */
export const kindChoices = {
  events: eventKinds.map((kind): [string, string] => [kind, eventWord(kind)]),
  acts: actKinds.map((act): [string, string] => [`${acts}${act}`, actWord(act)]),
}
const kindWord = (kind: string): string => [...kindChoices.events, ...kindChoices.acts].find(([value]) => value === kind)?.[1] ?? kind

/** @throws UnreadableAddress when a condition cannot be read */
export function trailQuery(c: Context): TrailQuery {
  const typed = (name: string) => (c.req.query(name) ?? '').trim().slice(0, 300)
  const query = {
    step: typed('step'),
    process: typed('process'),
    subject: typed('subject'),
    department: typed('department'),
    post: typed('post'),
    kind: choiceIn(c, 'kind', '事項', (value) => kindWord(value) !== value),
    since: dayIn('since', typed('since')),
    until: dayIn('until', typed('until')),
    text: typed('text'),
    from: numberIn(c, 'from', '記録の番号'),
  }
  if (query.since && query.until && query.since > query.until)
    throw new UnreadableAddress('期間の終わりの日が、始まりの日より前です。日付を確かめてください。')
  return query
}

function dayIn(name: 'since' | 'until', typed: string): string {
  if (typed === '') return ''
  const day = readDate(typed)
  if (isDate(day)) return day
  const which = name === 'since' ? '期間の始まり' : '期間の終わり'
  throw new UnreadableAddress(
    `${which}「${typed.slice(0, 40)}」を日付として読めません。2016-12-16 か 平成28年12月16日 のように書いてください。`,
  )
}

/** The same for the records. */
export function filterOf(cycleId: string, query: TrailQuery): TrailFilter {
  const { step, process, subject, department, post, kind, since, until, text, from } = query
  return {
    from,
    ...(process || step ? { process: process || `${cycleId}/${step}` } : {}),
    ...(subject ? { subject } : {}),
    ...(department ? { department } : {}),
    ...(post ? { post } : {}),
    ...(kind.startsWith(acts) ? { act: kind.slice(acts.length) } : kind ? { kind } : {}),
    ...(since ? { since: instantAt(since, '00:00') } : {}),
    ...(until ? { until: instantAt(addDays(until, 1), '00:00') } : {}),
    ...(text ? { text } : {}),
  }
}

/** The conditions in words, one each; none: everything is shown. Where one has paged to is no condition. */
export function queryWords(query: TrailQuery, names: { steps: TrailStep[]; sections: TrailSection[] }): string[] {
  const posts = names.sections.flatMap(({ posts }) => posts)
  const section = names.sections.find(({ key }) => key === query.department)
  return [
    query.step && `工程：${names.steps.find(({ id }) => id === query.step)?.name ?? query.step}`,
    query.process && `工程・依頼の番号：${query.process}`,
    query.subject && `対象：「${query.subject}」を含む`,
    query.department && `課：${section?.name ?? query.department}`,
    query.post && `職：${posts.find(({ id }) => id === query.post)?.title ?? query.post}`,
    query.kind && `事項：${kindWord(query.kind)}`,
    query.since && `${formatDate(query.since)}から`,
    query.until && `${formatDate(query.until)}まで`,
    query.text && `理由・同意・応答に「${query.text}」を含む`,
  ].filter((word) => word !== '')
}

/** For links that keep the filter: `from` is left out where it is the beginning. */
export const queryParameters = ({ from, ...query }: TrailQuery, begin: number = from): Record<string, string | number> => ({
  ...query,
  ...(begin > 1 ? { from: begin } : {}),
})
