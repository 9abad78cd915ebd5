import { continueAsNew, proxyActivities, setHandler, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow'
import type { Command } from '../../domain/process/command.js'
import { type CycleAct, type CycleState, cycleFingerprint, decideCycle } from '../../domain/process/cycle.js'
import { allClosed, stepsToBegin } from '../../domain/process/graph.js'
import { act, eventsPerRun, poke, status } from '../acting.js'
import { clockOf } from '../clock.js'
import { createLedger } from '../ledger.js'
import { searchAttribute } from '../search-attributes.js'
import type { CycleActivities, CycleInput } from './contract.js'

const { recordCycleAct } = proxyActivities<CycleActivities>({ startToCloseTimeout: '5 seconds', retry: { maximumInterval: '10 seconds' } })
const { turnYear, beginSealing, sealCycle } = proxyActivities<CycleActivities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumInterval: '10 seconds' },
})
const { sealAssignments } = proxyActivities<CycleActivities>({
  startToCloseTimeout: '1 minute',
  heartbeatTimeout: '15 seconds',
  retry: { maximumInterval: '10 seconds' },
})

/**
 * One fiscal year of a city's review of its policies, as the ordinance has it: the mayor asks every department for the
 * state of the measures, hears the council's opinion on them (Art. 22), has the departments answer it, decides, reports
 * to the assembly and publishes (Art. 23). Which steps that takes, and in which order, is the definition's graph; a step
 * begins when those it comes after are done. When the last one has closed, the year is sealed.
 */
export async function annualCycle(input: CycleInput): Promise<CycleState> {
  const clock = clockOf(input.clock, input.startedAt)
  let pokes = 0
  const cycle = createLedger<CycleState, CycleAct>({
    processId: input.id,
    state: input.state,
    seq: input.seq,
    applied: input.applied,
    decide: decideCycle,
    fingerprint: cycleFingerprint,
    record: recordCycleAct,
    changed: () => void pokes++,
  })
  setHandler(poke, () => void pokes++)
  setHandler(act, (command) => cycle.act(command as Command<CycleAct>), {
    validator: (command) => cycle.validate(command as Command<CycleAct>),
  })
  setHandler(status, () => ({ state: cycle.state, seq: cycle.seq }))

  // The year: each step in its turn, until all are closed.
  let seen = pokes
  let year = await turnYear({ cycleId: input.id, begin: [], seen: null })
  // An amendment may still add a step when the last one closes; then the year goes on.
  for (;;) {
    if (allClosed(cycle.state.graph, year.steps)) {
      await cycle.settled()
      if (await beginSealing(input.id)) break
    }
    const begin = stepsToBegin(cycle.state.graph, year.steps)
    if (year.settled)
      await clock.waitUntil(
        () => null,
        () => pokes > seen,
      )
    seen = pokes
    year = await turnYear({ cycleId: input.id, begin, seen: year.version })

    if (workflowInfo().historyLength > eventsPerRun) {
      await cycle.settled()
      await continueAsNew<typeof annualCycle>({ ...input, state: cycle.state, seq: cycle.seq, applied: cycle.applied })
    }
  }

  // The seal: nothing more is received; what is in hand is finished; every assignment records its end.
  upsertSearchAttributes([{ key: searchAttribute.state, value: 'sealing' }])
  for (;;) {
    seen = pokes
    const { left } = await sealAssignments(input.id)
    if (left === 0) break
    await clock.waitUntil(
      () => null,
      () => pokes > seen,
    )
  }
  await sealCycle(input.id)
  upsertSearchAttributes([{ key: searchAttribute.state, value: 'sealed' }])
  return { ...cycle.state, status: 'sealed' }
}
