import type { StepStatus } from './step.js'

/** One step of the year as the cycle's workflow sees it: its name, its kind and what it comes after. */
export interface StepNode {
  id: string
  kind: string
  /** `all`: begins when that step has closed; `each`: begins with it and asks subject by subject as they are accepted there */
  after: { step: string; gate: 'all' | 'each' }[]
}

export type StepStates = Record<string, StepStatus>

const isClosed = (states: StepStates, step: string): boolean => states[step] === 'closed'
const hasBegun = (states: StepStates, step: string): boolean => states[step] !== undefined && states[step] !== 'planned'

/** The steps whose turn has come: not begun, and everything they come after has closed (`all`) or begun (`each`). */
export const stepsToBegin = (graph: StepNode[], states: StepStates): string[] =>
  graph
    .filter((node) => !hasBegun(states, node.id))
    .filter((node) => node.after.every((edge) => (edge.gate === 'all' ? isClosed(states, edge.step) : hasBegun(states, edge.step))))
    .map((node) => node.id)

/** The year's steps are done. */
export const allClosed = (graph: StepNode[], states: StepStates): boolean => graph.every((node) => isClosed(states, node.id))
