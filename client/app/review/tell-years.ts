import { canonical, contentHash } from '../../../domain/trail/canonical.js'
import type { Transaction } from '../../../prisma/trail.js'
import { appendTrail } from '../../../prisma/trail.js'
import { Refused } from '../errors.js'
import type { Request } from '../request.js'
import { keepSettled } from '../steering/settled-command.js'

/** An act of the review that no flow has to apply: who does it, and what the trail of each year that it concerns says of it. */
export interface ReviewWord {
  /** idempotency key: of the form that was sent */
  id: string
  /** what was sent, word for word: the same key with anything else is refused (`toldBefore`) */
  asked: Asked
  /** the years that it concerns; those that are sealed by now are told nothing */
  cycleIds: string[]
  /** the event: its words stand in client/app/views/trail-words.ts and trail-sentence.ts */
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

/** What an act of the review was asked with: its key, and JSON beside it (of a file its hash, not its bytes). */
export type Asked = { id: string }

const askedHash = ({ id: _, ...rest }: Asked): string => contentHash(rest)

/**
 * Whether this very word was spoken before: then nothing happens again. Of one key sent twice at one instant, the second waits here
 * until the first has ended.
 * @throws Refused (command-id-reused) when something else was said under that key
 */
export async function toldBefore(tx: Transaction, asked: Asked): Promise<boolean> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${asked.id} key`}, 0))`
  const known = await tx.command.findUnique({ where: { id: asked.id }, select: { payloadHash: true } })
  if (known && known.payloadHash !== askedHash(asked)) throw new Refused('command-id-reused')
  return known !== null
}

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
    await keepSettled(tx, { id: key, processId: cycleId, cycleId, act: kind, post, person, via, payload, hash: askedHash(word.asked), now })
    const processId = word.process ?? cycleId
    const said = reason === '' ? {} : { reason }
    const body = canonical({ ...facts, kind, process: processId, at: now.toISOString(), command: key, post, via, ...said })
    await appendTrail(tx, cycleId, [{ key, kind, processId, body }])
  }
}
