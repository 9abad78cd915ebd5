import type { DateRule, Definition } from '../definition/schema.js'

/** One end of a step in the plan: when it opens, when it is due. */
export type Edge = 'opens' | 'due'

/** One thing that makes a year impossible to plan. `loop` lists the edges that wait for each other, in order. */
export interface PlanProblem {
  code: 'loop' | 'unknown-step' | 'opens-from-itself' | 'no-such-date' | 'bad-instant'
  step: string
  text: string
  loop?: string[]
}

/** The year cannot be planned. `problems` holds all that was found; the message is their sentences. */
export class PlanError extends Error {
  override readonly name = 'PlanError'
  constructor(readonly problems: readonly PlanProblem[]) {
    super(problems.map((p) => p.text).join('\n'))
  }
}

const node = (step: string, edge: Edge): string => `${step}.${edge}`

/** The edge that a rule counts from, or null for a date of the calendar. `open` is the step's own opening. */
export function anchorOf(step: string, rule: DateRule): { step: string; edge: Edge } | null {
  if ('date' in rule) return null
  return rule.from === 'open' ? { step, edge: 'opens' } : rule.from
}

/** The nodes from `start` back to `goal` along the anchors, or null. */
function path(graph: ReadonlyMap<string, readonly string[]>, start: string, goal: string, seen = new Set<string>()): string[] | null {
  for (const next of graph.get(start) ?? []) {
    if (next === goal) return [start, goal]
    if (seen.has(next)) continue
    seen.add(next)
    const rest = path(graph, next, goal, seen)
    if (rest) return [start, ...rest]
  }
  return null
}

/** What is wrong with the anchors of a definition: unknown steps, openings that count from themselves, loops (each once). */
export function anchorProblems(definition: Definition): PlanProblem[] {
  const names = new Map(definition.steps.map((step) => [step.id, step.name]))
  const problems: PlanProblem[] = []
  const graph = new Map<string, string[]>()
  for (const step of definition.steps) {
    for (const edge of ['opens', 'due', 'statutory'] as const) {
      const rule = step[edge]
      const anchor = rule ? anchorOf(step.id, rule) : null
      if (!anchor) continue
      if (!names.has(anchor.step)) {
        problems.push({
          code: 'unknown-step',
          step: step.id,
          text: `工程「${step.name}」の日程が、ない工程「${anchor.step}」から数えられています。工程の識別子を確かめてください。`,
        })
      } else if (edge === 'opens' && anchor.step === step.id && anchor.edge === 'opens') {
        problems.push({
          code: 'opens-from-itself',
          step: step.id,
          text: `工程「${step.name}」の開始が、自分の開始から数えられています。開始には月日か、ほかの工程を書いてください。`,
        })
      } else if (edge !== 'statutory') {
        graph.set(node(step.id, edge), [node(anchor.step, anchor.edge)])
      }
    }
  }
  const told = new Set<string>()
  for (const start of graph.keys()) {
    const loop = path(graph, start, start)
    if (!loop || loop.some((n) => told.has(n))) continue
    for (const n of loop) told.add(n)
    const words = loop.map((n) =>
      n.replace(/^(.+)\.(opens|due)$/, (_, id, edge) => `「${names.get(id)}」の${edge === 'opens' ? '開始' : '期限'}`),
    )
    problems.push({
      code: 'loop',
      step: start.replace(/\.(opens|due)$/, ''),
      loop,
      text: `日程が互いを待って一回りしています: ${words.join(' → ')}。どれか一つを月日で決めてください。`,
    })
  }
  return problems
}

/**
 * The steps whose due date may be held after their opening. Where the opening itself counts back from the due date (materials
 * leave 5 business days before a meeting), the opening follows and cannot be waited for. Decided in the definition's order.
 */
export function heldAfterOpening(definition: Definition): ReadonlySet<string> {
  const graph = new Map<string, string[]>()
  for (const step of definition.steps) {
    for (const edge of ['opens', 'due'] as const) {
      const anchor = anchorOf(step.id, step[edge])
      graph.set(node(step.id, edge), anchor ? [node(anchor.step, anchor.edge)] : [])
    }
  }
  const held = new Set<string>()
  for (const { id } of definition.steps) {
    if (path(graph, node(id, 'opens'), node(id, 'due'))) continue
    graph.set(node(id, 'due'), [...(graph.get(node(id, 'due')) ?? []), node(id, 'opens')])
    held.add(id)
  }
  return held
}
