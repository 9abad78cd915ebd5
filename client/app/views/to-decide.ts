import type { Instant } from '../../../domain/process/command.js'
import type { Database } from '../../../prisma/db.js'
import { Prisma } from '../../../prisma/generated/client.js'
import { extensionColumn } from '../desk/extensions.js'
import { type DecisionRecord, type DecisionRow, decisionOf, selectDecisions } from '../review/decision/declared.js'
import { type EscalationProposal, selectProposals } from '../steering/escalation.js'
import { assignmentTables } from './assignment-rows.js'

/** A section's request for a later date, as the year's page names it. */
export interface AskedExtension {
  /** the assignment */
  id: string
  cycleId: string
  step: string
  /** the programme or the section that it is about; null: neither, the step says it */
  subjectName: string | null
  departmentName: string
  dueAt: Instant
  wishedAt: Instant
}

/** What waits for a decision of the office or of its second person. */
export interface ToDecide {
  /** steps at which a second person is asked for, with how often */
  overrides: { stepId: string; count: number }[]
  /** requests for a later date, the earliest due date first */
  extensions: AskedExtension[]
  /** of the whole city, the longest due first */
  proposals: EscalationProposal[]
  /** standing records of decisions whose declared dates cannot be as they are declared, of years that run: afterwards nothing can be done about them */
  declared: DecisionRecord[]
}

/** Of some years of a city. One statement for all: the year's page asks for much else. */
export async function toDecide(db: Pick<Database, '$queryRaw'>, city: string, cycleIds: string[]): Promise<ToDecide> {
  const running = Prisma.sql`SELECT y.id FROM process y WHERE y.id = ANY(${cycleIds}) AND y.state = 'running'`
  const standing = Prisma.sql`p.cycle_id IN (${running}) AND v.id = p.version_id`
  const rows = await db.$queryRaw<(Omit<ToDecide, 'declared'> & { decisions: DecisionRow[] })[]>`
    SELECT (
      SELECT coalesce(jsonb_agg(o ORDER BY o."stepId"), '[]') FROM (
        SELECT c.process_id AS "stepId", count(*)::int AS count FROM command c
        WHERE c.cycle_id = ANY(${cycleIds}) AND c.act = 'ask-override'
          AND NOT EXISTS (SELECT 1 FROM command a WHERE a.id IN (c.id || '/agreed', c.id || '/declined'))
        GROUP BY c.process_id) o) AS overrides, (
      SELECT coalesce(jsonb_agg(e ORDER BY e."dueAt", e.id), '[]') FROM (
        SELECT p.id, p.cycle_id AS "cycleId", p.step_key AS step, coalesce(g.name, sd.name) AS "subjectName", d.name AS "departmentName",
          p.due_at AS "dueAt", ${extensionColumn} ->> 'wishedAt' AS "wishedAt"
        FROM ${assignmentTables} JOIN process y ON y.id = p.cycle_id AND y.state = 'running'
        WHERE p.cycle_id = ANY(${cycleIds}) AND p.extension_asked IS NOT NULL AND p.state IN ('open', 'returned') AND NOT p.sealed) e) AS extensions, (
      SELECT coalesce(jsonb_agg(r ORDER BY r.at, r.id), '[]') FROM (${selectProposals(city)}) r) AS proposals, (
      SELECT coalesce(jsonb_agg(d ORDER BY d."processId"), '[]') FROM (${selectDecisions(standing)}) d) AS decisions`
  const { overrides = [], extensions = [], proposals = [], decisions = [] } = rows[0] ?? {}
  // PostgreSQL's spelling of an instant within JSON is another than ours.
  return {
    overrides,
    extensions: extensions.map((one) => ({ ...one, dueAt: new Date(one.dueAt).toISOString() })),
    proposals: proposals.map((one) => ({ ...one, at: new Date(one.at), dueAt: new Date(one.dueAt) })),
    declared: decisions.flatMap((one) => decisionOf(one) ?? []).filter(({ marks }) => marks.length > 0),
  }
}
