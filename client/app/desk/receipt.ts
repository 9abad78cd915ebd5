import type { Instant } from '../../../domain/process/command.js'
import type { Database } from '../../../prisma/db.js'
import type { RefusalCode } from '../errors.js'

/** What a person holds after an act: its number, and how far it has come. */
export interface ReceiptView {
  processId: string
  receiptNo: number
  act: string
  receivedAt: Instant
  /** received | applied | refused */
  state: string
  refusal: RefusalCode | null
}

/** The receipt of what was sent under an idempotency key; null: nothing was received under it. */
export async function receiptOf(db: Database, key: string): Promise<ReceiptView | null> {
  const command = await db.command.findUnique({ where: { id: key } })
  if (!command) return null
  const { refusal = null } = (command.outcome ?? {}) as { refusal?: RefusalCode }
  const { processId, receiptNo, act, receivedAt, state } = command
  return { processId, receiptNo, act, receivedAt: receivedAt.toISOString(), state, refusal }
}
