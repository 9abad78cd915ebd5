import { daysDiffer } from '../../../../domain/review/meeting.js'
import type { Database } from '../../../../prisma/db.js'
import { readCycles } from '../../views/read-cycle.js'
import type { MeetingLine, StepWithoutMeeting } from './meeting-view.js'

/** 会議一覧: a city's meetings, the latest first. One statement. */
export async function listMeetings(db: Database, city: string): Promise<MeetingLine[]> {
  const rows = await db.$queryRaw<(Omit<MeetingLine, 'startsAt' | 'differs'> & { startsAt: Date; dues: Date[] })[]>`
    SELECT m.id, m.name, coalesce(d.name, m.body) AS "bodyName", m.fiscal_year AS "fiscalYear", m.state, m.starts_at AS "startsAt", m.place,
      m.minutes_state AS "minutesState", coalesce(array_agg(DISTINCT c.fiscal_year) FILTER (WHERE c.id IS NOT NULL), '{}') AS years,
      coalesce(array_agg(s.due_at) FILTER (WHERE s.state <> 'closed'), '{}') AS dues
    FROM meeting m LEFT JOIN department d ON d.city = m.city AND d.key = m.body
    LEFT JOIN agenda_item i ON i.meeting_id = m.id
    LEFT JOIN process c ON c.id = i.cycle_id LEFT JOIN process s ON s.id = i.cycle_id || '/' || i.step_key
    WHERE m.city = ${city} GROUP BY m.id, d.name ORDER BY m.starts_at DESC, m.id`
  return rows.map(({ dues, startsAt, ...row }) => {
    const at = startsAt.toISOString()
    const differs = row.state === 'planned' && dues.some((due) => daysDiffer(at, new Date(due).toISOString()))
    return { ...row, startsAt: at, differs }
  })
}

/** Steps of running years in which a body meets and for which no meeting stands, the earliest first. The assembly's are not ours to plan. Two statements. */
export async function stepsWithoutMeeting(db: Database, city: string): Promise<StepWithoutMeeting[]> {
  const cycles = await readCycles(db, { city, running: true })
  const wanted = cycles.flatMap(({ row, definition }) =>
    definition.steps.flatMap(({ id, kind, name, body }) => {
      const written = definition.bodies.find((one) => one.id === body)
      if (kind !== 'meet' || !body || written?.kind === 'assembly') return []
      return [{ cycleId: row.id, fiscalYear: row.fiscalYear, step: id, name, body, written: written?.name ?? body }]
    }),
  )
  const rows = await db.$queryRaw<{ cycleId: string; step: string; bodyName: string | null; dueAt: Date; state: string }[]>`
    SELECT s.cycle_id AS "cycleId", s.step_key AS step, d.name AS "bodyName", s.due_at AS "dueAt", s.state
    FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) AS w ("cycleId" text, step text, body text)
    JOIN process s ON s.id = w."cycleId" || '/' || w.step LEFT JOIN department d ON d.city = ${city} AND d.key = w.body
    WHERE s.state <> 'closed' AND NOT EXISTS (
      SELECT 1 FROM agenda_item i JOIN meeting m ON m.id = i.meeting_id
      WHERE i.cycle_id = s.cycle_id AND i.step_key = s.step_key AND m.city = ${city} AND m.state <> 'cancelled')
    ORDER BY s.due_at, s.id`
  return rows.flatMap(({ bodyName, dueAt, state, ...row }) => {
    const of = wanted.find(({ cycleId, step }) => cycleId === row.cycleId && step === row.step)
    if (!of) return []
    const { written, ...step } = of
    return [{ ...step, bodyName: bodyName ?? written, dueAt: dueAt.toISOString(), state }]
  })
}
