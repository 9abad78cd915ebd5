import { ApplicationFailure, allHandlersFinished, condition } from '@temporalio/workflow'
import { type Command, type Entry, isCommand, type Recorded, type Refusal } from '../domain/process/command.js'

type Decision<State> = { next: State } | { refusal: Refusal }

export interface Ledger<State, Act extends string> {
  readonly state: State
  readonly seq: number
  /** ids of the last commands, carried across runs so that none is applied a second time */
  readonly applied: readonly string[]
  /** Update validator: looks at the state only; throws the refusal as a typed failure that leaves nothing in history */
  validate(command: Command<Act>): void
  /** decides at once, then has it recorded */
  act(command: Command<Act>): Promise<Recorded<State>>
  /** records something the workflow did by itself */
  note(event: string, next: State): Promise<Recorded<State>>
  /** runs in turn with the acts, and takes over the state that the activity found */
  inTurn<T extends { state: State; seq: number }>(read: () => Promise<T>): Promise<T>
  /** no act is waiting to be recorded */
  settled(): Promise<void>
}

const remembered = 200

/**
 * Acts are decided synchronously and recorded one after another, in the order decided. A handler that awaited before it
 * changed the state would let three contradicting commands all through; one that recorded out of order would be refused
 * by the projection. When a record is void (forged, or decided on a state that was not the recorded one), the recorded
 * state is taken back.
 */
export function createLedger<State, Act extends string>(options: {
  processId: string
  state: State
  seq: number
  applied: readonly string[]
  decide: (state: State, command: Command<Act>) => Decision<State>
  fingerprint: (state: State) => string
  record: (entry: Entry<State>) => Promise<Recorded<State>>
  changed: (recorded: Recorded<State>) => void
}): Ledger<State, Act> {
  let state = options.state
  let seq = options.seq
  let applied = [...options.applied]
  let tail: Promise<unknown> = Promise.resolve()
  let recording = 0

  const queue = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = tail.then(work)
    tail = turn.catch(() => undefined)
    return turn
  }
  const decided = async (next: State, command: Command<Act> | null, event?: string): Promise<Recorded<State>> => {
    const entry: Entry<State> = {
      processId: options.processId,
      seq: seq + 1,
      base: options.fingerprint(state),
      next,
      command,
      ...(event ? { event } : {}),
    }
    state = next
    seq = entry.seq
    recording++
    const recorded = await queue(() => options.record(entry)).finally(() => {
      recording--
    })
    if (recorded.outcome === 'void' || recorded.seq === seq) state = recorded.state
    // The records are ahead only when the engine was set back behind them: go on from their number.
    seq = Math.max(seq, recorded.seq)
    options.changed(recorded)
    return recorded
  }
  const decide = (command: Command<Act>): Decision<State> => {
    if (!isCommand(command)) return { refusal: 'incomplete-command' }
    if (applied.includes(command.id)) return { refusal: 'already-applied' }
    const decision = options.decide(state, command)
    // While an act is being recorded the state may yet prove void: a refusal on it says only that things are moving.
    return 'refusal' in decision && recording > 0 ? { refusal: 'changed-meanwhile' } : decision
  }

  return {
    get state() {
      return state
    },
    get seq() {
      return seq
    },
    get applied() {
      return applied
    },
    validate(command) {
      const decision = decide(command)
      if ('refusal' in decision) throw ApplicationFailure.nonRetryable(`refused: ${decision.refusal}`, decision.refusal)
    },
    async act(command) {
      // Decided again here: another command accepted in the same task may have changed the state since validation.
      const decision = decide(command)
      if ('refusal' in decision) throw ApplicationFailure.nonRetryable(`refused: ${decision.refusal}`, decision.refusal)
      applied = [...applied, command.id].slice(-remembered)
      return decided(decision.next, command)
    },
    note: (event, next) => decided(next, null, event),
    inTurn(read) {
      return queue(async () => {
        const before = seq
        const found = await read()
        if (seq === before) state = found.state
        return found
      })
    },
    async settled() {
      await condition(allHandlersFinished)
      await tail
    },
  }
}
