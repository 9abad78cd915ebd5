import { type CycleAddress, cyclePath } from './paths.js'

/** Where the office says how a section or a programme is chased. */
export const chasesPath = (cycle: CycleAddress): string => `${cyclePath(cycle)}/chases`
