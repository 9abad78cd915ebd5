import { directoryFrom } from '../../../domain/asking/directory.js'
import { type ForetoldStep, foretell, type YearAhead } from '../../../domain/asking/foretell.js'
import type { PlannedNotice } from '../../../domain/asking/notices.js'
import type { PlannedAsk } from '../../../domain/asking/plan-asks.js'
import type { Definition } from '../../../domain/definition/schema.js'
import { selectStandingOverrides } from '../../../prisma/chase-overrides.js'
import type { Database } from '../../../prisma/db.js'
import { Prisma } from '../../../prisma/generated/client.js'
import { snapshotBody } from '../../../prisma/snapshots.js'

/** One mail's matter that the plan foretells: no record has it, and it changes with the plan. */
export interface ForetoldNotice extends Pick<ForetoldStep, 'step' | 'onAcceptance'> {
  notice: PlannedNotice
  ask: PlannedAsk
  /** all that is foretold of this assignment, soonest first */
  beside: PlannedNotice[]
  cycleId: string
  fiscalYear: number
  snapshotNo: number
  definition: Definition
}

type Year = Omit<YearAhead, 'definition'> & { snapshotNo: number }
interface Ahead {
  now: Date
  years: Year[]
  posts: { id: string; department: string; role: string }[]
  departments: { key: string; bureau: string }[]
}

/**
 * What the plans of a city's running years say of steps that have not opened: every notice that their assignments will cause.
 * One statement, and one for each definition not yet read.
 */
export async function foretoldNotices(db: Database, city: string): Promise<ForetoldNotice[]> {
  const [ahead] = await db.$queryRaw<Ahead[]>`
    SELECT CASE WHEN k.played THEN k.now ELSE clock_timestamp() END AS now,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'department', t.department, 'role', t.role) ORDER BY t.id), '[]')
        FROM post t WHERE t.city = ${city}) AS posts,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('key', d.key, 'bureau', d.bureau)), '[]') FROM department d WHERE d.city = ${city}) AS departments,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('cycleId', c.id, 'fiscalYear', c.fiscal_year, 'snapshotNo', c.snapshot_no,
        'steps', (SELECT jsonb_agg(jsonb_build_object('key', s.step_key, 'status', s.state,
            'plan', s.plan || jsonb_build_object('opensAt', s.opens_at, 'dueAt', s.due_at)))
          FROM process s WHERE s.parent_id = c.id AND s.kind = 'step'),
        'register', (SELECT coalesce(jsonb_agg(jsonb_build_object('key', g.key, 'department', g.department, 'form', g.form,
            'verified', g.verified, 'name', g.name) ORDER BY g.position), '[]') FROM programme g WHERE g.cycle_id = c.id),
        'ofYear', (SELECT coalesce(jsonb_agg(o), '[]') FROM (${selectStandingOverrides(Prisma.sql`c.id`)}) o),
        'withdrawn', (SELECT coalesce(jsonb_agg(jsonb_build_object('step', w.step_key, 'subject', w.subject)), '[]')
          FROM process w WHERE w.cycle_id = c.id AND w.kind = 'assignment' AND w.state = 'withdrawn')) ORDER BY c.id), '[]')
        FROM process c WHERE c.city = ${city} AND c.kind = 'cycle' AND c.state = 'running' AND EXISTS (
          SELECT 1 FROM process s WHERE s.parent_id = c.id AND s.kind = 'step' AND s.state IN ('planned', 'waiting'))) AS years
    FROM clock k WHERE k.city = ${city}`
  if (!ahead) return []
  const directory = directoryFrom(ahead.posts, ahead.departments)
  const found: ForetoldNotice[] = []
  for (const { snapshotNo, ...year } of ahead.years) {
    const { cycleId, fiscalYear } = year
    const definition = (await snapshotBody(db, `${cycleId}@${snapshotNo}`)) as Definition
    const steps = year.steps.map(({ plan, ...step }) => ({
      ...step,
      plan: { ...plan, opensAt: new Date(plan.opensAt).toISOString(), dueAt: new Date(plan.dueAt).toISOString() },
    }))
    for (const { step, onAcceptance, asks } of foretell({ ...year, steps, definition }, directory, ahead.now.toISOString()))
      for (const ask of asks)
        for (const notice of ask.notices)
          found.push({ notice, ask, beside: ask.notices, step, onAcceptance, cycleId, fiscalYear, snapshotNo, definition })
  }
  return found
}
