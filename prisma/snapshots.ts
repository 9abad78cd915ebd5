import type { Transaction } from './trail.js'

// Snapshots are immutable, so what was read once stays true; a process has a handful of years in hand.
const read = new Map<string, unknown>()
const kept = 16

/** The body of a frozen definition (`{cycleId}@{no}`), read once. */
export async function snapshotBody(tx: Transaction, id: string): Promise<unknown> {
  const known = read.get(id)
  if (known !== undefined) return known
  const { body } = await tx.snapshot.findUniqueOrThrow({ where: { id }, select: { body: true } })
  if (read.size >= kept) read.delete(read.keys().next().value as string)
  read.set(id, body)
  return body
}
