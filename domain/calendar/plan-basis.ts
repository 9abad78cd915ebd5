import { contentHash } from '../trail/canonical.js'

/**
 * What a year's plan was drawn up on: the snapshot in force and the dates that people had set by hand. A plan drawn up on
 * anything else by the time it is recorded would undo what somebody else has done since.
 */
export const planBasis = (cycle: { snapshotNo: number | null; plan: unknown }): string =>
  `${cycle.snapshotNo ?? 0}:${contentHash((cycle.plan as { moved?: object } | null)?.moved ?? {})}`
