import { randomUUID } from 'node:crypto'
import { cityCalendar } from '../../domain/calendar/city-calendar.js'
import { businessDaysAfter } from '../../domain/calendar/due-day.js'
import type { Definition } from '../../domain/definition/schema.js'
import type { Command, Instant } from '../../domain/process/command.js'
import { checkContent } from '../../domain/sheet/content.js'
import { canonical, contentHash } from '../../domain/trail/canonical.js'
import { appendTrail, type Transaction } from '../../prisma/trail.js'
import { authorise, type PostRow } from './authorise.js'
import type { Connections } from './connections.js'
import { type RefusalCode, Refused } from './errors.js'

/** What a person asks for. `id` is the idempotency key: asked twice with one id, it happens once and is answered alike. */
export interface Request {
  id?: string
  processId: string
  act: string
  /** id of the post that acts */
  post: string
  person?: string
  via: 'page' | 'cli' | 'player'
  /** submit: what is handed in */
  content?: unknown
  /** accept: the version that was looked at */
  versionId?: string
  /** extend, reschedule: the new due instant; return: when other than the definition's number of days */
  dueAt?: Instant
  /** reschedule: the new opening instant */
  opensAt?: Instant
  /** reassign: the post that takes over */
  toPost?: string
  /** record-call: promised until; no chase before then */
  until?: Instant
  /** override: the requirement, and the second person's post */
  requirement?: string
  second?: string
  reason?: string
  /** return: what is to be mended, field by field */
  remarks?: { field: string; text: string }[]
  /** amend, replan: what the cycle's record needs, prepared by the application */
  prepared?: Record<string, unknown>
}

/** 受付: durable from here on. `receivedAt` alone decides lateness. */
export interface Receipt {
  id: string
  receiptNo: number
  receivedAt: Instant
  state: 'received' | 'applied' | 'refused'
}

interface Target {
  id: string
  kind: string
  cycleId: string
  cycleState: string
  snapshotNo: number
  state: string
  stepKey: string | null
  subject: string | null
  form: string | null
  round: string | null
  checkPost: string | null
  owner: string | null
  city: string
  now: Date
}

/**
 * Receives a command: authorises it, freezes what is handed in as a version, and writes it down, in one transaction. What the
 * acting post may not do is written down as refused, in the trail too. Faulty content never becomes a command.
 */
export const receive = ({ db }: Pick<Connections, 'db'>, request: Request): Promise<Receipt> =>
  db.$transaction((tx) => receiveIn(tx, request))

/** The same within a transaction of the caller's: several commands that belong together are received together. */
export async function receiveIn(tx: Transaction, request: Request): Promise<Receipt> {
  const id = request.id ?? randomUUID()
  const target = await readTarget(tx, request.processId)
  const { id: _, ...asked } = request
  const payloadHash = contentHash(asked)
  const known = await tx.command.findUnique({ where: { id } })
  if (known) {
    if (known.payloadHash !== payloadHash) throw new Refused('command-id-reused')
    return { id, receiptNo: known.receiptNo, receivedAt: known.receivedAt.toISOString(), state: known.state as Receipt['state'] }
  }
  const actor = await tx.post.findUnique({ where: { id: request.post } })
  if (!actor) throw new Refused('unknown-post', [request.post])
  const definition = (
    await tx.snapshot.findUniqueOrThrow({ where: { id: `${target.cycleId}@${target.snapshotNo}` }, select: { body: true } })
  ).body as unknown as Definition
  checkInput(definition, target, request)

  const refusal = await refusalOf(tx, target, actor, request)
  const versionId = refusal ? null : await freeze(tx, target, request)
  const travel = travelling(id, definition, target, request, versionId)
  const { content: _content, ...rest } = asked
  const payload = { ...rest, ...(request.prepared ?? {}), prepared: undefined, travel }
  const command = await tx.command.create({
    data: {
      id,
      processId: target.id,
      cycleId: target.cycleId,
      act: request.act,
      actorPost: actor.id,
      actorPerson: request.person ?? null,
      via: request.via,
      payload: JSON.parse(JSON.stringify(payload)),
      payloadHash,
      versionId,
      receivedAt: target.now,
      state: refusal ? 'refused' : 'received',
      ...(refusal ? { outcome: { refusal }, settledAt: target.now } : {}),
    },
  })
  if (refusal) {
    const body = {
      kind: 'refused',
      process: target.id,
      at: target.now.toISOString(),
      command: id,
      receipt: command.receiptNo,
      act: request.act,
      post: actor.id,
      via: request.via,
      payload: payloadHash,
      refusal,
    }
    await appendTrail(tx, target.cycleId, [{ key: id, kind: 'refused', processId: target.id, body: canonical(body) }])
  }
  return { id, receiptNo: command.receiptNo, receivedAt: target.now.toISOString(), state: refusal ? 'refused' : 'received' }
}

/** The clock and the cycle are held FOR SHARE: the clock does not move, and no seal begins, until this command is written down. */
async function readTarget(tx: Transaction, processId: string): Promise<Target> {
  const rows = await tx.$queryRaw<Target[]>`
    SELECT p.id, p.kind, c.id AS "cycleId", c.state AS "cycleState", c.snapshot_no AS "snapshotNo", p.state, p.step_key AS "stepKey", p.subject, p.form,
      p.round, p.check_post AS "checkPost", p.post AS owner, p.city, CASE WHEN k.played THEN k.now ELSE clock_timestamp() END AS now
    FROM process p JOIN process c ON c.id = coalesce(p.cycle_id, p.id) JOIN clock k ON k.city = p.city
    WHERE p.id = ${processId} FOR SHARE OF c, k`
  const target = rows[0]
  if (!target) throw new Refused('unknown-process', [processId])
  return target
}

/** Faults of the request itself: said at once, nothing is written. */
function checkInput(definition: Definition, target: Target, request: Request): void {
  if (request.act === 'submit') {
    if (request.content === undefined) throw new Refused('invalid-content', ['提出する内容がありません。'])
    const checked = checkContent(definition, target.form ?? '', target.round, request.content)
    if (!checked.ok)
      throw new Refused(
        'invalid-content',
        checked.problems.map((p) => `${p.field}: ${p.message}`),
      )
  }
  for (const instant of [request.dueAt, request.opensAt, request.until]) {
    if (instant !== undefined && !(Date.parse(instant) > target.now.getTime())) throw new Refused('bad-date', [instant])
  }
  if (request.act === 'extend' && !request.dueAt) throw new Refused('bad-date', ['新しい期限がありません。'])
  if ((request.act === 'return' || request.act === 'override' || request.act === 'withdraw') && !request.reason)
    throw new Refused('incomplete-command', ['理由を書いてください。'])
}

async function refusalOf(tx: Transaction, target: Target, actor: PostRow, request: Request): Promise<RefusalCode | null> {
  if (target.cycleState !== 'running') return 'sealed'
  const owner = target.owner ? await tx.post.findUnique({ where: { id: target.owner } }) : null
  const wrong = authorise(request.act, actor, { kind: target.kind, owner, checkPost: target.checkPost })
  if (wrong) return wrong
  if (target.kind === 'step' && target.state === 'planned') return 'not-begun'
  if (request.act === 'accept') {
    const version = request.versionId
      ? await tx.version.findUnique({ where: { id: request.versionId }, select: { processId: true } })
      : null
    if (version?.processId !== target.id) return 'unknown-version'
  }
  if (request.act === 'reassign' && !(request.toPost && (await tx.post.findUnique({ where: { id: request.toPost } }))))
    return 'unknown-post'
  if (request.act === 'override') {
    const second = request.second ? await tx.post.findUnique({ where: { id: request.second } }) : null
    if (!second || second.id === actor.id || !['office', 'approver', 'head'].includes(second.role)) return 'second-person'
  }
  return null
}

/** Freezes what is handed in as the assignment's next version: immutable, known by its hash. */
async function freeze(tx: Transaction, target: Target, request: Request): Promise<string | null> {
  if (request.act !== 'submit') return null
  // Two hands at once on one assignment: each gets a version of its own, and the workflow takes one.
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${target.id}, 0))::text`
  const no = (await tx.version.count({ where: { processId: target.id } })) + 1
  const id = `${target.id}@${no}`
  await tx.version.create({
    data: {
      id,
      processId: target.id,
      cycleId: target.cycleId,
      subject: target.subject ?? '',
      form: target.form ?? '',
      round: target.round,
      no,
      hash: contentHash(request.content),
      content: request.content as object,
      byPost: request.post,
      createdAt: target.now,
    },
  })
  return id
}

/** The command as it will stand in the workflow's history: references and instants, no content, no reasons. */
function travelling(id: string, definition: Definition, target: Target, request: Request, versionId: string | null): Command {
  const step = definition.steps.find((s) => s.id === target.stepKey)
  const now = target.now.toISOString()
  const days = step?.asks.find((ask) => ask.check !== 'none')?.returnWithin ?? 5
  const dueAt = request.dueAt ?? (request.act === 'return' ? businessDaysAfter(cityCalendar(definition.calendar), now, days) : undefined)
  const version = versionId ?? request.versionId ?? (request.act === 'amend' ? `${target.cycleId}@${target.snapshotNo + 1}` : undefined)
  const opensAt = request.opensAt ?? (request.act === 'advance' ? now : undefined)
  return {
    id,
    act: request.act,
    post: request.post,
    ...(version ? { versionId: version } : {}),
    ...(dueAt ? { dueAt } : {}),
    ...(opensAt ? { opensAt } : {}),
    ...(request.toPost ? { toPost: request.toPost } : {}),
    ...(request.requirement ? { requirement: request.requirement } : {}),
  }
}
