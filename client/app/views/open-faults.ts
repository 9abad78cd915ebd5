import type { Instant } from '../../../domain/process/command.js'
import type { Database } from '../../../prisma/db.js'

/** Something that a person of the office or the administrator must look at. */
export interface OpenFault {
  id: string
  kind: string
  cycleId: string | null
  processId: string | null
  detail: string
  raisedAt: Instant
}

/** What a city has not settled yet, newest first. One statement. */
export async function openFaults(db: Database, city: string): Promise<OpenFault[]> {
  const rows = await db.fault.findMany({ where: { city, clearedAt: null }, orderBy: [{ raisedAt: 'desc' }, { id: 'asc' }] })
  return rows.map(({ id, kind, cycleId, processId, detail, raisedAt }) => ({
    id,
    kind,
    cycleId,
    processId,
    detail,
    raisedAt: raisedAt.toISOString(),
  }))
}
