import { type CalendarInput, type CalendarItem, calendarFile } from '../../../domain/correspondence/calendar-file.js'
import type { Definition } from '../../../domain/definition/schema.js'
import type { Database } from '../../../prisma/db.js'
import { Prisma } from '../../../prisma/generated/client.js'
import type { PostHeld } from '../people/posts-held.js'
import { type AssignmentRow, assignmentColumns, assignmentLine, assignmentTables } from '../views/assignment-rows.js'
import { type ReadCycle, readCycles } from '../views/read-cycle.js'

interface Row extends AssignmentRow {
  cycleId: string
  seq: number
}

/** Days for which a file goes on taking back what was withdrawn: whoever saves it once in two months has none left over. */
const withdrawnDays = 60

/** The date of one assignment as a calendar file; null: there is no such assignment. */
export const calendarOf = (db: Database, id: string, publicUrl: string): Promise<string | null> =>
  fileOf(db, Prisma.sql`p.id = ${id}`, publicUrl)

/**
 * The dates of all that somebody's posts and sections have to hand in, over all years and cities, with those withdrawn of late
 * as cancelled; null: there is nothing.
 */
export async function myCalendar(db: Database, posts: PostHeld[], publicUrl: string): Promise<string | null> {
  const held = posts.map((post) => post.id)
  const sections = posts.map((post) => `${post.city}/${post.department}`)
  return fileOf(
    db,
    Prisma.sql`(p.post = ANY(${held}) OR p.city || '/' || t.department = ANY(${sections}))
      AND ((NOT p.sealed AND p.state IN ('open', 'returned'))
        OR (p.state = 'withdrawn' AND p.closed_at >= CASE WHEN k.played THEN k.now ELSE clock_timestamp() END - make_interval(days => ${withdrawnDays})))`,
    publicUrl,
  )
}

async function fileOf(db: Database, which: Prisma.Sql, publicUrl: string): Promise<string | null> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT ${assignmentColumns}, p.cycle_id AS "cycleId", p.seq FROM ${assignmentTables} JOIN clock k ON k.city = p.city
    WHERE p.kind = 'assignment' AND ${which} ORDER BY p.due_at, p.id`
  if (rows.length === 0) return null
  const cycles = new Map((await readCycles(db, { ids: [...new Set(rows.map((row) => row.cycleId))] })).map((one) => [one.row.id, one]))
  const items = rows.flatMap((row) => {
    const cycle = cycles.get(row.cycleId)
    return cycle ? [itemOf(row, cycle)] : []
  })
  const newest = cycles.get(rows[0]?.cycleId ?? '')
  return newest ? calendarFile({ ...headOf(newest), publicUrl, items }) : null
}

const headOf = ({ row, definition }: ReadCycle): Omit<CalendarInput, 'items' | 'publicUrl'> => ({
  city: definition.city.name,
  office: definition.report.office,
  asOf: new Date(row.now).toISOString(),
})

function itemOf({ cycleId: _cycle, seq, ...row }: Row, { row: { now }, definition }: ReadCycle): CalendarItem {
  const { id, title, subjectName, departmentName, dueAt, state } = assignmentLine(row, definition, now)
  const kind = meetsAtAnHour(definition, row.step) ? 'meeting' : 'due'
  return { task: id, title, subjectName, department: departmentName, at: dueAt, kind, sequence: seq, cancelled: state === 'withdrawn' }
}

/** A meeting whose hour is known; of any other only the day is, and its date is the end of that working day. */
const meetsAtAnHour = ({ steps }: Definition, key: string): boolean => {
  const step = steps.find(({ id }) => id === key)
  return step?.kind === 'meet' && step.due.at !== undefined
}
