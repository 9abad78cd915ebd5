import { proxyActivities, setHandler, upsertSearchAttributes } from '@temporalio/workflow'
import { type AssignmentAct, type AssignmentState, decide, fingerprint, wakeOf } from '../../domain/process/assignment.js'
import type { Command } from '../../domain/process/command.js'
import { act, poke, status } from '../acting.js'
import { clockOf } from '../clock.js'
import { createLedger } from '../ledger.js'
import { searchAttribute } from '../search-attributes.js'
import { type AssignmentActivities, type AssignmentInput, seal } from './contract.js'

// No attempt limit: what was decided must be recorded, however long the database is away. Five seconds, because an attempt
// that died with its worker is noticed only after that.
const { record } = proxyActivities<AssignmentActivities>({ startToCloseTimeout: '5 seconds', retry: { maximumInterval: '10 seconds' } })

/**
 * One thing that one person is asked to do (人がすること一件): a sheet's round to fill, an opinion to write, an approval to
 * record. It waits for its due instant and for commands, nothing else; chasing is done by planned notices and the courier.
 * Accepted is not the end: it stays open until its cycle seals it or it is withdrawn, so that a return months later is an
 * ordinary act.
 */
export async function assignment(input: AssignmentInput): Promise<AssignmentState> {
  const clock = clockOf(input.clock, input.startedAt)
  let sealing = false
  let shown = input.state.status
  const ledger = createLedger<AssignmentState, AssignmentAct>({
    processId: input.id,
    state: input.state,
    seq: input.seq ?? 0,
    applied: [],
    decide,
    fingerprint,
    record,
    changed: ({ state, department }) => {
      const pairs = [
        ...(state.status === shown ? [] : [{ key: searchAttribute.state, value: state.status }]),
        ...(department ? [{ key: searchAttribute.department, value: department }] : []),
      ]
      if (pairs.length > 0) upsertSearchAttributes(pairs)
      shown = state.status
    },
  })
  setHandler(act, (command) => ledger.act(command as Command<AssignmentAct>), {
    validator: (command) => ledger.validate(command as Command<AssignmentAct>),
  })
  setHandler(status, () => ({ state: ledger.state, seq: ledger.seq }))
  setHandler(seal, () => {
    sealing = true
  })
  setHandler(poke, () => undefined)

  const ending = () => sealing || ledger.state.status === 'withdrawn'
  for (;;) {
    if (await clock.waitUntil(() => wakeOf(ledger.state), ending)) {
      await ledger.note('overdue', { ...ledger.state, overdue: true })
      continue
    }
    // What was decided may prove void when it is recorded, and so may a seal that no cycle asked for: then life goes on.
    await ledger.settled()
    if (ledger.state.status === 'withdrawn') break
    if (!sealing) continue
    sealing = false
    if ((await ledger.note('sealed', ledger.state)).outcome === 'applied') break
  }
  return ledger.state
}
