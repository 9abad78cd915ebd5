import type { Definition } from '../domain/definition/schema.js'
import type { Transaction } from './dependencies.js'

// Snapshots are immutable, so what was read once stays true; a worker has a handful of years in hand.
const read = new Map<string, Definition>()
const kept = 16

/** The definition a cycle runs by, as frozen at its start or by its last amendment. */
export async function definitionOf(tx: Transaction, cycleId: string, snapshotNo: number): Promise<Definition> {
  const id = `${cycleId}@${snapshotNo}`
  const known = read.get(id)
  if (known) return known
  const snapshot = await tx.snapshot.findUniqueOrThrow({ where: { id }, select: { body: true } })
  const definition = snapshot.body as unknown as Definition
  if (read.size >= kept) read.delete(read.keys().next().value as string)
  read.set(id, definition)
  return definition
}
