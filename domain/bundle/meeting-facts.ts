import type { CityDate } from '../calendar/instants.js'
import type { Definition } from '../definition/schema.js'
import { type Openness, oneOf, opennesses } from '../review/meeting.js'
import { asList, asNumber, asObject, asText } from '../sheet/loose-content.js'
import { conductOf } from './hand-in.js'
import type { Bundle } from './schema.js'

/** What a bundle tells of the meeting that deals with one of its steps. */
export interface MeetingFacts {
  body: string
  /** of the agenda's item: all matters of the step */
  title: string
  /** '': not told */
  place: string
  openness: Openness
  /** '' where it is open */
  closedReason: string
  /** `played`: announced, but the source tells no day. Null: not told whether it was */
  announcedOn: CityDate | 'played' | null
  visitors: number | null
  decisions: string[]
  /** keys of the seats that stayed away. Null: the source does not tell who was there */
  absent: string[] | null
  /** what the source tells of the meeting. '': nothing */
  text: string
}

/**
 * The facts of a step of kind `meet` that the office itself records: from its entry (by the ids of the form 会議の記録) and from `meetings`.
 * Null: it is no such step, the body is not the city's to call, or nothing is handed in for it.
 */
export function meetingFacts(bundle: Bundle, definition: Definition, stepId: string): MeetingFacts | null {
  const step = definition.steps.find(({ id }) => id === stepId)
  const body = definition.bodies.find(({ id }) => id === step?.body)
  const subject = step?.asks.find(({ per, to }) => per === 'once' && to === 'office')?.subject
  if (step?.kind !== 'meet' || !body || body.kind === 'assembly' || subject === undefined) return null
  const entry = bundle.entries[stepId]?.[subject]
  if (!entry || conductOf(bundle, stepId, subject).some(({ how }) => how === 'attest')) return null
  const told = bundle.meetings.find((one) => one.step === stepId)
  const matters = asList(entry.agenda).map(asText).filter(Boolean)
  const openness = oneOf(opennesses, asText(entry.openness)) ?? 'open'
  return {
    body: body.id,
    title: matters.length > 0 ? matters.join('、') : step.name,
    place: asText(entry.place),
    openness,
    closedReason: openness === 'open' ? '' : asText(entry.closedReason) || '理由は資料に記載がない。',
    announcedOn: entry.noticedOn === null ? 'played' : asText(entry.noticedOn) || null,
    visitors: asNumber(asObject(entry.visitors).value),
    decisions: asList(entry.decisions).map(asText).filter(Boolean),
    absent: told?.absent ?? null,
    text: told?.text ?? '',
  }
}
