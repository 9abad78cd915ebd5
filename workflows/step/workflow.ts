import { continueAsNew, proxyActivities, setHandler, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow'
import type { Command } from '../../domain/process/command.js'
import { decideStep, type StepAct, type StepState, stepFingerprint } from '../../domain/process/step.js'
import { act, eventsPerRun, poke, status } from '../acting.js'
import { clockOf } from '../clock.js'
import { createLedger } from '../ledger.js'
import { searchAttribute } from '../search-attributes.js'
import type { StepActivities, StepInput, StepProgress } from './contract.js'

const { recordStepAct } = proxyActivities<StepActivities>({ startToCloseTimeout: '5 seconds', retry: { maximumInterval: '10 seconds' } })
const { publishEdition } = proxyActivities<StepActivities>({ startToCloseTimeout: '2 minutes', retry: { maximumInterval: '30 seconds' } })
const { advanceStep } = proxyActivities<StepActivities>({
  startToCloseTimeout: '1 minute',
  heartbeatTimeout: '15 seconds',
  retry: { maximumInterval: '10 seconds' },
})

/**
 * One step of the year, whatever its kind: it waits for its opening, asks everyone it must ask, and closes when its gate
 * allows. What a kind of step asks for, and of whom, is in the definition; here is only the order of things.
 */
export async function step(input: StepInput): Promise<StepState> {
  const clock = clockOf(input.clock, input.startedAt)
  let pokes = 0
  const ledger = createLedger<StepState, StepAct>({
    processId: input.id,
    state: input.state,
    seq: input.seq,
    applied: input.applied,
    decide: decideStep,
    fingerprint: stepFingerprint,
    record: recordStepAct,
    changed: () => void pokes++,
  })
  setHandler(poke, () => void pokes++)
  setHandler(act, (command) => ledger.act(command as Command<StepAct>), {
    validator: (command) => ledger.validate(command as Command<StepAct>),
  })
  setHandler(status, () => ({ state: ledger.state, seq: ledger.seq }))

  let shown = input.state.status
  for (;;) {
    const seen = pokes
    const progress: StepProgress = await ledger.inTurn(() => advanceStep(input.id))
    if (progress.state.status !== shown) {
      shown = progress.state.status
      upsertSearchAttributes([{ key: searchAttribute.state, value: shown }])
    }
    if (shown === 'closed') break
    if (progress.acting === 'publish') await publishEdition(input.id)
    else
      await clock.waitUntil(
        () => progress.wakeAt,
        () => pokes > seen,
      )

    if (workflowInfo().historyLength > eventsPerRun) {
      await ledger.settled()
      await continueAsNew<typeof step>({ ...input, state: ledger.state, seq: ledger.seq, applied: ledger.applied })
    }
  }
  await ledger.settled()
  return ledger.state
}
