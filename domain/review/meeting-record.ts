import { dateOf } from '../calendar/instants.js'
import type { Field } from '../definition/schema.js'
import type { Instant } from '../process/command.js'

/** What was recorded of a meeting, as the form of its step asks for it. */
export interface MeetingRecord {
  startsAt: Instant
  place: string
  openness: string
  closedReason: string | null
  announcedOn: string | null
  visitors: number | null
  /** null: nobody knows who was there */
  quorumMet: boolean | null
  present: number | null
  agenda: string[]
  materials: string[]
  decisions: string[]
  minutes: string | null
}

/** The content of a step's own form (様式「会議の記録」) from the meeting's record: those of its fields that the record knows, by their ids. */
export function recordContent(fields: readonly Pick<Field, 'id' | 'type'>[], record: MeetingRecord): Record<string, unknown> {
  const known: Record<string, unknown> = {
    date: dateOf(record.startsAt),
    place: record.place || undefined,
    openness: record.openness,
    closedReason: record.closedReason ?? undefined,
    noticedOn: record.announcedOn ?? undefined,
    agenda: record.agenda,
    materials: record.materials.length > 0 ? record.materials : undefined,
    attendance: record.present === null ? undefined : { value: record.present },
    quorum: record.quorumMet ?? undefined,
    visitors: record.visitors === null ? undefined : { value: record.visitors },
    decisions: record.decisions.length > 0 ? record.decisions : undefined,
    minutes: record.minutes ?? undefined,
  }
  return Object.fromEntries(fields.flatMap(({ id }) => (known[id] === undefined ? [] : [[id, known[id]]])))
}
