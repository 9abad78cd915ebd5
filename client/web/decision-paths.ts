import type { CycleAddress } from './paths.js'
import { stepPath } from './step-paths.js'

/** What belongs to the decision (決裁) of one approval: its cover, and the package (起案の資料). */
export const decisionPath = (cycle: CycleAddress, step: string): string => `${stepPath(cycle, step)}/decision`
/** 起案の資料 */
export const packagePath = (cycle: CycleAddress, step: string): string => `${decisionPath(cycle, step)}/package`
