import { newestPackage, type PackageStanding } from './packages.js'
import type { Transaction } from './trail.js'

/** One asking of a route's stage as it stands (domain/asking/turns.ts tells what follows from it). */
export interface StageRow {
  /** id of the assignment */
  id: string
  subject: string
  state: 'open' | 'submitted' | 'returned' | 'accepted' | 'attested' | 'withdrawn'
  /** receipt number of what was handed in and stands */
  receipt: number | null
  ruling: { state: 'approved' | 'returned'; to?: string | null; reason?: string; package?: number } | null
}

/** What stands of a step's route (回議): its askings, each with what was ruled, and the package that they decide on. Four statements. */
export async function routeStands(
  tx: Pick<Transaction, '$queryRaw' | 'process'>,
  cycleId: string,
  stepKey: string,
): Promise<{ asked: StageRow[]; closed: boolean; newest: PackageStanding | null }> {
  const stepId = `${cycleId}/${stepKey}`
  const step = await tx.process.findUnique({ where: { id: stepId }, select: { state: true } })
  const asked = await tx.$queryRaw<StageRow[]>`
    SELECT p.id, p.subject, p.state, c.receipt_no AS receipt, v.content -> 'ruling' AS ruling
    FROM process p LEFT JOIN version v ON v.id = p.accepted_version
      LEFT JOIN command c ON c.process_id = p.id AND c.version_id = v.id AND c.act = 'submit'
    WHERE p.parent_id = ${stepId} AND p.kind = 'assignment'`
  return { asked, closed: step?.state === 'closed', newest: await newestPackage(tx, cycleId, stepKey) }
}
