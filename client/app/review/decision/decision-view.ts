import type { Database } from '../../../../prisma/db.js'
import { readCycles } from '../../views/read-cycle.js'
import { type Cover, coversOf } from './cover.js'
import { type DecisionRecord, decisionsOfStep, rankWord } from './declared.js'
import { type Route, routeOf } from './route.js'

/** What is known of the decision of one approval. */
export interface StepDecision {
  records: (DecisionRecord & { rankWord: string | null })[]
  covers: Cover[]
  /** how often the package was made */
  packages: number
  /** the posts that it goes round to, where a definition has it go round here; null: the city's own system decides */
  route: Route | null
}

/** The decision of a step as its page shows it. Four statements, and ten more where it goes round. */
export async function stepDecision(db: Database, cycleId: string, stepId: string): Promise<StepDecision> {
  const [records, covers, packages, [cycle]] = await Promise.all([
    decisionsOfStep(db, stepId),
    coversOf(db, stepId),
    db.document.count({ where: { ownerId: stepId, kind: 'package' } }),
    readCycles(db, { id: cycleId }),
  ])
  return {
    records: records.map((record) => ({
      ...record,
      rankWord: cycle ? rankWord(cycle.definition, record.declared.rank) : record.declared.rank,
    })),
    covers,
    packages,
    route: cycle ? await routeOf(db, cycle.definition, cycleId, stepId.slice(cycleId.length + 1)) : null,
  }
}
