import type { Entry, Instant, Recorded } from '../../domain/process/command.js'
import type { CycleState } from '../../domain/process/cycle.js'
import type { StepStates } from '../../domain/process/graph.js'
import type { ClockKind } from '../clock.js'

export interface CycleInput {
  /** its workflow id (domain/process/ids.ts) */
  id: string
  clock: ClockKind
  startedAt: Instant
  state: CycleState
  /** carried from run to run */
  seq: number
  applied: readonly string[]
}

/**
 * Where the year's steps stand. `version` numbers the changes of which this is the outcome; `settled`: what was seen at that
 * version called for nothing more, and the records say so.
 */
export interface YearProgress {
  steps: StepStates
  version: number
  settled: boolean
}

export interface CycleActivities {
  /** Begins the steps that the year, as seen at version `seen`, called for; says where it stands now. */
  turnYear(turn: { cycleId: string; begin: string[]; seen: number | null }): Promise<YearProgress>
  recordCycleAct(entry: Entry<CycleState>): Promise<Recorded<CycleState>>
  /** From here nothing more is received. False: a step is not closed after all, so the year goes on. */
  beginSealing(cycleId: string): Promise<boolean>
  /** Tells the next assignments to end; says how many it waits for (0: all have recorded their end), and the change this was read at. */
  sealAssignments(cycleId: string): Promise<{ left: number; version: number }>
  /** The year's last row in its trail. */
  sealCycle(cycleId: string): Promise<void>
}
