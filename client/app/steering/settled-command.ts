import { contentHash } from '../../../domain/trail/canonical.js'
import type { Transaction } from '../../../prisma/trail.js'
import type { Request } from '../request.js'

/** An act of somebody's that no flow has to apply: it has happened once it is written down. */
export interface SettledCommand {
  id: string
  processId: string
  cycleId: string
  act: string
  post: string
  /** who it was: kept here, never in the trail */
  person: string | null
  /** default: a page */
  via?: Request['via']
  payload: Record<string, string>
  /** fingerprint of what was asked; default: of the payload */
  hash?: string
  now: Date
}

/** Keeps a settled command with its person. @returns its receipt's number, and the payload's hash for the trail */
export async function keepSettled(tx: Transaction, command: SettledCommand): Promise<{ receiptNo: number; hash: string }> {
  const { id, processId, cycleId, act, post, person, via = 'page', payload, now } = command
  const hash = command.hash ?? contentHash({ processId, act, post, via, ...payload })
  const rows = await tx.$queryRaw<{ receiptNo: number }[]>`
    INSERT INTO command (id, process_id, cycle_id, act, actor_post, actor_person, via, payload, payload_hash, received_at, state, settled_at)
    VALUES (${id}, ${processId}, ${cycleId}, ${act}, ${post}, ${person}, ${via}, ${JSON.stringify(payload)}::jsonb, ${hash}, ${now}, 'applied', ${now})
    RETURNING receipt_no AS "receiptNo"`
  return { receiptNo: rows[0]?.receiptNo ?? 0, hash }
}
