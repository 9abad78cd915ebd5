import type { Command, Refusal } from './command.js'
import type { StepNode } from './graph.js'

/** running → sealing (nothing more is received) → sealed. */
export interface CycleState {
  status: 'running' | 'sealing' | 'sealed'
  /** number of the definition snapshot in force */
  snapshot: number
  graph: StepNode[]
}

/** amend: go on under snapshot n+1 of the definition. */
export type CycleAct = 'amend'

/** What one act makes of a cycle. The amended graph itself comes back from the record: a command carries references only. */
export function decideCycle(state: CycleState, command: Command<CycleAct>): { next: CycleState } | { refusal: Refusal } {
  if (state.status !== 'running') return { refusal: 'sealed' }
  return command.versionId ? { next: { ...state, snapshot: state.snapshot + 1 } } : { refusal: 'incomplete-command' }
}

export const cycleFingerprint = (s: CycleState): string => `${s.status}|${s.snapshot}`
