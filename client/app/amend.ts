import diff from 'microdiff'
import { type MovedSteps, planYear } from '../../domain/calendar/plan.js'
import { planBasis } from '../../domain/calendar/plan-basis.js'
import type { Definition } from '../../domain/definition/schema.js'
import { applyCommand, type Outcome } from './apply.js'
import type { Connections } from './connections.js'
import { Refused } from './errors.js'
import { receive } from './receive.js'
import type { Request } from './request.js'
import { wordsInUse } from './review/workbench/words-in-use.js'

/** One thing an amendment changes: where in the definition, from what, to what. */
export interface Change {
  path: string
  from: unknown
  to: unknown
}

export interface Amendment {
  id?: string
  cycleId: string
  definition: Definition
  post: string
  reason: string
  via: Request['via']
}

/**
 * Goes on under another edition of the definition in mid-year. What has begun stays: steps that have begun may not be taken
 * out, and what was asked is not unasked (withdraw it). New steps join; running steps ask for what is new.
 */
export async function amendCycle(connections: Connections, amendment: Amendment): Promise<Outcome & { changes: Change[] }> {
  const { db } = connections
  const { cycleId, definition } = amendment
  const cycle = await db.process.findUnique({ where: { id: cycleId } })
  if (cycle?.kind !== 'cycle') throw new Refused('unknown-process', [cycleId])
  const snapshot = await db.snapshot.findUniqueOrThrow({ where: { id: `${cycleId}@${cycle.snapshotNo}` } })
  const present = snapshot.body as unknown as Definition
  const begun = await db.process.findMany({
    where: { parentId: cycleId, kind: 'step', state: { not: 'planned' } },
    select: { stepKey: true },
  })
  const faults = [
    ...(definition.id === present.id && definition.city.id === present.city.id
      ? []
      : ['別の実施要領です。同じ実施要領の新しい版を指定してください。']),
    ...(amendment.reason ? [] : ['変更の理由を書いてください。']),
    ...begun
      .filter((step) => !definition.steps.some((s) => s.id === step.stepKey))
      .map((step) => `始まった工程「${step.stepKey}」はなくせません。個別の依頼を取り下げてください。`),
    ...(await wordsInUse(db, cycleId, present, definition)),
  ]
  const changes = diff(present, definition).map((change) => ({
    path: change.path.join('.'),
    from: 'oldValue' in change ? change.oldValue : null,
    to: 'value' in change ? change.value : null,
  }))
  if (changes.length === 0) faults.push('いまの実施要領と違いがありません。')
  if (faults.length > 0) throw new Refused('invalid-input', faults)

  const { moved } = (cycle.plan ?? { moved: {} }) as { moved: MovedSteps }
  const kept = Object.fromEntries(Object.entries(moved).filter(([step]) => definition.steps.some((s) => s.id === step)))
  const plan = planYear(definition, cycle.fiscalYear ?? 0, kept)
  const receipt = await receive(connections, {
    ...(amendment.id ? { id: amendment.id } : {}),
    processId: cycleId,
    act: 'amend',
    // Drawn up on the snapshot read above: if somebody else amends before this is received, it is not to follow theirs.
    versionId: `${cycleId}@${(cycle.snapshotNo ?? 0) + 1}`,
    post: amendment.post,
    reason: amendment.reason,
    via: amendment.via,
    prepared: { basis: planBasis(cycle), definition, plan, changes },
  })
  return { ...(await applyCommand(connections, receipt.id)), changes }
}
