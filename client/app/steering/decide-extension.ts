import { unfitDueDate } from '../../../domain/calendar/unfit-due-date.js'
import type { Definition } from '../../../domain/definition/schema.js'
import type { Instant } from '../../../domain/process/command.js'
import { nowOf } from '../../../prisma/clock.js'
import { snapshotBody } from '../../../prisma/snapshots.js'
import type { Transaction } from '../../../prisma/trail.js'
import { applyCommand, type Outcome } from '../apply.js'
import type { Connections } from '../connections.js'
import { extensionOf } from '../desk/extensions.js'
import { Refused } from '../errors.js'
import { type Receipt, receiveIn, refuseUnwritable } from '../receive.js'

export { unfitDueDate }

/** The office's decision on a section's request for a later date. */
export interface ExtensionDecision {
  /** idempotency key */
  id: string
  processId: string
  /** the request that was looked at: another one by now is not decided unseen */
  asked: string
  /** the due date that is granted; null: none */
  dueAt: Instant | null
  /** needed when nothing is granted */
  reason: string
  post: string
  person: string
}

/**
 * Grants, grants for another date, or declines; once. The section is told by mail.
 * @throws Refused: the request was replaced or decided meanwhile, a date that cannot be one, declined without a reason
 */
export async function decideExtension(connections: Connections, decision: ExtensionDecision): Promise<Outcome> {
  refuseUnwritable(decision)
  const receipt = await connections.db.$transaction((tx) => decideIn(tx, decision))
  return applyCommand(connections, receipt.id)
}

async function decideIn(tx: Transaction, decision: ExtensionDecision): Promise<Receipt> {
  const { id, processId, asked, dueAt, reason, post, person } = decision
  // Two decisions on one request, one after the other: the second finds the first.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${processId}, 2))`
  const base = { id, processId, post, person, via: 'page' as const }
  const [known] = await tx.$queryRaw<{ no: number }[]>`SELECT receipt_no AS no FROM command WHERE id = ${id}`
  if (!known) await refuseDecided(tx, processId, asked)
  if (dueAt === null) {
    if (reason === '') throw new Refused('incomplete-command', ['認めない理由を書いてください。課にそのまま届きます。'])
    return receiveIn(tx, { ...base, act: 'decline-extension', reason })
  }
  if (!known) {
    const row = await tx.process.findUniqueOrThrow({ where: { id: processId }, select: { dueAt: true, cycleId: true } })
    const cycle = await tx.process.findUniqueOrThrow({ where: { id: row.cycleId ?? '' }, select: { id: true, snapshotNo: true } })
    const definition = (await snapshotBody(tx, `${cycle.id}@${cycle.snapshotNo}`)) as Definition
    const now = (await nowOf(tx, processId.split('/')[0] ?? '')).toISOString()
    const unfit = unfitDueDate(definition, row.dueAt?.toISOString() ?? '', dueAt, now)
    if (unfit) throw new Refused('invalid-input', [unfit])
  }
  return receiveIn(tx, { ...base, act: 'extend', dueAt, reason: reason || '申出を受け、期限の延長を認めたため' })
}

async function refuseDecided(tx: Transaction, processId: string, asked: string): Promise<void> {
  const open = await extensionOf(tx, processId)
  const deciding = await tx.command.count({ where: { processId, state: 'received', act: { in: ['extend', 'decline-extension'] } } })
  if (open?.id === asked && deciding === 0) return
  throw new Refused('changed-meanwhile', [
    open && deciding === 0 ? '課が申出を変えました。新しい申出を見てから決めてください。' : 'この申出には、すでに判断が済んでいます。',
  ])
}
