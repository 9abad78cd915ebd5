import type { Command, Refusal } from './command.js'
import type { StepNode } from './graph.js'

/** running → sealing (nothing more is received) → sealed. */
export interface CycleState {
  status: 'running' | 'sealing' | 'sealed'
  /** number of the definition snapshot in force */
  snapshot: number
  graph: StepNode[]
}

/** amend: go on under snapshot n+1 of the definition · replan: other dates for steps that have not begun. */
export type CycleAct = 'amend' | 'replan'

/** What one act makes of a cycle. The amended graph itself comes back from the record: a command carries references only. */
export function decideCycle(state: CycleState, command: Command<CycleAct>): { next: CycleState } | { refusal: Refusal } {
  if (state.status !== 'running') return { refusal: 'sealed' }
  if (command.act === 'replan') return { next: state }
  if (!command.versionId) return { refusal: 'incomplete-command' }
  // Prepared against the snapshot before: somebody else has amended since.
  if (!command.versionId.endsWith(`@${state.snapshot + 1}`)) return { refusal: 'changed-meanwhile' }
  return { next: { ...state, snapshot: state.snapshot + 1 } }
}

export const cycleFingerprint = (s: CycleState): string => `${s.status}|${s.snapshot}`
