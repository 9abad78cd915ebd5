import type { Meeting } from '../../../../prisma/generated/client.js'
import type { Transaction } from '../../../../prisma/trail.js'
import type { Connections } from '../../connections.js'
import { Refused } from '../../errors.js'
import { refuseUnwritable } from '../../receive.js'
import type { Request } from '../../request.js'
import { mustBeOffice } from '../../steering/hold-notice.js'
import { hint } from '../../wake.js'
import { holdYears, tellOfReview, toldBefore } from '../tell-years.js'

/** Somebody's act upon a meeting. */
export interface MeetingWord {
  /** idempotency key: of the form that was sent */
  id: string
  meetingId: string
  post: string
  /** null: by the command line */
  person: string | null
  via?: Request['via']
  /** the save that the form was made of; missing: the act does not hang on what was read */
  revision?: number
  reason?: string
  /** what else was sent: JSON, part of what the key stands for */
  given?: object
}

/** What an act is given: the meeting under its lock, and the years that its agenda names. */
export interface ActedOn {
  tx: Transaction
  meeting: Meeting
  cycleIds: string[]
  /** the city's present instant */
  now: Date
}

/** What an act says of itself in the trail, and which reactors are to be told. */
export interface Acted {
  facts?: Record<string, string | number | boolean | string[]>
  owing?: string[]
  /** years that are concerned besides */
  alsoCycles?: string[]
}

export const noMeeting = 'この会議はありません。会議一覧から選んでください。'

/**
 * Does something to a meeting, once, in one transaction with its rows in the trails of the years that it deals with.
 * @param who `office`: only a post of the office may; `member`: the caller has looked at whose seat it is
 * @throws Refused: not the office's post, all its years are sealed, saved meanwhile (changed-meanwhile), or whatever `act` refuses
 */
export async function actOnMeeting(
  connections: Connections,
  word: MeetingWord,
  kind: string,
  act: (on: ActedOn) => Promise<Acted>,
  who: 'office' | 'member' = 'office',
): Promise<void> {
  refuseUnwritable(word)
  const asked = { ...word, kind }
  const owing = await connections.db.$transaction(async (tx) => {
    const cycleIds = await yearsOf(tx, word.meetingId)
    if (cycleIds.length === 0) throw new Refused('invalid-input', [noMeeting])
    const { now } = await holdYears(tx, cycleIds)
    await tx.$executeRaw`SELECT 1 FROM meeting WHERE id = ${word.meetingId} FOR UPDATE`
    if (await toldBefore(tx, asked)) return []
    // Years are held before meetings; one that joined the agenda while this waited would miss its row.
    if ((await yearsOf(tx, word.meetingId)).join() !== cycleIds.join()) throw new Refused('changed-meanwhile')
    const meeting = await tx.meeting.findUniqueOrThrow({ where: { id: word.meetingId } })
    if (who === 'office') await mustBeOffice(tx, word.post, meeting.city)
    if (word.revision !== undefined && word.revision !== meeting.revision) throw new Refused('changed-meanwhile')
    const { facts = {}, owing = [], alsoCycles = [] } = await act({ tx, meeting, cycleIds, now })
    await tellOfReview(tx, {
      id: word.id,
      asked,
      cycleIds: [...new Set([...cycleIds, ...alsoCycles])],
      kind,
      post: word.post,
      person: word.person,
      via: word.via ?? 'page',
      reason: word.reason ?? '',
      facts: { meeting: meeting.id, ...facts },
    })
    return owing
  })
  await hint(connections, owing)
}

/** The years that a meeting's agenda names, in the order of their ids. */
async function yearsOf(tx: Transaction, meetingId: string): Promise<string[]> {
  const items = await tx.agendaItem.findMany({ where: { meetingId }, select: { cycleId: true }, orderBy: { cycleId: 'asc' } })
  return [...new Set(items.flatMap(({ cycleId }) => cycleId ?? []))]
}

/** @throws Refused with the sentence */
export function refuseIf(wrong: boolean, sentence: string): void {
  if (wrong) throw new Refused('invalid-input', [sentence])
}

export const notCancelled = ({ state }: { state: string }): void =>
  refuseIf(state === 'cancelled', 'この会議は中止されています。記録は変えられません。')
