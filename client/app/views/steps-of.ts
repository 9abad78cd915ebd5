import type { PlannedStep } from '../../../domain/calendar/plan.js'
import type { Reason } from '../../../domain/calendar/plan-edge.js'
import { gateQuestion } from '../../../domain/definition/gate-question.js'
import type { Requirement } from '../../../domain/definition/schema.js'
import type { Instant } from '../../../domain/process/command.js'
import type { Database } from '../../../prisma/db.js'
import { type Finding, gateFindings } from '../../../prisma/gate-findings.js'
import { plain } from './plain.js'
import type { ReadCycle } from './read-cycle.js'

/** A requirement of a gate that was set aside, by name. */
export interface Override {
  requirement: string
  reason: string
  by: string
  second: string
}

/** One step as it stands, with its dates and the reasons for them. */
export interface StepView {
  id: string
  key: string
  name: string
  kind: string
  /** planned → waiting → open → closed */
  state: string
  opensAt: Instant
  dueAt: Instant
  closedAt: Instant | null
  /** the last instant at which it may lawfully close */
  statutoryAt: Instant | null
  basis: string
  note: string | null
  /** the date is not the office's to move */
  fixed: boolean
  reasons: Reason[]
  /** what must hold before it closes, besides its own assignments */
  requires: Requirement[]
  gate: { expected: number; open: number; stale: boolean; overrides: Override[] }
  /** what keeps an open step from closing; empty for every other */
  findings: Finding[]
  /** names of the steps that must close before it can begin */
  awaits: string[]
  /** its assignments by state, and how many of them are overdue */
  assignments: Record<string, number>
  overdue: number
  /** it has ended, and what nobody has to hand in (optional) is still taken */
  takesMore: boolean
}

interface Row {
  id: string
  cycleId: string
  key: string
  kind: string
  state: string
  opensAt: Date
  dueAt: Date
  closedAt: Date | null
  plan: PlannedStep | null
  expected: number
  open: number
  stale: boolean
  overrides: Override[]
  assignments: Record<string, number>
  overdue: number
}

/**
 * The steps of each of some cycles, in the definition's order. One statement, and up to two for each step whose assignments are all
 * done and whose gate has requirements.
 */
export async function stepsOfEach(db: Database, cycles: ReadCycle[]): Promise<StepView[][]> {
  const ids = cycles.map(({ row }) => row.id)
  const rows = await db.$queryRaw<Row[]>`
    SELECT s.id, s.cycle_id AS "cycleId", s.step_key AS key, s.step_kind AS kind, s.state, s.opens_at AS "opensAt", s.due_at AS "dueAt",
      s.closed_at AS "closedAt", s.plan, g.expected, g.open, g.stale, g.overrides, coalesce(a.states, '{}') AS assignments,
      coalesce(a.overdue, 0)::int AS overdue
    FROM process s JOIN gate g ON g.id = s.id
    LEFT JOIN (
      SELECT parent_id, jsonb_object_agg(state, n) AS states, sum(late) AS overdue
      FROM (SELECT parent_id, state, count(*) AS n, count(*) FILTER (WHERE overdue AND counts AND state IN ('open', 'returned')) AS late
            FROM process WHERE cycle_id = ANY(${ids}) AND kind = 'assignment' GROUP BY parent_id, state) AS by_state
      GROUP BY parent_id) a ON a.parent_id = s.id
    WHERE s.cycle_id = ANY(${ids}) AND s.kind = 'step'`
  const views: StepView[][] = []
  for (const cycle of cycles)
    views.push(
      await viewsOf(
        db,
        cycle,
        rows.filter((row) => row.cycleId === cycle.row.id),
      ),
    )
  return views
}

/** The steps of one cycle. */
export const stepsOf = async (db: Database, cycle: ReadCycle): Promise<StepView[]> => (await stepsOfEach(db, [cycle]))[0] ?? []

async function viewsOf(db: Database, { row: cycle, definition }: ReadCycle, rows: Row[]): Promise<StepView[]> {
  const byKey = new Map(rows.map((row) => [row.key, row]))
  const views: StepView[] = []
  for (const step of definition.steps) {
    const row = byKey.get(step.id)
    if (!row) continue
    const { plan, expected, open, stale, overrides, cycleId: _, ...rest } = row
    const gate = { expected, open, stale, overrides }
    const findings = row.state === 'open' ? await gateFindings(db, gateQuestion(definition, cycle.id, step.id), gate) : []
    const awaits = step.after.filter((edge) => edge.gate === 'all' && byKey.get(edge.step)?.state !== 'closed').map((edge) => edge.step)
    views.push({
      ...plain(rest),
      takesMore: cycle.state === 'running' && row.state === 'closed' && (row.assignments['open'] ?? 0) > 0,
      name: step.name,
      statutoryAt: plan?.statutoryAt ?? null,
      basis: step.basis,
      note: step.note ?? null,
      fixed: step.fixed,
      reasons: plan?.reasons ?? [],
      requires: step.requires,
      gate,
      findings,
      awaits: definition.steps.filter((other) => awaits.includes(other.id)).map((other) => other.name),
    })
  }
  return views
}
