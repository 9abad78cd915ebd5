import { ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client'
import { graphOf } from '../../domain/definition/graph.js'
import type { Definition } from '../../domain/definition/schema.js'
import { courierId, housekeepingId, relayId } from '../../domain/process/ids.js'
import type { CycleInput } from '../../workflows/annual-cycle/contract.js'
import type { CourierInput } from '../../workflows/courier/contract.js'
import { searchAttribute } from '../../workflows/search-attributes.js'
import type { Connections } from './connections.js'
import { startFlow } from './start-flow.js'

/**
 * Sets going what the records say should run and does not: the cycles of a city, its courier, its housekeeping, which then
 * compares all the rest. Safe at every start.
 */
export async function ensureRunning(connections: Connections, city: string): Promise<void> {
  await startCity(connections, city, 'once')
  await schedule(connections, relayId(city), 'relay', city, { every: '1 minute' })
  await schedule(connections, housekeepingId(city), 'housekeeping', city, { every: '1 day', offset: '21 hours' })
  await connections.temporal.schedule.getHandle(housekeepingId(city)).trigger(ScheduleOverlapPolicy.SKIP)
}

/**
 * Starts the cycles of a city and its courier.
 * @param how `once`: what has ever run is left alone; `again`: also what was terminated or failed while its records go on
 */
export async function startCity(connections: Connections, city: string, how: 'once' | 'again'): Promise<void> {
  const { db } = connections
  const clock = await db.clock.findUniqueOrThrow({ where: { city } })
  const kind = clock.played ? ('played' as const) : ('wall' as const)
  const cycles = await db.process.findMany({ where: { city, kind: 'cycle', state: { not: 'sealed' } } })
  for (const cycle of cycles) {
    const snapshot = await db.snapshot.findUniqueOrThrow({ where: { id: `${cycle.id}@${cycle.snapshotNo}` } })
    const input: CycleInput = {
      id: cycle.id,
      clock: kind,
      startedAt: (cycle.opensAt as Date).toISOString(),
      state: { status: 'running', snapshot: cycle.snapshotNo ?? 1, graph: graphOf(snapshot.body as unknown as Definition) },
      seq: cycle.seq,
      applied: [],
    }
    const attributes = [
      { key: searchAttribute.city, value: city },
      { key: searchAttribute.definition, value: cycle.definition ?? '' },
      { key: searchAttribute.fiscalYear, value: cycle.fiscalYear ?? 0 },
      { key: searchAttribute.state, value: 'running' },
    ]
    await startFlow(connections, how, { workflow: 'annualCycle', id: cycle.id, input, attributes })
    if (!cycle.started) await db.process.update({ where: { id: cycle.id }, data: { started: true } })
  }
  // Mails that a server asked to bring again later: a courier that is started anew must go on with them.
  const deferred = await db.mail.findMany({ where: { city, state: 'claimed', reply: { not: null } }, select: { id: true } })
  const input: CourierInput = { city, clock: kind, startedAt: clock.now.toISOString(), deferred: deferred.map((mail) => mail.id) }
  const attributes = [{ key: searchAttribute.city, value: city }]
  await startFlow(connections, how, { workflow: 'courier', id: courierId(city), input, attributes })
}

/** Housekeeping runs on real time, also beside a played clock; a run that is late is left out. */
async function schedule(
  { temporal, taskQueue }: Connections,
  scheduleId: string,
  workflow: string,
  city: string,
  interval: { every: '1 minute' | '1 day'; offset?: '21 hours' },
): Promise<void> {
  try {
    await temporal.schedule.create({
      scheduleId,
      spec: { intervals: [interval] },
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 minute' },
      action: { type: 'startWorkflow', workflowType: workflow, taskQueue, args: [city], workflowId: `${scheduleId}/run` },
    })
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error
  }
}
