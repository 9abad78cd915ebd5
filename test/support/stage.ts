import { setTimeout as sleep } from 'node:timers/promises'
import { standing } from '../../client/app/played-clock.js'
import { type Moment, play } from '../../client/player/player.js'
import { status } from '../../workflows/acting.js'
import type { Rig } from './rig.js'

/** Waits until something is so; fails with what was missing after `seconds`. */
export async function eventually(what: string, isSo: () => Promise<boolean>, seconds = 30): Promise<void> {
  const end = Date.now() + seconds * 1000
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`It did not come to this within ${seconds} s: ${what}`)
    await sleep(20)
  }
}

/** Plays the year until a moment, and on until nothing holds the clock any more; nobody has acted at that moment yet. */
export async function playUntil(rig: Rig, moment: (moment: Moment) => boolean): Promise<void> {
  const stop = new AbortController()
  const { bundle, definition } = rig
  const watch = (now: Moment) => {
    if (moment(now)) stop.abort()
  }
  await play(rig.connections, rig.app, { bundle, definition, watch, signal: stop.signal }).catch((error) => {
    if (!stop.signal.aborted) throw error
  })
  if (!stop.signal.aborted) throw new Error('The year ended before the moment that was waited for.')
  await quiet(rig)
}

/** Waits until everything due at the present instant has happened. */
export const quiet = (rig: Rig): Promise<void> =>
  eventually('nothing holds the clock', async () => (await standing(rig.db, rig.city)).because === null)

/** Where the flow says it stands, asked of the flow itself. */
export const statusOf = (rig: Rig, id: string) => rig.connections.temporal.workflow.getHandle(id).query(status)

/** The cycle's assignments of one step, in the order of their ids. */
export const assignmentsOf = (rig: Rig, step: string) =>
  rig.db.process.findMany({ where: { parentId: `${rig.cycle}/${step}`, kind: 'assignment' }, orderBy: { id: 'asc' } })

/** Where a projection and its flow's own words differ, over a whole cycle; nothing, as it should be. Steps only planned have no flow. */
export async function disagreements(rig: Rig): Promise<string[]> {
  const rows = await rig.db.process.findMany({ where: { cycleId: rig.cycle, state: { not: 'planned' } }, orderBy: { id: 'asc' } })
  const found = await Promise.all(
    rows.map(async (row) => {
      const { state, seq } = await statusOf(rig, row.id)
      const flow = state as { status: string; dueAt?: string; versionId?: string | null; post?: string; snapshot?: number }
      const told = [flow.status, seq, flow.dueAt, flow.post, flow.versionId ?? null, flow.snapshot]
      const kept = [row.state, row.seq, row.dueAt?.toISOString(), row.post ?? undefined, row.versionId, row.snapshotNo ?? undefined]
      return JSON.stringify(told) === JSON.stringify(kept)
        ? []
        : [`${row.id}: ${JSON.stringify(kept)}, the flow says ${JSON.stringify(told)}`]
    }),
  )
  return found.flat()
}
