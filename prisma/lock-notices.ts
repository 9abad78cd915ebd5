import { changeGates } from './gates.js'
import type { Prisma } from './generated/client.js'
import type { Transaction } from './trail.js'

/** A notice under its lock. */
export interface LockedNotice {
  id: string
  at: Date
}

/**
 * Locks the notices that a condition on `notice` names, in the order of their ids, and then these gates: for an act of the office that
 * comes wholly before or after a claim or a record. What the condition names more by the time the gates are held lets everything go
 * and begin again, so that nobody takes a notice with a gate in hand (docs/architecture.md, "Locks").
 */
export async function lockNotices(tx: Transaction, which: Prisma.Sql, gates: string[]): Promise<LockedNotice[]> {
  for (;;) {
    await tx.$executeRaw`SAVEPOINT notices_then_gates`
    const locked = await tx.$queryRaw<LockedNotice[]>`SELECT id, at FROM notice WHERE ${which} ORDER BY id FOR UPDATE`
    await changeGates(
      tx,
      gates.map((id) => ({ id, bump: 'never' })),
    )
    const ids = locked.map(({ id }) => id)
    const more = await tx.$queryRaw<unknown[]>`SELECT 1 FROM notice WHERE ${which} AND id <> ALL(${ids}) LIMIT 1`
    if (more.length === 0) return locked
    await tx.$executeRaw`ROLLBACK TO SAVEPOINT notices_then_gates`
  }
}
