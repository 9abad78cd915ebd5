import type { Transaction } from '../../../prisma/trail.js'

/** A version that counts as accepted as soon as its command is applied (受付済み・反映待ち). */
export interface ComingVersion {
  processId: string
  subject: string
  content: unknown
  /** the section that writes it, as it is called */
  by: string
}

/**
 * Holds the numbers by which Actions of a year answer its opinions, until the transaction ends: whoever checks them next sees what was
 * received on the ground of this check. Before any lock of one assignment.
 */
export async function holdPairing(tx: Transaction, cycleId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${cycleId} pairing`}, 0))`
}

/**
 * What the received commands of a year will make count, of every assignment but one; mostly nothing. One statement. Read it before what
 * counts already: a command that is applied in between is then in both, and not in neither.
 */
export const comingVersions = (tx: Transaction, cycleId: string, besides: string): Promise<ComingVersion[]> =>
  tx.$queryRaw<ComingVersion[]>`
    SELECT DISTINCT ON (p.id) p.id AS "processId", p.subject, v.content, coalesce(d.name, o.title, '') AS by
    FROM command c JOIN process p ON p.id = c.process_id JOIN version v ON v.id = coalesce(c.version_id, c.payload ->> 'versionId')
    LEFT JOIN post o ON o.id = p.post LEFT JOIN department d ON d.city = o.city AND d.key = o.department
    WHERE c.state = 'received' AND c.cycle_id = ${cycleId} AND p.kind = 'assignment' AND p.id <> ${besides}
      AND (c.act = 'accept' OR (c.act = 'submit' AND NOT p.checked) OR (c.act = 'edit' AND p.state = 'accepted'))
    ORDER BY p.id, c.receipt_no DESC`
