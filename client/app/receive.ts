import { randomUUID } from 'node:crypto'
import { cityCalendar } from '../../domain/calendar/city-calendar.js'
import { businessDaysAfter } from '../../domain/calendar/due-day.js'
import { askOf } from '../../domain/definition/ask-of.js'
import type { Definition, Field } from '../../domain/definition/schema.js'
import type { Command, Instant } from '../../domain/process/command.js'
import { checkContent, fieldsAsked } from '../../domain/sheet/content.js'
import { samePictures } from '../../domain/sheet/pictures.js'
import { canonical, contentHash } from '../../domain/trail/canonical.js'
import { snapshotBody } from '../../prisma/snapshots.js'
import { appendTrail, type TrailEntry, type Transaction } from '../../prisma/trail.js'
import { checkChase } from './check-chase.js'
import type { Connections } from './connections.js'
import { missingPictures } from './desk/pictures.js'
import { standingVersion } from './desk/standing-version.js'
import { Refused } from './errors.js'
import type { Request } from './request.js'
import { checkAcceptance } from './review/check-acceptance.js'
import { checkReview } from './review/check-review.js'
import { readTarget, refusalOf, type Target } from './target.js'

export type { Request }

/** 受付: durable from here on. `receivedAt` alone decides lateness. */
export interface Receipt {
  id: string
  receiptNo: number
  receivedAt: Instant
  state: 'received' | 'applied' | 'refused'
}

/**
 * Receives a command: authorises it, freezes what is handed in as a version, and writes it down, in one transaction. What the
 * acting post may not do is written down as refused, in the trail too. Faulty content never becomes a command.
 */
export async function receive({ db }: Pick<Connections, 'db'>, request: Request): Promise<Receipt> {
  const once = () => db.$transaction((tx) => receiveIn(tx, request))
  try {
    return await once()
  } catch (error) {
    // Sent twice at one instant, each found no command of that id. The other one is written down by now and answers for both.
    const known = !(error instanceof Refused) && request.id !== undefined && (await db.command.count({ where: { id: request.id } })) > 0
    if (!known) throw error
    return once()
  }
}

/** The same within a transaction of the caller's: several commands that belong together are received together. */
export async function receiveIn(tx: Transaction, request: Request): Promise<Receipt> {
  // First of all: the hash of what comes in could not be taken of them either.
  refuseUnwritable(request)
  const id = request.id ?? randomUUID()
  const { id: _, content, prepared, draftRevision: __, ...asked } = request
  const target = await readTarget(tx, id, request)
  const payloadHash = contentHash({ ...asked, ...(content === undefined ? {} : { content }), ...(prepared ? { prepared } : {}) })
  if (target.known) {
    if (target.known.payloadHash !== payloadHash) throw new Refused('command-id-reused')
    const { receiptNo, receivedAt, state } = target.known
    return { id, receiptNo, receivedAt: new Date(receivedAt).toISOString(), state: state as Receipt['state'] }
  }
  if (!target.actor) throw new Refused('unknown-post', [request.post])
  const definition = (await snapshotBody(tx, `${target.cycleId}@${target.snapshotNo}`)) as Definition
  checkInput(definition, target, request)
  if (request.content !== undefined) await checkPictures(tx, definition, target, request)
  await checkReview(tx, definition, target, request)
  if (request.act === 'edit') await checkEdit(tx, definition, target, request)

  const refusal = await refusalOf(tx, target, target.actor, request)
  if (!refusal) await checkAcceptance(tx, definition, target, request)
  const version = refusal ? null : await freeze(tx, target, request)
  const travel = travelling(id, definition, target, request, version?.id)
  const payload = JSON.stringify({ ...asked, ...prepared, ...(version ? { version } : {}), travel })
  const receivedAt = target.now.toISOString()
  const rows = await tx.$queryRaw<{ receiptNo: number }[]>`
    INSERT INTO command (id, process_id, cycle_id, act, actor_post, actor_person, via, payload, payload_hash, version_id, received_at, state, outcome, settled_at)
    VALUES (${id}, ${target.id}, ${target.cycleId}, ${request.act}, ${request.post}, ${request.person ?? null}, ${request.via}, ${payload}::jsonb,
      ${payloadHash}, ${version?.id ?? null}, ${target.now}, ${refusal ? 'refused' : 'received'},
      ${refusal ? JSON.stringify({ refusal }) : null}::jsonb, ${refusal ? target.now : null})
    RETURNING receipt_no AS "receiptNo"`
  const receiptNo = rows[0]?.receiptNo ?? 0
  if (refusal) {
    const facts = { command: id, receipt: receiptNo, act: request.act, post: request.post, via: request.via, payload: payloadHash, refusal }
    await appendTrail(tx, target.cycleId, [refusedEntry(target.id, receivedAt, facts)])
  }
  return { id, receiptNo, receivedAt, state: refusal ? 'refused' : 'received' }
}

/** The trail's row about a command that was refused. */
export const refusedEntry = (processId: string, at: Instant, facts: { command: string; [key: string]: unknown }): TrailEntry => ({
  key: facts.command,
  kind: 'refused',
  processId,
  body: canonical({ kind: 'refused', process: processId, at, ...facts }),
})

/** What PostgreSQL cannot keep in a text: NUL, and halves of a surrogate pair (as JSON writes them). */
const unwritable = /(?:^|[^\\])(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/i

/** @throws Refused when anything in it could not be kept word for word */
export function refuseUnwritable(request: object): void {
  if (unwritable.test(JSON.stringify(request)))
    throw new Refused('invalid-input', ['保存できない制御文字か、壊れた文字が含まれています。その箇所を打ち直してください。'])
}

/** Faults of the request itself: said at once, nothing is written. */
function checkInput(definition: Definition, target: Target, request: Request): void {
  if (request.act === 'submit' || request.act === 'edit') {
    if (request.content === undefined) throw new Refused('invalid-content', ['提出する内容がありません。'])
    const checked = checkContent(definition, target.form ?? '', target.round, request.content)
    if (!checked.ok)
      throw new Refused(
        'invalid-content',
        checked.problems.map((p) => `${p.field}: ${p.message}`),
      )
  }
  if (request.act === 'override' && target.kind === 'step') {
    const asked = definition.steps.find((step) => step.id === target.stepKey)?.requires ?? []
    if (!asked.some((requirement) => requirement === request.requirement))
      throw new Refused('invalid-input', [
        `この工程の関門の条件は「${asked.join('」「') || 'なし'}」です。そのどれを外すかを指定してください。`,
      ])
  }
  for (const instant of [request.dueAt, request.opensAt, request.until]) {
    if (instant !== undefined && !(Date.parse(instant) > target.now.getTime())) throw new Refused('bad-date', [instant])
  }
  checkChase(definition, target, request)
  if (request.act === 'extend' && !request.dueAt) throw new Refused('bad-date', ['新しい期限がありません。'])
  if ((request.act === 'return' || request.act === 'override' || request.act === 'withdraw' || request.act === 'edit') && !request.reason)
    throw new Refused('incomplete-command', ['理由を書いてください。'])
}

/** @throws Refused when it shows a picture that its assignment does not have */
async function checkPictures(tx: Transaction, definition: Definition, target: Target, request: Request): Promise<void> {
  if (!target.form) return
  const missing = await missingPictures(tx, target.id, fieldsAsked(definition, target.form, target.round), request.content)
  if (missing.length > 0) throw new Refused('invalid-content', missing)
}

/** The office mends wording by itself; whatever else it changes, the section has agreed to (practice: silence counts for wording only). */
async function checkEdit(tx: Transaction, definition: Definition, target: Target, request: Request): Promise<void> {
  const { stepKey, subject, form, round } = target
  if (stepKey && subject && form && askOf(definition, { stepKey, subject, form, round })?.per === 'member')
    throw new Refused('invalid-input', ['委員の書いたものは、事務局では修正できません。直すところがあれば、委員に修正を依頼してください。'])
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${target.id}, 0))`
  const last = await standingVersion(tx, target.id)
  if (last?.id !== request.versionId) throw new Refused('other-version')
  const before = last?.content ?? {}
  const after = request.content as Record<string, unknown>
  const changed = fieldsAsked(definition, target.form ?? '', target.round).filter(
    ({ id }) => canonical(before[id] ?? null) !== canonical(after[id] ?? null),
  )
  if (changed.length === 0) throw new Refused('invalid-input', ['変わったところがありません。直すところを書き換えてから保存してください。'])
  const wording = ({ id, type }: Field) =>
    type === 'text' || type === 'bullets' || (type === 'pictures' && samePictures(before[id], after[id]))
  const meaning = changed.filter((field) => !wording(field))
  if (meaning.length > 0 && !request.consent)
    throw new Refused('incomplete-command', [
      `「${meaning.map(({ label }) => label).join('」「')}」の修正には所管課の同意が必要です。同意した職と日を書くか、修正を依頼してください。`,
    ])
}

/**
 * Freezes what is handed in as the assignment's next version: immutable, known by its hash.
 * @throws Refused when somebody has saved other words since: nobody's text is thrown away with the draft
 */
async function freeze(tx: Transaction, target: Target, request: Request): Promise<{ id: string; no: number; hash: string } | null> {
  if (request.act !== 'submit' && request.act !== 'edit') return null
  // Two hands at once on one assignment: each gets a version of its own, and the workflow takes one.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${target.id}, 0))`
  const rows = await tx.$queryRaw<{ id: string; no: number; hash: string }[]>`
    INSERT INTO version (id, process_id, cycle_id, subject, form, round, no, hash, content, by_post, created_at)
    SELECT ${target.id} || '@' || n.no, ${target.id}, ${target.cycleId}, ${target.subject}, ${target.form}, ${target.round}, n.no,
      ${contentHash(request.content)}, ${JSON.stringify(request.content)}::jsonb, ${request.post}, ${target.now}
    FROM (SELECT coalesce(max(no), 0) + 1 AS no FROM version WHERE process_id = ${target.id}) AS n
    RETURNING id, no, hash`
  // What was being written is handed in: from here on the version speaks.
  if (request.act === 'submit') {
    await tx.$executeRaw`DELETE FROM draft WHERE process_id = ${target.id} AND revision = coalesce(${request.draftRevision ?? null}, revision)`
    if (request.draftRevision !== undefined && (await tx.draft.count({ where: { processId: target.id } })) > 0)
      throw new Refused('changed-meanwhile', ['この画面を開いた後に、ほかの画面で保存されています。'])
  }
  return rows[0] ?? null
}

/** The command as it will stand in the workflow's history: references and instants, no content, no reasons. */
function travelling(id: string, definition: Definition, target: Target, request: Request, versionId: string | undefined): Command {
  const now = target.now.toISOString()
  const { stepKey, subject, form, round } = target
  const ask = stepKey && subject && form ? askOf(definition, { stepKey, subject, form, round }) : undefined
  const days = ask?.returnWithin ?? 5
  const dueAt = request.dueAt ?? (request.act === 'return' ? businessDaysAfter(cityCalendar(definition.calendar), now, days) : undefined)
  const version = versionId ?? request.versionId ?? (request.act === 'amend' ? `${target.cycleId}@${target.snapshotNo + 1}` : undefined)
  const opensAt = request.opensAt ?? (request.act === 'advance' ? now : undefined)
  const judging = target.kind === 'assignment' && ['accept', 'return', 'withdraw', 'edit'].includes(request.act)
  return {
    id,
    act: request.act,
    post: request.post,
    ...(version ? { versionId: version } : {}),
    ...(judging ? { seen: target.state } : {}),
    // In the one spelling that projections give back: the workflow compares them as text.
    ...(dueAt ? { dueAt: new Date(dueAt).toISOString() } : {}),
    ...(opensAt ? { opensAt: new Date(opensAt).toISOString() } : {}),
    ...(request.toPost ? { toPost: request.toPost } : {}),
    ...(request.requirement ? { requirement: request.requirement } : {}),
  }
}
