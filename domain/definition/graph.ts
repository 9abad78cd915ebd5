import type { StepNode } from '../process/graph.js'
import type { Definition } from './schema.js'

type Steps = Pick<Definition, 'steps'>

/** The step graph as workflows receive it: ids, kinds and edges only, in the definition's order (≤6 KiB as JSON; `readDefinition` refuses more). */
export const graphOf = (definition: Steps): StepNode[] =>
  definition.steps.map(({ id, kind, after }) => ({ id, kind, after: after.map(({ step, gate }) => ({ step, gate })) }))

/** The steps that ask for a subject as soon as it is accepted in `stepId` (gate `each`). */
export const successorsEach = (definition: Steps, stepId: string): string[] =>
  definition.steps.filter((step) => step.after.some((edge) => edge.step === stepId && edge.gate === 'each')).map((step) => step.id)

/** Every step that hangs on `stepId`, near or far, in the definition's order; what a return after acceptance makes stale. */
export function downstreamOf(definition: Steps, stepId: string): string[] {
  const reached = new Set<string>()
  const pending = [stepId]
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    for (const step of definition.steps) {
      if (reached.has(step.id) || !step.after.some((edge) => edge.step === at)) continue
      reached.add(step.id)
      pending.push(step.id)
    }
  }
  return definition.steps.map((step) => step.id).filter((id) => reached.has(id) && id !== stepId)
}
