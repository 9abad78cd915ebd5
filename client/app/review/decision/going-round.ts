import { stagesOf, turnOf } from '../../../../domain/asking/turns.js'
import type { Definition } from '../../../../domain/definition/schema.js'
import { routeStands } from '../../../../prisma/route-stands.js'
import { snapshotBody } from '../../../../prisma/snapshots.js'
import type { Transaction } from '../../../../prisma/trail.js'
import { Refused } from '../../errors.js'

/**
 * What goes round stays what it is: a package of a route is made while it is drafted, and at no other time.
 * @throws Refused with what to do
 */
export async function mustNotGoRound(tx: Transaction, cycleId: string, stepKey: string): Promise<void> {
  const cycle = await tx.process.findUniqueOrThrow({ where: { id: cycleId }, select: { snapshotNo: true } })
  const { steps } = (await snapshotBody(tx, `${cycleId}@${cycle.snapshotNo}`)) as Definition
  const step = steps.find(({ id }) => id === stepKey)
  if (!step?.inTurn) return
  const stages = stagesOf(step)
  const turn = turnOf(stages, await routeStands(tx, cycleId, stepKey))
  if (turn.at === 'end')
    throw new Refused('invalid-input', ['全ての段階の承認が済んでいるため、新しい号は作れません。決めたものは、いまの号です。'])
  if (turn.stage !== stages[0])
    throw new Refused('invalid-input', [
      'いまの号が回議中のため、新しい号は作れません。内容を直すときは、いま判断を求められている職に、起案へ差し戻してもらってください。',
    ])
}
