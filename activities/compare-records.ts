import { heartbeat } from '@temporalio/activity'
import { nowOf } from '../prisma/clock.js'
import type { HousekeepingActivities } from '../workflows/relay/contract.js'
import { alarm } from './act-record.js'
import type { Dependencies } from './dependencies.js'
import { pokeAll } from './poke.js'

/**
 * What Temporal runs and what PostgreSQL believes must be the same: a flow ended behind our back, a flow nobody asked for and
 * a flow whose code fails are tasks for a person; a reactor that owes a look is woken. Answers with the number of differences.
 */
export function createCompareRecords({ db, temporal }: Dependencies): HousekeepingActivities {
  return {
    async compareRecords(city) {
      const before = await believed(db, city)
      const running = new Set<string>()
      for await (const flow of temporal.workflow.list({ query: `City = "${city}" AND ExecutionStatus = "Running"` })) {
        running.add(flow.workflowId)
        heartbeat(running.size)
      }
      // Read on both sides: what began or ended in between is no difference.
      const after = await believed(db, city)
      const differences = [
        ...[...after.open]
          .filter((id) => before.open.has(id) && !running.has(id))
          .map((id) => ({ id, kind: 'missing-workflow', detail: 'its projection is open, no workflow runs' })),
        ...[...running]
          .filter((id) => before.known.has(id) && after.ended.has(id) && before.ended.has(id))
          .map((id) => ({ id, kind: 'stray-workflow', detail: 'its projection has ended, a workflow runs' })),
        ...(await failing(temporal, city)).map((id) => ({
          id,
          kind: 'failing-workflow',
          detail: 'its code fails: deploy a mended worker',
        })),
      ]
      await db.$transaction(async (tx) => {
        const now = await nowOf(tx, city)
        for (const d of differences)
          await alarm(tx, { id: `${d.id}/${d.kind}`, city, cycleId: null, processId: d.id, kind: d.kind, detail: d.detail, at: now })
      })
      const owing = await db.$queryRaw<{ id: string }[]>`SELECT id FROM gate WHERE city = ${city} AND listening AND version > acted`
      await pokeAll(
        temporal,
        owing.map((gate) => gate.id),
      )
      return differences.length
    },
  }
}

async function believed(db: Dependencies['db'], city: string) {
  const rows = await db.$queryRaw<{ id: string; ended: boolean; begun: boolean }[]>`
    SELECT id, (sealed OR state IN ('closed', 'withdrawn', 'sealed')) AS ended, started AS begun FROM process WHERE city = ${city}`
  return {
    known: new Set(rows.map((r) => r.id)),
    open: new Set(rows.filter((r) => r.begun && !r.ended).map((r) => r.id)),
    ended: new Set(rows.filter((r) => r.ended).map((r) => r.id)),
  }
}

/** Flows whose workflow tasks fail again and again: the server marks them. */
async function failing(temporal: Dependencies['temporal'], city: string): Promise<string[]> {
  const ids: string[] = []
  for await (const flow of temporal.workflow.list({
    query: `City = "${city}" AND ExecutionStatus = "Running" AND TemporalReportedProblems IS NOT NULL`,
  }))
    ids.push(flow.workflowId)
  return ids
}
