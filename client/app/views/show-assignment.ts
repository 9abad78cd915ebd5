import type { Field } from '../../../domain/definition/schema.js'
import type { Instant } from '../../../domain/process/command.js'
import { fieldsAsked } from '../../../domain/sheet/content.js'
import type { Database } from '../../../prisma/db.js'
import { extensionColumn, type OpenExtension, plainExtension } from '../desk/extensions.js'
import { type AssignmentLine, type AssignmentRow, assignmentLine, selectAssignments } from './assignment-rows.js'
import { type CycleLine, lineOf } from './list-cycles.js'
import { plain } from './plain.js'
import { readCycles } from './read-cycle.js'
import { type TrailRow, trailRows } from './trail-rows.js'

export interface VersionView {
  id: string
  no: number
  hash: string
  createdAt: Instant
  byPost: string
  byTitle: string
}
export interface CommandView {
  id: string
  receiptNo: number
  act: string
  post: string
  postTitle: string
  via: string
  /** received | applied | refused */
  state: string
  receivedAt: Instant
  settledAt: Instant | null
  versionId: string | null
  reason: string | null
  /** record-call: whom the office spoke to (a post), what was said, and until when a handing in was promised */
  whom: string | null
  said: string | null
  until: Instant | null
  /** request-extension: the date wished for · extend, return: the new due date */
  wishedAt: Instant | null
  dueAt: Instant | null
  /** when it was refused: the code */
  refusal: string | null
}
export interface NoticeView {
  id: string
  kind: string
  post: string
  postTitle: string
  state: string
  at: Instant
  reason: string
  /** why it was cancelled */
  ended: string | null
  mailId: string | null
}

/** One assignment with everything that happened to it. */
export interface AssignmentView extends AssignmentLine {
  /** what its form asks for */
  fields: Field[]
  cycle: CycleLine
  /** the section wishes for a later date, and the office has not decided */
  extension: OpenExtension | null
  /** the chase of the definition that applies to it; null: no mail is sent about it */
  chase: string | null
  /** all chases of the definition */
  chases: { id: string; name: string }[]
  acceptedVersion: string | null
  versionList: VersionView[]
  commands: CommandView[]
  notices: NoticeView[]
  trail: TrailRow[]
}

interface Own {
  cycleId: string
  acceptedVersion: string | null
  form: string
  round: string | null
  chase: string | null
  extension: OpenExtension | null
}

/** Six statements. Null: there is no such assignment. */
export async function showAssignment(db: Database, id: string): Promise<AssignmentView | null> {
  const rows = await db.$queryRaw<(AssignmentRow & Own)[]>`
    SELECT a.*, p.cycle_id AS "cycleId", p.accepted_version AS "acceptedVersion", p.form, p.round, p.chase, ${extensionColumn} AS extension
    FROM (${selectAssignments} WHERE p.id = ${id} AND p.kind = 'assignment') a JOIN process p ON p.id = a.id`
  const row = rows[0]
  if (!row) return null
  const { cycleId, acceptedVersion, form, round, chase, extension, ...assignment } = row
  const [[cycle], versions, commands, notices, trail] = await Promise.all([
    readCycles(db, { id: cycleId }),
    db.$queryRaw<{ id: string; no: number; hash: string; createdAt: Date; byPost: string; byTitle: string }[]>`
      SELECT v.id, v.no, v.hash, v.created_at AS "createdAt", v.by_post AS "byPost", t.title AS "byTitle"
      FROM version v JOIN post t ON t.id = v.by_post WHERE v.process_id = ${id} ORDER BY v.no`,
    db.$queryRaw<(Omit<CommandView, 'receivedAt' | 'settledAt'> & { receivedAt: Date; settledAt: Date | null })[]>`
      SELECT c.id, c.receipt_no AS "receiptNo", c.act, c.actor_post AS post, t.title AS "postTitle", c.via, c.state, c.received_at AS "receivedAt",
        c.settled_at AS "settledAt", c.version_id AS "versionId", c.payload ->> 'reason' AS reason, c.payload ->> 'whom' AS whom,
        c.payload ->> 'said' AS said, c.payload ->> 'until' AS until, c.payload ->> 'wishedAt' AS "wishedAt",
        c.payload #>> '{travel,dueAt}' AS "dueAt", c.outcome ->> 'refusal' AS refusal
      FROM command c JOIN post t ON t.id = c.actor_post WHERE c.process_id = ${id} ORDER BY c.receipt_no`,
    db.$queryRaw<(Omit<NoticeView, 'at'> & { at: Date })[]>`
      SELECT n.id, n.kind, n.post, t.title AS "postTitle", n.state, n.at, n.reason, n.ended, n.mail_id AS "mailId"
      FROM notice n JOIN post t ON t.id = n.post WHERE n.process_id = ${id} ORDER BY n.at, n.id`,
    trailRows(db, cycleId, { process: id, limit: 1000 }),
  ])
  if (!cycle) return null
  return {
    ...assignmentLine(assignment, cycle.definition, cycle.row.now),
    cycle: lineOf(cycle),
    extension: plainExtension(extension),
    chase,
    chases: cycle.definition.chases.map(({ id, name }) => ({ id, name })),
    fields: fieldsAsked(cycle.definition, form, round),
    acceptedVersion,
    versionList: versions.map(plain),
    commands: commands.map(plain),
    notices: notices.map(plain),
    trail,
  }
}
