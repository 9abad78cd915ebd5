import { daysDiffer } from '../../../../domain/review/meeting.js'
import type { Database } from '../../../../prisma/db.js'
import { readCycles } from '../../views/read-cycle.js'
import { stepsOfEach } from '../../views/steps-of.js'
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

/** Steps of running years in which a body meets and for which no meeting stands, the earliest first. The assembly's are not ours to plan. */
export async function stepsWithoutMeeting(db: Database, city: string): Promise<StepWithoutMeeting[]> {
  const cycles = await readCycles(db, { city, running: true })
  const taken = await db.$queryRaw<{ step: string }[]>`
    SELECT i.cycle_id || '/' || i.step_key AS step FROM agenda_item i JOIN meeting m ON m.id = i.meeting_id
    WHERE m.city = ${city} AND m.state <> 'cancelled' AND i.step_key IS NOT NULL`
  const departments = await db.department.findMany({ where: { city }, select: { key: true, name: true } })
  const steps = await stepsOfEach(db, cycles)
  const found: StepWithoutMeeting[] = []
  for (const [at, { row, definition }] of cycles.entries())
    for (const step of steps[at] ?? []) {
      const body = definition.steps.find(({ id }) => id === step.key)?.body
      const written = definition.bodies.find(({ id }) => id === body)
      if (
        step.kind !== 'meet' ||
        !body ||
        written?.kind === 'assembly' ||
        step.state === 'closed' ||
        taken.some((one) => one.step === step.id)
      )
        continue
      found.push({
        cycleId: row.id,
        fiscalYear: row.fiscalYear,
        step: step.key,
        name: step.name,
        body,
        bodyName: departments.find(({ key }) => key === body)?.name ?? written?.name ?? body,
        dueAt: step.dueAt,
        state: step.state,
      })
    }
  return found.sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
}
