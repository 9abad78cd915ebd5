import type { Database } from '../../../../prisma/db.js'
import { newestPackage, type PackageStanding } from '../../../../prisma/packages.js'

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
  /** how the newest stands; null: none was made */
  newest: PackageStanding | null
}

/** The packages of an approval. Three statements. */
export async function packagesOf(db: Pick<Database, '$queryRaw'>, cycleId: string, stepKey: string): Promise<Packages> {
  const [made, newest] = await Promise.all([packagesMade(db, `${cycleId}/${stepKey}`), newestPackage(db, cycleId, stepKey)])
  return { made, newest }
}

/** The packages that were made of a step, the newest first. One statement. */
export const packagesMade = (db: Pick<Database, '$queryRaw'>, stepId: string): Promise<PackageLine[]> =>
  db.$queryRaw<PackageLine[]>`
    SELECT d.position AS no, length(d.bytes) AS size, d.hash, t.title AS "postTitle", d.recorded_at AS "recordedAt"
    FROM document d JOIN post t ON t.id = d.by_post WHERE d.owner_id = ${stepId} AND d.kind = 'package' ORDER BY d.position DESC`

/** One package with its bytes; null: the step has none of that number. */
export const packageFile = (db: Database, stepId: string, no: number) =>
  db.document.findFirst({ where: { ownerId: stepId, kind: 'package', position: no } })
