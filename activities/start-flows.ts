import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client'
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
function attributes(
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

/**
 * Starts one flow under its id, once: a late retry finds it running (or ended by itself) and leaves it alone. One that was
 * terminated behind our back is started again.
 */
async function startOnce(
  deps: Pick<Dependencies, 'temporal' | 'taskQueue'>,
  workflow: string,
  id: string,
  input: object,
  typedSearchAttributes: SearchAttributePair[],
): Promise<void> {
  try {
    await deps.temporal.workflow.start(workflow, {
      workflowId: id,
      taskQueue: deps.taskQueue,
      args: [input],
      typedSearchAttributes,
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
    })
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error
  }
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
      return startOnce(deps, 'assignment', row.id, input, attributes(cycle, row, departments.get(row.post ?? '')))
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
      return startOnce(deps, 'step', row.id, input, attributes(cycle, row))
    }),
  )
}
