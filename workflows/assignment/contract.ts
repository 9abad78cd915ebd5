import { defineSignal } from '@temporalio/workflow'
import type { AssignmentState } from '../../domain/process/assignment.js'
import type { Entry, Instant, Recorded } from '../../domain/process/command.js'
import type { ClockKind } from '../clock.js'

export interface AssignmentInput {
  /** its workflow id (domain/process/ids.ts) */
  id: string
  clock: ClockKind
  /** the instant at which it was asked for */
  startedAt: Instant
  state: AssignmentState
  /** acts recorded before this run; absent: none. Present when it was started again from its records */
  seq?: number
}

/** The cycle seals: finish what is in hand, record it, end. */
export const seal = defineSignal('seal')

export interface AssignmentActivities {
  record(entry: Entry<AssignmentState>): Promise<Recorded<AssignmentState>>
}
