import { type CycleAddress, trailPath } from './paths.js'

export const trailCsvPath = (cycle: CycleAddress): string => `${trailPath(cycle)}.csv`
/** The chain of a year computed anew. */
export const verifyTrailPath = (cycle: CycleAddress): string => `${trailPath(cycle)}/verify`
