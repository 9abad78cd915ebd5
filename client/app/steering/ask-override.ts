import type { Definition, Requirement } from '../../../domain/definition/schema.js'
import type { Instant } from '../../../domain/process/command.js'
import { canonical } from '../../../domain/trail/canonical.js'
import type { Database } from '../../../prisma/db.js'
import { snapshotBody } from '../../../prisma/snapshots.js'
import { appendTrail, type Transaction } from '../../../prisma/trail.js'
import type { Connections } from '../connections.js'
import { Refused } from '../errors.js'
import type { PostHeld } from '../people/posts-held.js'
import { refuseUnwritable } from '../receive.js'
import { readTarget, type Target } from '../target.js'
import { keepSettled } from './settled-command.js'

/** A requirement of a gate that the office wants to set aside. Nothing is set aside until a second person has agreed. */
export interface OverrideAsk {
  /** idempotency key, and the number by which the request is answered */
  id: string
  stepId: string
  requirement: string
  reason: string
  /** the office's post that asks */
  post: string
  person: string
}

/** A request that nobody has answered yet. */
export interface PendingOverride {
  id: string
  receiptNo: number
  requirement: Requirement
  reason: string
  post: string
  postTitle: string
  person: string | null
  askedAt: Date
}

/** Keeps two answers to one request, and two requests about one gate, apart. */
export const holdStep = (tx: Transaction, stepId: string) => tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${stepId}, 1))`

/**
 * Records that the office asks for a requirement to be set aside: a command of its own, with its row in the trail.
 * @throws Refused: not the office, no reason, the step has no such requirement or is not open, asked already
 */
export async function askOverride({ db }: Pick<Connections, 'db'>, ask: OverrideAsk): Promise<void> {
  refuseUnwritable(ask)
  if (ask.reason.trim() === '') throw new Refused('incomplete-command', ['条件を外す理由を書いてください。理由は記録に残ります。'])
  await db.$transaction(async (tx) => {
    await holdStep(tx, ask.stepId)
    const target = await readTarget(tx, ask.id, { processId: ask.stepId, post: ask.post, act: 'override', via: 'page' })
    if (target.known) return
    await refuseUnfit(tx, target, ask)
    const { requirement, reason, post, person } = ask
    await record(tx, { id: ask.id, target, act: 'ask-override', kind: 'override-asked', post, person, payload: { requirement, reason } })
  })
}

async function refuseUnfit(tx: Transaction, target: Target, { requirement, stepId }: OverrideAsk): Promise<void> {
  if (target.cycleState !== 'running') throw new Refused('sealed')
  if (target.actor?.role !== 'office' || target.actor.city !== target.city) throw new Refused('wrong-post')
  if (target.state === 'closed') throw new Refused('step-closed')
  if (target.state !== 'open') throw new Refused('not-begun')
  const definition = (await snapshotBody(tx, `${target.cycleId}@${target.snapshotNo}`)) as Definition
  const asked = definition.steps.find((step) => step.id === target.stepKey)?.requires ?? []
  if (!asked.some((one) => one === requirement))
    throw new Refused('invalid-input', ['この工程の関門にない条件です。外す条件を選んでください。'])
  const gate = await tx.gate.findUniqueOrThrow({ where: { id: stepId } })
  if ((gate.overrides as { requirement: string }[]).some((one) => one.requirement === requirement)) throw new Refused('already-applied')
  if ((await pendingOverrides(tx, stepId)).some((one) => one.requirement === requirement))
    throw new Refused('invalid-input', ['この条件には、すでに第二の確認を求めています。その返事を待ってください。'])
}

/** A command that no flow has to apply: what it says has happened with its record. */
export async function record(
  tx: Transaction,
  {
    id,
    target,
    act,
    kind,
    post,
    person,
    payload,
  }: {
    id: string
    target: Target
    act: string
    kind: string
    post: string
    person: string
    payload: Record<string, string>
  },
): Promise<void> {
  const { id: processId, cycleId, now } = target
  const { receiptNo, hash } = await keepSettled(tx, { id, processId, cycleId, act, post, person, payload, now })
  const facts = { command: id, receipt: receiptNo, act, post, via: 'page', payload: hash, ...payload }
  const body = canonical({ kind, process: target.id, at: target.now.toISOString(), ...facts })
  await appendTrail(tx, target.cycleId, [{ key: id, kind, processId: target.id, body }])
}

/** What is asked about a step's gate and not answered. One statement. */
export const pendingOverrides = (db: Pick<Database, '$queryRaw'>, stepId: string): Promise<PendingOverride[]> =>
  db.$queryRaw<PendingOverride[]>`
    SELECT c.id, c.receipt_no AS "receiptNo", c.payload ->> 'requirement' AS requirement, c.payload ->> 'reason' AS reason, c.actor_post AS post,
      t.title AS "postTitle", c.actor_person AS person, c.received_at AS "askedAt"
    FROM command c JOIN post t ON t.id = c.actor_post
    WHERE c.process_id = ${stepId} AND c.act = 'ask-override'
      AND NOT EXISTS (SELECT 1 FROM command a WHERE a.id IN (c.id || '/agreed', c.id || '/declined'))
    ORDER BY c.receipt_no`

/** A step at which a second person is asked for: which, of which year, and what is to be set aside. */
export interface SecondAsked {
  stepId: string
  stepName: string
  requirement: Requirement
  postTitle: string
  askedAt: Instant
}

/**
 * What waits for these posts as the second person: for the approver, and for heads of the section that runs the year. A head of another
 * section may agree, too, when told the page's address. Nobody is asked about an own request. One statement.
 */
export async function secondAsked(db: Pick<Database, '$queryRaw'>, posts: PostHeld[], person: string): Promise<SecondAsked[]> {
  const approves = posts.flatMap(({ role, city }) => (role === 'approver' ? city : []))
  const heads = posts.flatMap(({ role, city, department }) => (role === 'head' ? `${city}/${department}` : []))
  if (approves.length + heads.length === 0) return []
  const rows = await db.$queryRaw<(Omit<SecondAsked, 'askedAt'> & { askedAt: Date })[]>`
    SELECT c.process_id AS "stepId", c.payload ->> 'requirement' AS requirement, t.title AS "postTitle", c.received_at AS "askedAt",
      coalesce((SELECT s.step ->> 'name' FROM jsonb_array_elements(n.body -> 'steps') s(step) WHERE s.step ->> 'id' = p.step_key), p.step_key) AS "stepName"
    FROM command c JOIN post t ON t.id = c.actor_post JOIN process p ON p.id = c.process_id AND p.state = 'open'
    JOIN process y ON y.id = p.cycle_id AND y.state = 'running' JOIN snapshot n ON n.id = y.id || '@' || y.snapshot_no
    WHERE c.act = 'ask-override' AND c.actor_person IS DISTINCT FROM ${person}
      AND (t.city = ANY(${approves}) OR t.city || '/' || t.department = ANY(${heads}))
      AND NOT EXISTS (SELECT 1 FROM command a WHERE a.id IN (c.id || '/agreed', c.id || '/declined'))
    ORDER BY c.receipt_no`
  return rows.map(({ askedAt, ...row }) => ({ ...row, askedAt: askedAt.toISOString() }))
}
