import { canonical } from '../../../domain/trail/canonical.js'
import type { Transaction } from '../../../prisma/trail.js'
import { appendTrail } from '../../../prisma/trail.js'
import { Refused } from '../errors.js'
import type { Request } from '../request.js'
import { keepSettled } from '../steering/settled-command.js'

/** An act of the review that no flow has to apply: who does it, and what the trail of each year that it concerns says of it. */
export interface ReviewWord {
  /** idempotency key: of the form that was sent */
  id: string
  /** the years that it concerns; those that are sealed by now are told nothing */
  cycleIds: string[]
  /** the event: its words stand in client/app/views/words.ts and trail-sentence.ts */
  kind: string
  /** the process at which it stands; default: the year */
  process?: string | null
  /** the acting post */
  post: string
  /** who it was: kept with the command, never in the trail. null: by the command line */
  person: string | null
  /** default: a page */
  via?: Request['via']
  /** '' where none is asked for */
  reason?: string
  /** ids, counts, hashes: no name, no address, no content */
  facts?: Record<string, string | number | boolean | string[]>
}

/** Whether this very word was spoken before: then nothing happens again. */
export const toldBefore = async (tx: Transaction, id: string): Promise<boolean> => (await tx.command.count({ where: { id } })) > 0

/**
 * Holds years against their sealing, and their city's clock still, until the transaction ends. Call it first.
 * @returns the ids of those that are running, and the city's present instant
 * @throws Refused (sealed) when none of them is
 */
export async function holdYears(tx: Transaction, cycleIds: string[]): Promise<{ running: string[]; now: Date }> {
  const rows = await tx.$queryRaw<{ id: string; now: Date }[]>`
    SELECT c.id, CASE WHEN k.played THEN k.now ELSE clock_timestamp() END AS now FROM process c JOIN clock k ON k.city = c.city
    WHERE c.id = ANY(${cycleIds}) AND c.kind = 'cycle' AND c.state = 'running' ORDER BY c.id FOR SHARE OF c, k`
  const [first] = rows
  if (!first) throw new Refused('sealed')
  return { running: rows.map(({ id }) => id), now: first.now }
}

/**
 * Writes an act of the review down in every year that it concerns and that is running: a settled command, which keeps the person, and a row
 * in the trail. Call it last in the transaction that does what the rows tell of.
 * @throws Refused (sealed) when none of the years is running
 */
export async function tellOfReview(tx: Transaction, word: ReviewWord): Promise<void> {
  const { running, now } = await holdYears(tx, word.cycleIds)
  const { post, person, kind, via = 'page', reason = '', facts = {} } = word
  for (const [at, cycleId] of running.entries()) {
    const key = at === 0 ? word.id : `${word.id}@${cycleId}`
    const payload = Object.fromEntries(
      Object.entries(facts).map(([name, value]) => [name, Array.isArray(value) ? value.join(' ') : `${value}`]),
    )
    await keepSettled(tx, { id: key, processId: cycleId, cycleId, act: kind, post, person, via, payload, now })
    const processId = word.process ?? cycleId
    const said = reason === '' ? {} : { reason }
    const body = canonical({ ...facts, kind, process: processId, at: now.toISOString(), command: key, post, via, ...said })
    await appendTrail(tx, cycleId, [{ key, kind, processId, body }])
  }
}
