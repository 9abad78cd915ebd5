import type { Instant } from '../../../domain/process/command.js'
import type { Database } from '../../../prisma/db.js'
import { Prisma } from '../../../prisma/generated/client.js'
import { type AssignmentLine, type AssignmentRow, assignmentLine, selectAssignments } from '../views/assignment-rows.js'
import { type CycleLine, lineOf } from '../views/list-cycles.js'
import { readCycles } from '../views/read-cycle.js'

/** A section's request for a later date (期限の延長の申出) on which the office has not decided. */
export interface OpenExtension {
  /** the command by which it was asked; a later request has another one and replaces it */
  id: string
  receiptNo: number
  wishedAt: Instant
  reason: string
  askedAt: Instant
  /** who asked */
  postTitle: string
}

/** An open request with the assignment that it is about. */
export interface ExtensionTask extends AssignmentLine {
  cycle: CycleLine
  extension: OpenExtension
}

/** The open request of the assignment `p`, as one JSON value; null: there is none. */
export const extensionColumn = Prisma.sql`
  (SELECT jsonb_build_object('id', x.id, 'receiptNo', x.receipt_no, 'wishedAt', x.payload ->> 'wishedAt', 'reason', x.payload ->> 'reason',
      'askedAt', x.received_at, 'postTitle', xt.title)
    FROM command x JOIN post xt ON xt.id = x.actor_post WHERE x.id = p.extension_asked AND p.state IN ('open', 'returned'))`

/** JSON spells an instant in PostgreSQL's own way. */
export const plainExtension = (extension: OpenExtension | null): OpenExtension | null =>
  extension && { ...extension, askedAt: new Date(extension.askedAt).toISOString() }

/** The open request of one assignment. One statement. */
export async function extensionOf(db: Pick<Database, '$queryRaw'>, processId: string): Promise<OpenExtension | null> {
  const [row] = await db.$queryRaw<{ extension: OpenExtension | null }[]>`
    SELECT ${extensionColumn} AS extension FROM process p WHERE p.id = ${processId}`
  return plainExtension(row?.extension ?? null)
}

/** Requests of some cities' running years on which the office is to decide, the earliest due date first. Two statements. */
export async function openExtensions(db: Database, cities: string[]): Promise<ExtensionTask[]> {
  if (cities.length === 0) return []
  const rows = await db.$queryRaw<(AssignmentRow & { cycleId: string; extension: OpenExtension })[]>`
    SELECT a.*, p.cycle_id AS "cycleId", ${extensionColumn} AS extension
    FROM (${selectAssignments} WHERE p.city = ANY(${cities}) AND p.extension_asked IS NOT NULL AND p.state IN ('open', 'returned') AND NOT p.sealed) a
    JOIN process p ON p.id = a.id JOIN process y ON y.id = p.cycle_id AND y.state = 'running'
    ORDER BY a."dueAt", a.id`
  if (rows.length === 0) return []
  const ids = [...new Set(rows.map(({ cycleId }) => cycleId))]
  const cycles = new Map((await readCycles(db, { ids })).map((cycle) => [cycle.row.id, cycle]))
  return rows.flatMap(({ cycleId, extension, ...row }) => {
    const cycle = cycles.get(cycleId)
    const open = plainExtension(extension)
    if (!cycle || !open) return []
    return [{ ...assignmentLine(row, cycle.definition, cycle.row.now), cycle: lineOf(cycle), extension: open }]
  })
}
