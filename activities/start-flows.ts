import type { SearchAttributePair } from '@temporalio/common'
import type { AssignmentStatus } from '../domain/process/assignment.js'
import { stepId } from '../domain/process/ids.js'
import type { StepStatus } from '../domain/process/step.js'
import type { AssignmentInput } from '../workflows/assignment/contract.js'
import { searchAttribute } from '../workflows/search-attributes.js'
import type { StepInput } from '../workflows/step/contract.js'
import type { Dependencies } from './dependencies.js'

interface Flow {
  id: string
  cycleId: string | null
  stepKey: string | null
  subject: string | null
  state: string
}

/** The search attributes every flow of a cycle carries: register keys only. */
function attributesOf(
  cycle: { city: string; definition: string | null; fiscalYear: number | null },
  flow: Flow,
  department?: string,
): SearchAttributePair[] {
  return [
    { key: searchAttribute.city, value: cycle.city },
    { key: searchAttribute.definition, value: cycle.definition ?? '' },
    { key: searchAttribute.fiscalYear, value: cycle.fiscalYear ?? 0 },
    { key: searchAttribute.state, value: flow.state },
    ...(flow.stepKey ? [{ key: searchAttribute.step, value: flow.stepKey }] : []),
    ...(flow.subject ? [{ key: searchAttribute.subject, value: flow.subject }] : []),
    ...(department ? [{ key: searchAttribute.department, value: department }] : []),
  ]
}

/** Starts the workflows of assignments whose projections are written, each from where its projection stands. */
export async function startAssignments(deps: Dependencies, ids: string[]): Promise<void> {
  const rows = await deps.db.process.findMany({ where: { id: { in: ids } } })
  const posts = await deps.db.post.findMany({
    where: { id: { in: rows.map((r) => r.post ?? '') } },
    select: { id: true, department: true },
  })
  const departments = new Map(posts.map((p) => [p.id, p.department]))
  const cycle = await deps.db.process.findUniqueOrThrow({ where: { id: rows[0]?.cycleId ?? '' } })
  const clock = await deps.db.clock.findUniqueOrThrow({ where: { city: cycle.city } })
  await Promise.all(
    rows.map((row) => {
      const input: AssignmentInput = {
        id: row.id,
        clock: clock.played ? 'played' : 'wall',
        startedAt: (row.opensAt as Date).toISOString(),
        state: {
          status: row.state as AssignmentStatus,
          dueAt: (row.dueAt as Date).toISOString(),
          post: row.post ?? '',
          versionId: row.versionId,
          checked: row.checked,
          overdue: row.overdue,
        },
        ...(row.seq > 0 ? { seq: row.seq } : {}),
      }
      return deps.start({
        workflow: 'assignment',
        id: row.id,
        input,
        attributes: attributesOf(cycle, row, departments.get(row.post ?? '')),
      })
    }),
  )
}

/** Starts the workflows of steps whose turn has come, each from where its projection stands. */
export async function startSteps(deps: Dependencies, cycleId: string, steps: string[]): Promise<void> {
  const rows = await deps.db.process.findMany({ where: { id: { in: steps.map((s) => stepId(cycleId, s)) } } })
  const cycle = await deps.db.process.findUniqueOrThrow({ where: { id: cycleId } })
  const clock = await deps.db.clock.findUniqueOrThrow({ where: { city: cycle.city } })
  await Promise.all(
    rows.map((row) => {
      const input: StepInput = {
        id: row.id,
        clock: clock.played ? 'played' : 'wall',
        startedAt: clock.played ? clock.now.toISOString() : row.updatedAt.toISOString(),
        state: {
          status: row.state as StepStatus,
          opensAt: (row.opensAt as Date).toISOString(),
          dueAt: (row.dueAt as Date).toISOString(),
        },
        seq: row.seq,
        applied: [],
      }
      return deps.start({ workflow: 'step', id: row.id, input, attributes: attributesOf(cycle, row) })
    }),
  )
}
