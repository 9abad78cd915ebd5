import { cityCalendar } from '../../../domain/calendar/city-calendar.js'
import { dateOf } from '../../../domain/calendar/instants.js'
import { onceOf, onceTitle } from '../../../domain/definition/ask-of.js'
import type { Definition } from '../../../domain/definition/schema.js'
import type { Instant } from '../../../domain/process/command.js'
import { Prisma } from '../../../prisma/generated/client.js'
import { plain } from './plain.js'

/** An assignment as lists show it. */
export interface AssignmentLine {
  id: string
  step: string
  stepName: string
  stepKind: string
  subject: string
  /** the programme, the section, or what the step is about */
  subjectName: string
  /** what is asked for, e.g. 施策検証シート（見込） */
  title: string
  state: string
  /** business days past the due instant while unanswered, else null */
  daysLate: number | null
  post: string
  postTitle: string
  department: string
  departmentName: string
  bureau: string
  checkPost: string | null
  askedAt: Instant
  dueAt: Instant
  checkDueAt: Instant | null
  closedAt: Instant | null
  pausedUntil: Instant | null
  versions: number
  sealed: boolean
  /** asked of a member of a body, who is no section */
  forMember: boolean
}

export interface AssignmentRow {
  id: string
  step: string
  stepKind: string
  subject: string
  registered: string | null
  state: string
  overdue: boolean
  post: string
  postTitle: string
  department: string
  departmentName: string
  bureau: string
  checkPost: string | null
  askedAt: Date
  dueAt: Date
  checkDueAt: Date | null
  closedAt: Date | null
  pausedUntil: Date | null
  versions: number
  sealed: boolean
}

/** What every reading of assignments selects, from where. */
export const assignmentColumns = Prisma.sql`
  p.id, p.step_key AS step, p.step_kind AS "stepKind", p.subject, coalesce(g.name, sd.name) AS registered, p.state, p.overdue, p.post,
    t.title AS "postTitle", t.department, d.name AS "departmentName", d.bureau, p.check_post AS "checkPost", p.opens_at AS "askedAt", p.due_at AS "dueAt",
    p.check_due_at AS "checkDueAt", p.closed_at AS "closedAt", p.paused_until AS "pausedUntil", p.sealed,
    (SELECT count(*)::int FROM version v WHERE v.process_id = p.id) AS versions`
export const assignmentTables = Prisma.sql`
  process p JOIN post t ON t.id = p.post JOIN department d ON d.city = t.city AND d.key = t.department
  LEFT JOIN programme g ON g.cycle_id = p.cycle_id AND g.key = p.subject
  LEFT JOIN department sd ON sd.city = p.city AND sd.key = p.subject`

/** Both; to be followed by WHERE. */
export const selectAssignments = Prisma.sql`SELECT ${assignmentColumns} FROM ${assignmentTables}`

/** Names a row by the definition and says how late it is at `now`. */
export function assignmentLine(row: AssignmentRow, definition: Definition, now: Instant): AssignmentLine {
  const step = definition.steps.find((s) => s.id === row.step)
  const title = onceTitle(step, row.subject) ?? step?.asks.find((ask) => ask.per !== 'once')?.title ?? step?.name ?? row.step
  const { overdue, registered, ...rest } = row
  const unanswered = overdue && (row.state === 'open' || row.state === 'returned')
  const daysLate = unanswered ? cityCalendar(definition.calendar).businessDaysBetween(dateOf(row.dueAt.toISOString()), dateOf(now)) : null
  // Of a body's members each is asked the same: the seat says who.
  const forMember = !onceOf(step, row.subject) && (step?.asks.some((ask) => ask.per === 'member') ?? false)
  const subjectName = registered ?? (forMember ? row.postTitle : title)
  return { ...plain(rest), stepName: step?.name ?? row.step, subjectName, title, daysLate, forMember }
}
