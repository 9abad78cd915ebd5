import type { Definition } from '../domain/definition/schema.js'
import { snapshotBody } from '../prisma/snapshots.js'
import type { Transaction } from './dependencies.js'

/** The definition a cycle runs by, as frozen at its start or by its last amendment. */
export const definitionOf = async (tx: Transaction, cycleId: string, snapshotNo: number): Promise<Definition> =>
  (await snapshotBody(tx, `${cycleId}@${snapshotNo}`)) as Definition
