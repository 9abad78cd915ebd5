import type { Command, Instant, Refusal } from './command.js'

/** planned (in the year's plan) → waiting (its predecessors are done) → open (people are asked) → closed. */
export type StepStatus = 'planned' | 'waiting' | 'open' | 'closed'

export interface StepState {
  status: StepStatus
  opensAt: Instant
  dueAt: Instant
}

/**
 * advance: open now, before the planned instant · reschedule: other dates · override: set one requirement of the gate
 * aside, by name, with a reason and a second person · confirm: what was returned after acceptance has been looked at.
 */
export type StepAct = 'advance' | 'reschedule' | 'override' | 'confirm'

/** What one act makes of a step, or why it cannot. `command.dueAt` of an advance is the instant it was received. */
export function decideStep(state: StepState, command: Command<StepAct>): { next: StepState } | { refusal: Refusal } {
  if (state.status === 'closed') return { refusal: 'step-closed' }
  switch (command.act) {
    case 'advance':
      if (state.status !== 'waiting') return { refusal: 'not-open' }
      return command.opensAt ? { next: { ...state, opensAt: command.opensAt } } : { refusal: 'incomplete-command' }
    case 'reschedule':
      if (!command.opensAt && !command.dueAt) return { refusal: 'incomplete-command' }
      return { next: { ...state, opensAt: command.opensAt ?? state.opensAt, dueAt: command.dueAt ?? state.dueAt } }
    case 'override':
      return command.requirement ? { next: state } : { refusal: 'incomplete-command' }
    case 'confirm':
      return { next: state }
    default:
      return { refusal: 'incomplete-command' }
  }
}

export const stepFingerprint = (s: StepState): string => `${s.status}|${s.opensAt}|${s.dueAt}`
