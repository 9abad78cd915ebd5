import type { Command, Refusal } from '../domain/process/command.js'
import { canonical } from '../domain/trail/canonical.js'
import { appendTrail } from '../prisma/trail.js'
import type { Transaction } from './dependencies.js'

/** A command as received, read back to hold a workflow's act against it. */
export interface ReceivedCommand {
  id: string
  processId: string
  act: string
  actorPost: string
  via: string
  receiptNo: number
  payload: {
    travel: Command
    reason?: string
    confirmed?: 'self' | 'oral'
    version?: { id: string; no: number; hash: string }
    [key: string]: unknown
  }
  payloadHash: string
  versionId: string | null
  state: string
  seq: number | null
  receivedAt: Date
}

/** Reads a command under its lock: a refusal on its way from the application comes wholly before or after. */
export async function readCommand(tx: Transaction, id: string): Promise<ReceivedCommand | null> {
  const rows = await tx.$queryRaw<ReceivedCommand[]>`
    SELECT id, process_id AS "processId", act, actor_post AS "actorPost", via, receipt_no AS "receiptNo", payload, payload_hash AS "payloadHash",
      version_id AS "versionId", state, seq, received_at AS "receivedAt"
    FROM command WHERE id = ${id} FOR UPDATE`
  return rows[0] ?? null
}

/**
 * Holds an act against the command that must have asked for it. Anybody who reaches Temporal's port can send an Update in
 * any post's name; only what was received here, authorised and word for word the same, counts.
 */
export function judge(
  command: ReceivedCommand | null,
  travelled: Command | null,
  processId: string,
  sameBase: boolean,
): { applies: true } | { applies: false; forged: boolean; refusal: Refusal } {
  if (travelled) {
    const asked = command !== null && command.processId === processId && canonical(command.payload.travel) === canonical(travelled)
    if (!asked || command.state === 'applied') return { applies: false, forged: true, refusal: 'changed-meanwhile' }
    if (command.state === 'refused') return { applies: false, forged: false, refusal: 'changed-meanwhile' }
  }
  return sameBase ? { applies: true } : { applies: false, forged: false, refusal: 'changed-meanwhile' }
}

/** Settles a command: received → applied or refused, once. False: it was settled before. */
export async function settleCommand(
  tx: Transaction,
  id: string,
  settled: { state: 'applied' | 'refused'; seq: number | null; outcome: object; at: Date },
): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE command SET state = ${settled.state}, seq = ${settled.seq}, outcome = ${JSON.stringify(settled.outcome)}::jsonb, settled_at = ${settled.at}
    WHERE id = ${id} AND state = 'received'`
  return changed === 1
}

/** What every row about a command says of it: who asked for what, when, under which receipt. No content, no names. */
export const commandFacts = (command: ReceivedCommand) => ({
  command: command.id,
  receipt: command.receiptNo,
  act: command.act,
  post: command.actorPost,
  via: command.via,
  receivedAt: command.receivedAt.toISOString(),
  payload: command.payloadHash,
  ...(command.payload.confirmed ? { confirmed: command.payload.confirmed } : {}),
  ...(command.payload.reason ? { reason: command.payload.reason } : {}),
})

/**
 * What is left of an act that does not apply: a real command of that id is refused, a forged one raises an alarm, and the
 * trail says so. The caller has used up the act's number; nothing else may change.
 */
export async function dismissAct(
  tx: Transaction,
  of: { id: string; city: string; cycleId: string; state: string },
  entry: { seq: number; command: Command | null; event?: string },
  command: ReceivedCommand | null,
  verdict: { forged: boolean; refusal: Refusal },
  at: Date,
): Promise<void> {
  const refused = command !== null && command.state === 'received' && command.processId === of.id
  if (refused) await settleCommand(tx, command.id, { state: 'refused', seq: entry.seq, outcome: { refusal: verdict.refusal }, at })
  if (verdict.forged) {
    const detail = `${entry.command?.act ?? entry.event} in the name of ${entry.command?.post ?? 'nobody'}: not received here, made void`
    await alarm(tx, { id: `${of.id}/${entry.seq}`, city: of.city, cycleId: of.cycleId, processId: of.id, kind: 'forged-act', detail, at })
  }
  const body = {
    kind: 'void',
    process: of.id,
    seq: entry.seq,
    at: at.toISOString(),
    state: of.state,
    forged: verdict.forged,
    act: entry.command?.act ?? entry.event ?? null,
    claimedPost: entry.command?.post ?? null,
    ...(refused ? { ...commandFacts(command), refusal: verdict.refusal } : {}),
  }
  await appendTrail(tx, of.cycleId, [
    { key: refused ? command.id : `${of.id}/${entry.seq}`, kind: 'void', processId: of.id, body: canonical(body) },
  ])
}

/** Raises an alarm for a person to look at: an act that nobody asked for. The same act alarms once. */
export async function alarm(
  tx: Transaction,
  fault: { id: string; city: string; cycleId: string | null; processId: string | null; kind: string; detail: string; at: Date },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO fault (id, city, cycle_id, process_id, kind, detail, raised_at)
    VALUES (${fault.id}, ${fault.city}, ${fault.cycleId}, ${fault.processId}, ${fault.kind}, ${fault.detail}, ${fault.at})
    ON CONFLICT (id) DO NOTHING`
}
