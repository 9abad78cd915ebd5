import type { Database } from '../../../../prisma/db.js'
import { deciding } from './deciding.js'
import { newestList } from './read-package.js'

/** A package as its page lists it. */
export interface PackageLine {
  no: number
  /** bytes */
  size: number
  /** SHA-256 of the ZIP */
  hash: string
  postTitle: string
  recordedAt: Date
}

export interface Packages {
  /** the newest first */
  made: PackageLine[]
  /** of the newest: the trail's head it was made at, and how many sheets are others by now; null: none was made */
  newest: { trailHead: { no: number; hash: string }; versions: number; changed: number } | null
}

/** The packages of an approval. Four statements. */
export async function packagesOf(db: Pick<Database, '$queryRaw' | 'document'>, cycleId: string, stepId: string): Promise<Packages> {
  const without = await deciding(db, cycleId, stepId.slice(cycleId.length + 1))
  const [made, list, accepted] = await Promise.all([
    db.$queryRaw<PackageLine[]>`
      SELECT d.position AS no, length(d.bytes) AS size, d.hash, t.title AS "postTitle", d.recorded_at AS "recordedAt"
      FROM document d JOIN post t ON t.id = d.by_post WHERE d.owner_id = ${stepId} AND d.kind = 'package' ORDER BY d.position DESC`,
    newestList(db, stepId, { without }),
    db.$queryRaw<{ of: string; versionId: string | null }[]>`
      SELECT p.step_key || '/' || p.subject AS of, p.accepted_version AS "versionId" FROM process p
      WHERE p.cycle_id = ${cycleId} AND p.step_key <> ALL(${without}) AND p.kind = 'assignment' AND p.state IN ('accepted', 'attested')`,
  ])
  if (!list) return { made, newest: null }
  const then = new Map(list.versions.map(({ of, versionId }) => [of, versionId]))
  const others = accepted.filter(({ of, versionId }) => !then.has(of) || then.get(of) !== versionId).length
  const gone = list.versions.filter(({ of }) => !accepted.some((one) => one.of === of)).length
  return { made, newest: { trailHead: list.trailHead, versions: list.versions.length, changed: others + gone } }
}

/** One package with its bytes; null: the step has none of that number. */
export const packageFile = (db: Database, stepId: string, no: number) =>
  db.document.findFirst({ where: { ownerId: stepId, kind: 'package', position: no } })
