import { directoryFrom, seatRole } from '../../../domain/asking/directory.js'
import { type ForetoldStep, foretell, type YearAhead } from '../../../domain/asking/foretell.js'
import type { PlannedNotice } from '../../../domain/asking/notices.js'
import type { PlannedAsk } from '../../../domain/asking/plan-asks.js'
import type { Definition } from '../../../domain/definition/schema.js'
import { selectStandingOverrides } from '../../../prisma/chase-overrides.js'
import type { Database } from '../../../prisma/db.js'
import { Prisma } from '../../../prisma/generated/client.js'
import { snapshotBody } from '../../../prisma/snapshots.js'
import { selectBudgeted, selectVacantSeats } from '../../../prisma/who-is-asked.js'

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

type Year = Omit<YearAhead, 'definition' | 'register'> & {
  snapshotNo: number
  register: Omit<YearAhead['register'][number], 'needsFinance'>[]
  /** subjects known to need the finance section's consultation: more may come to need it */
  finance: string[]
}
interface Ahead {
  now: Date
  years: Year[]
  posts: { id: string; department: string; role: string }[]
  departments: { key: string; bureau: string }[]
  /** seats that nobody holds */
  vacant: string[]
}

const financeKinds = Prisma.sql`ARRAY(
  SELECT k ->> 'id' FROM jsonb_array_elements(s.body -> 'budgetKinds') k WHERE (k ->> 'needsFinance')::boolean)`

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
      (SELECT coalesce(jsonb_agg(v.id), '[]') FROM (${selectVacantSeats(city, seatRole)}) v) AS vacant,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('cycleId', c.id, 'fiscalYear', c.fiscal_year, 'snapshotNo', c.snapshot_no,
        'steps', (SELECT jsonb_agg(jsonb_build_object('key', p.step_key, 'status', p.state,
            'plan', p.plan || jsonb_build_object('opensAt', p.opens_at, 'dueAt', p.due_at)))
          FROM process p WHERE p.parent_id = c.id AND p.kind = 'step'),
        'register', (SELECT coalesce(jsonb_agg(jsonb_build_object('key', g.key, 'department', g.department, 'form', g.form,
            'verified', g.verified) ORDER BY g.position), '[]') FROM programme g WHERE g.cycle_id = c.id),
        'finance', CASE WHEN s.body @? '$.steps[*].asks[*] ? (@.where == "needs-finance")' THEN
          (SELECT coalesce(jsonb_agg(b.subject), '[]') FROM (${selectBudgeted(Prisma.sql`c.id`, financeKinds)}) b) ELSE '[]' END,
        'ofYear', (SELECT coalesce(jsonb_agg(o), '[]') FROM (${selectStandingOverrides(Prisma.sql`c.id`)}) o),
        'withdrawn', (SELECT coalesce(jsonb_agg(jsonb_build_object('step', w.step_key, 'subject', w.subject)), '[]')
          FROM process w WHERE w.cycle_id = c.id AND w.kind = 'assignment' AND w.state = 'withdrawn')) ORDER BY c.id), '[]')
        FROM process c JOIN snapshot s ON s.cycle_id = c.id AND s.no = c.snapshot_no WHERE c.city = ${city} AND c.kind = 'cycle' AND c.state = 'running' AND EXISTS (
          SELECT 1 FROM process p WHERE p.parent_id = c.id AND p.kind = 'step' AND p.state IN ('planned', 'waiting'))) AS years
    FROM clock k WHERE k.city = ${city}`
  if (!ahead) return []
  const directory = directoryFrom(ahead.posts, ahead.departments, new Set(ahead.vacant))
  const found: ForetoldNotice[] = []
  for (const { snapshotNo, finance, ...year } of ahead.years) {
    const { cycleId, fiscalYear } = year
    const definition = (await snapshotBody(db, `${cycleId}@${snapshotNo}`)) as Definition
    const steps = year.steps.map(({ plan, ...step }) => ({
      ...step,
      plan: { ...plan, opensAt: new Date(plan.opensAt).toISOString(), dueAt: new Date(plan.dueAt).toISOString() },
    }))
    const register = year.register.map((line) => ({ ...line, needsFinance: finance.includes(line.key) }))
    for (const { step, onAcceptance, asks } of foretell({ ...year, steps, register, definition }, directory, ahead.now.toISOString()))
      for (const ask of asks)
        for (const notice of ask.notices)
          found.push({ notice, ask, beside: ask.notices, step, onAcceptance, cycleId, fiscalYear, snapshotNo, definition })
  }
  return found
}
