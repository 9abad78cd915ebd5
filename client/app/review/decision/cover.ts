import { createHash, randomUUID } from 'node:crypto'
import type { Database } from '../../../../prisma/db.js'
import type { Transaction } from '../../../../prisma/trail.js'
import { Refused } from '../../errors.js'
import { refuseUnwritable } from '../../receive.js'
import { kindOfDocument } from '../remarks/documents.js'
import type { OfficeWord } from '../remarks/remarks.js'
import { holdYears, tellOfReview, toldBefore } from '../tell-years.js'

/** Covers that one decision may have: one, and its corrections. */
const most = 20

const kept = ['application/pdf', 'image/jpeg', 'image/png']
export const acceptedCovers = '.pdf,.jpg,.jpeg,.png'

/** The cover of a decision (決裁の鑑), as a list shows it. */
export interface Cover {
  id: string
  name: string
  mediaType: string
  /** bytes */
  size: number
  /** SHA-256 */
  hash: string
  postTitle: string
  recordedAt: Date
}

/** A step that is an approval of this year. @throws Refused */
export async function approvalIn(
  tx: Pick<Transaction, 'process'>,
  cycleId: string,
  stepId: string,
): Promise<{ city: string; key: string }> {
  const step = await tx.process.findFirst({ where: { id: stepId, cycleId, kind: 'step', stepKind: 'approve' } })
  if (!step?.stepKey) throw new Refused('unknown-process', [stepId])
  return { city: step.city, key: step.stepKey }
}

/** @throws Refused unless the post is the office's, or the approver who decides */
async function mustDecide(tx: Transaction, post: string, city: string): Promise<void> {
  const actor = await tx.post.findUnique({ where: { id: post }, select: { city: true, role: true } })
  if (actor?.city !== city || !['office', 'approver'].includes(actor.role)) throw new Refused('wrong-post', [post])
}

/**
 * Keeps the cover of a decision as it is, with its hash in the trail: the city's document system holds the decision, this shows it.
 * A later one stands beside the earlier ones.
 * @returns its id; null when the same form was sent before
 * @throws Refused: too large, neither PDF nor picture, another step, not the office's or the approver's post
 */
export async function keepCover(
  db: Database,
  given: OfficeWord & { stepId: string; name: string; bytes: Uint8Array<ArrayBuffer> },
): Promise<string | null> {
  const { id: key, bytes, cycleId, stepId, name, post, person, via } = given
  refuseUnwritable({ key, cycleId, stepId, name, post })
  const kind = kindOfDocument(name, bytes)
  if ('problem' in kind) throw new Refused('invalid-input', [kind.problem])
  const { mediaType } = kind
  if (!kept.includes(mediaType)) throw new Refused('invalid-input', ['鑑はPDFか写真（JPEG・PNG）で付けてください。'])
  const hash = createHash('sha256').update(bytes).digest('hex')
  const asked = { id: key, cycleId, stepId, name, post, person, hash }
  return db.$transaction(async (tx) => {
    const { now } = await holdYears(tx, [cycleId])
    if (await toldBefore(tx, asked)) return null
    const { city } = await approvalIn(tx, cycleId, stepId)
    await mustDecide(tx, post, city)
    if ((await tx.document.count({ where: { ownerId: stepId, kind: 'cover' } })) >= most)
      throw new Refused('invalid-input', [`この工程には、鑑が${most}件まで保存されています。これ以上は保存できません。`])
    const id = randomUUID()
    const data = { id, ownerId: stepId, city, kind: 'cover', name: name.slice(-200), mediaType, hash, bytes }
    await tx.document.create({ data: { ...data, byPost: post, byPerson: person ?? '', recordedAt: now } })
    const facts = { document: id, content: hash, size: bytes.length }
    await tellOfReview(tx, {
      id: key,
      asked,
      cycleIds: [cycleId],
      kind: 'cover-attached',
      process: stepId,
      post,
      person,
      ...(via ? { via } : {}),
      facts,
    })
    return id
  })
}

/** The covers of a step, the newest first. One statement. */
export const coversOf = (db: Pick<Database, '$queryRaw'>, stepId: string): Promise<Cover[]> =>
  db.$queryRaw<Cover[]>`
    SELECT d.id, d.name, d.media_type AS "mediaType", length(d.bytes) AS size, d.hash, t.title AS "postTitle", d.recorded_at AS "recordedAt"
    FROM document d JOIN post t ON t.id = d.by_post WHERE d.owner_id = ${stepId} AND d.kind = 'cover' ORDER BY d.recorded_at DESC, d.id`

/** One cover with its bytes; null: the step has none of that id. */
export const coverFile = (db: Database, stepId: string, id: string) =>
  db.document.findFirst({ where: { id, ownerId: stepId, kind: 'cover' } })
