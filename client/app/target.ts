import type { Transaction } from '../../prisma/trail.js'
import { authorise, type PostRow } from './authorise.js'
import { type RefusalCode, Refused } from './errors.js'
import type { Request } from './request.js'

/** What a command is asked of, by whom, and whether it was asked before: read at once, under the locks that receiving needs. */
export interface Target {
  id: string
  kind: string
  city: string
  cycleId: string
  cycleState: string
  snapshotNo: number
  state: string
  stepKey: string | null
  subject: string | null
  form: string | null
  round: string | null
  checkPost: string | null
  dueAt: Date | null
  now: Date
  actor: PostRow | null
  owner: PostRow | null
  /** the command of that id, if there is one already */
  known: { payloadHash: string; receiptNo: number; receivedAt: string; state: string } | null
}

/** The clock and the cycle are held FOR SHARE: the clock does not move, and no seal begins, until this command is written down. */
export async function readTarget(tx: Transaction, commandId: string, { processId, post }: Request): Promise<Target> {
  const rows = await tx.$queryRaw<Target[]>`
    SELECT p.id, p.kind, p.city, c.id AS "cycleId", c.state AS "cycleState", c.snapshot_no AS "snapshotNo", p.state, p.step_key AS "stepKey",
      p.subject, p.form, p.round, p.check_post AS "checkPost", p.due_at AS "dueAt", CASE WHEN k.played THEN k.now ELSE clock_timestamp() END AS now,
      (SELECT jsonb_build_object('id', a.id, 'city', a.city, 'department', a.department, 'role', a.role) FROM post a WHERE a.id = ${post}) AS actor,
      (SELECT jsonb_build_object('id', o.id, 'city', o.city, 'department', o.department, 'role', o.role) FROM post o WHERE o.id = p.post) AS owner,
      (SELECT jsonb_build_object('payloadHash', x.payload_hash, 'receiptNo', x.receipt_no, 'receivedAt', x.received_at, 'state', x.state)
        FROM command x WHERE x.id = ${commandId}) AS known
    FROM process p JOIN process c ON c.id = coalesce(p.cycle_id, p.id) JOIN clock k ON k.city = p.city
    WHERE p.id = ${processId} FOR SHARE OF c, k`
  const target = rows[0]
  if (!target) throw new Refused('unknown-process', [processId])
  return target
}

/** Whether the acting post may ask for this, here and now; the refusal is written down. What the state allows is the workflow's to say. */
export async function refusalOf(tx: Transaction, target: Target, actor: PostRow, request: Request): Promise<RefusalCode | null> {
  if (target.cycleState !== 'running') return 'sealed'
  const wrong = authorise(request.act, actor, target)
  if (wrong) return wrong
  if (target.kind === 'step' && target.state === 'planned') return 'not-begun'
  if (request.act === 'accept') {
    const version = request.versionId
      ? await tx.version.findUnique({ where: { id: request.versionId }, select: { processId: true } })
      : null
    return version?.processId === target.id ? null : 'unknown-version'
  }
  // No version is made that the workflow cannot take: what a section is asked to mend is the section's to write.
  if (request.act === 'edit') return ['submitted', 'accepted'].includes(target.state) ? null : 'not-submitted'
  if (request.act === 'reassign') {
    const next = request.toPost ? await tx.post.findUnique({ where: { id: request.toPost } }) : null
    return next?.city === target.city ? null : 'unknown-post'
  }
  if (request.act === 'override') {
    const second = request.second ? await tx.post.findUnique({ where: { id: request.second } }) : null
    const fit =
      second !== null && second.city === target.city && second.id !== actor.id && ['office', 'approver', 'head'].includes(second.role)
    return fit ? null : 'second-person'
  }
  return null
}
