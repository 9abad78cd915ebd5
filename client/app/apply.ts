import { WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client'
import { ApplicationFailure } from '@temporalio/common'
import type { Command } from '../../domain/process/command.js'
import { nowOf } from '../../prisma/clock.js'
import { changeGates } from '../../prisma/gates.js'
import { appendTrail } from '../../prisma/trail.js'
import { act } from '../../workflows/acting.js'
import type { Connections } from './connections.js'
import { type RefusalCode, refusalSentences } from './errors.js'
import { refusedEntry } from './receive.js'
import { hint } from './wake.js'

/** What became of a command. `received`: durable here, not yet applied (受付済み・反映待ち); it will be, by itself. */
export interface Outcome {
  id: string
  receiptNo: number
  state: 'received' | 'applied' | 'refused'
  refusal?: RefusalCode
  seq?: number
}

/** How long a person waits for an act to be applied before being told that it has been received, in milliseconds. */
const patience = 5_000

/**
 * Hands a received command to its workflow and says what became of it. Safe to call as often as one likes: the command's id
 * is the Update's id. A line that breaks is never a refusal; the relay comes back to it.
 */
export async function applyCommand(connections: Connections, commandId: string): Promise<Outcome> {
  const { db, temporal } = connections
  const rows = await db.$queryRaw<{ state: string; processId: string; receiptNo: number; travel: Command }[]>`
    SELECT state, process_id AS "processId", receipt_no AS "receiptNo", payload -> 'travel' AS travel FROM command WHERE id = ${commandId}`
  const command = rows[0]
  if (!command) throw new Error(`There is no command ${commandId}.`)
  if (command.state !== 'received') return outcomeOf(connections, commandId)
  try {
    const handle = temporal.workflow.getHandle(command.processId)
    const recorded = await temporal.connection.withDeadline(Date.now() + patience, () =>
      handle.executeUpdate(act, { updateId: commandId, args: [command.travel] }),
    )
    // Void under this id, and still received: somebody used the id before it was ours. The flow will not take it again.
    if (recorded.outcome === 'void') await refuse(connections, commandId, recorded.refusal ?? 'changed-meanwhile')
    else return { id: commandId, receiptNo: command.receiptNo, state: 'applied', seq: recorded.seq }
  } catch (error) {
    const refusal = await refusalIn(connections, error, command.processId)
    if (refusal) await refuse(connections, commandId, refusal)
  }
  return outcomeOf(connections, commandId)
}

async function outcomeOf({ db }: Connections, id: string): Promise<Outcome> {
  const command = await db.command.findUniqueOrThrow({ where: { id } })
  const { refusal } = (command.outcome ?? {}) as { refusal?: RefusalCode }
  return {
    id,
    receiptNo: command.receiptNo,
    state: command.state as Outcome['state'],
    ...(refusal ? { refusal } : {}),
    ...(command.seq === null ? {} : { seq: command.seq }),
  }
}

/** The workflow's own refusal, or that of a flow which has ended. Anything else is no answer at all. */
async function refusalIn({ db }: Connections, error: unknown, processId: string): Promise<RefusalCode | null> {
  if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure) {
    // The engine fails Updates, too (a workflow that ended in the middle): only a word of ours is a refusal.
    const { type } = error.cause
    return type && Object.hasOwn(refusalSentences, type) ? (type as RefusalCode) : null
  }
  if (error instanceof WorkflowNotFoundError) {
    const row = await db.process.findUniqueOrThrow({ where: { id: processId } })
    if (row.state === 'withdrawn') return 'already-withdrawn'
    if (row.sealed || row.state === 'sealed' || row.state === 'sealing') return 'sealed'
    if (row.state === 'closed') return 'step-closed'
  }
  return null
}

/** Received → refused, once, with its row in the trail. What was handed in stays, unreferenced. */
async function refuse(connections: Connections, id: string, refusal: RefusalCode): Promise<void> {
  const wake = await connections.db.$transaction(async (tx) => {
    const rows = await tx.$queryRaw<
      {
        processId: string
        cycleId: string
        act: string
        actorPost: string
        via: string
        receiptNo: number
        payloadHash: string
        city: string
        cycleState: string
      }[]
    >`
      SELECT c.process_id AS "processId", c.cycle_id AS "cycleId", c.act, c.actor_post AS "actorPost", c.via, c.receipt_no AS "receiptNo",
        c.payload_hash AS "payloadHash", y.city, y.state AS "cycleState"
      FROM command c JOIN process y ON y.id = c.cycle_id WHERE c.id = ${id} AND c.state = 'received' FOR UPDATE OF c FOR SHARE OF y`
    const command = rows[0]
    if (!command) return []
    const now = await nowOf(tx, command.city)
    await tx.command.update({ where: { id }, data: { state: 'refused', outcome: { refusal }, settledAt: now } })
    const wake = command.cycleState === 'sealing' ? await changeGates(tx, [{ id: command.cycleId, bump: 'always' }]) : []
    const {
      processId,
      cycleId,
      cycleState: _state,
      city: _city,
      receiptNo: receipt,
      actorPost: post,
      payloadHash: payload,
      ...rest
    } = command
    await appendTrail(tx, cycleId, [refusedEntry(processId, now.toISOString(), { command: id, receipt, post, payload, refusal, ...rest })])
    return wake
  })
  await hint(connections, wake)
}
