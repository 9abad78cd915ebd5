import type { AssignmentState, AssignmentStatus } from '../domain/process/assignment.js'
import type { Transaction } from './dependencies.js'

/** An assignment's projection as it stands under its lock. */
export interface AssignmentRow {
  id: string
  city: string
  cycleId: string
  parentId: string
  stepKey: string
  subject: string
  form: string
  round: string | null
  state: AssignmentStatus
  seq: number
  post: string
  dueAt: Date
  askedAt: Date
  versionId: string | null
  acceptedVersion: string | null
  checked: boolean
  /** its step waits for it */
  counts: boolean
  overdue: boolean
  sealed: boolean
  chase: string | null
  pausedUntil: Date | null
  checkDueAt: Date | null
  stepState: string
  cycleState: string
  snapshotNo: number
  /** whether the office has let this year's mails leave */
  mailsLeave: boolean
  /** the command by which the section asked for a later date, while the office has not decided */
  extensionAsked: string | null
  /** the city's present */
  now: Date
}

export const assignmentStateOf = (row: AssignmentRow): AssignmentState => ({
  status: row.state,
  dueAt: row.dueAt.toISOString(),
  post: row.post,
  versionId: row.versionId,
  checked: row.checked,
  overdue: row.overdue,
})

/** The cycle is held FOR SHARE: a seal that begins meanwhile would wait for a poke that this record did not know it owed. */
export async function lockAssignment(tx: Transaction, id: string): Promise<AssignmentRow> {
  const rows = await tx.$queryRaw<AssignmentRow[]>`
    SELECT p.id, p.city, p.cycle_id AS "cycleId", p.parent_id AS "parentId", p.step_key AS "stepKey", p.subject, p.form, p.round, p.state, p.seq, p.post,
      p.due_at AS "dueAt", p.asked_at AS "askedAt", p.version_id AS "versionId", p.accepted_version AS "acceptedVersion", p.checked, p.counts, p.overdue,
      p.sealed, p.chase, p.paused_until AS "pausedUntil", p.check_due_at AS "checkDueAt", s.state AS "stepState", c.state AS "cycleState", c.snapshot_no AS "snapshotNo",
      c.mail_released_at IS NOT NULL AS "mailsLeave", p.extension_asked AS "extensionAsked",
      CASE WHEN k.played THEN k.now ELSE clock_timestamp() END AS now
    FROM process p JOIN process c ON c.id = p.cycle_id JOIN process s ON s.id = p.parent_id JOIN clock k ON k.city = p.city
    WHERE p.id = ${id} FOR UPDATE OF p FOR SHARE OF c`
  const row = rows[0]
  if (!row) throw new Error(`No projection of ${id}: it was started by somebody else than the cycle.`)
  return row
}
