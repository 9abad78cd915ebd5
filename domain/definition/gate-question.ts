import { stepId } from '../process/ids.js'
import { downstreamOf } from './graph.js'
import type { Definition, Requirement } from './schema.js'

/** Every step this one is built on, near or far. */
export const upstreamOf = (definition: Definition, step: string): string[] =>
  definition.steps.map((s) => s.id).filter((id) => downstreamOf(definition, id).includes(step))

/** What the gate of one step of one cycle asks for (関門), with the ids it asks about. */
export const gateQuestion = (definition: Definition, cycleId: string, step: string) => ({
  stepId: stepId(cycleId, step),
  cycleId,
  requires: definition.steps.find((s) => s.id === step)?.requires ?? ([] as Requirement[]),
  pairing: definition.pairing,
  kinds: definition.opinionKinds,
  upstream: upstreamOf(definition, step).map((s) => stepId(cycleId, s)),
})
