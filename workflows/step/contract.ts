import type { Entry, Instant, Recorded } from '../../domain/process/command.js'
import type { StepState } from '../../domain/process/step.js'
import type { ClockKind } from '../clock.js'

export interface StepInput {
  /** its workflow id (domain/process/ids.ts) */
  id: string
  clock: ClockKind
  startedAt: Instant
  state: StepState
  /** carried from run to run */
  seq: number
  applied: readonly string[]
}

/** Where a step stands after one look at the records. */
export interface StepProgress {
  state: StepState
  seq: number
  /** when it must look again by itself; null: when poked */
  wakeAt: Instant | null
  /** everything the gate asks for holds, and the step's own act (publishing) is all that is missing */
  acting: 'publish' | null
}

export interface StepActivities {
  advanceStep(stepId: string): Promise<StepProgress>
  recordStepAct(entry: Entry<StepState>): Promise<Recorded<StepState>>
  publishEdition(stepId: string): Promise<void>
}
