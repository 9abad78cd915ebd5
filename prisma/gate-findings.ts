import { unanswered, unsettled } from './requirements.js'
import type { Transaction } from './trail.js'

/** What a step's gate asks for, in plain data (the definition says what). */
export interface GateQuestion {
  stepId: string
  cycleId: string
  requires: ('answered' | 'fresh')[]
  pairing: 'numbered' | 'unknown'
  /** kinds of opinion, and which of them need an answer */
  kinds: readonly { id: string; needsAnswer: boolean }[]
  /** ids of every step this one is built on */
  upstream: string[]
}

/** What keeps a step from closing: its own open assignments, or a requirement that nobody has set aside. */
export type Finding = 'open' | 'answered' | 'fresh'

/** Tests a gate. Nothing found: the step may close. Hold the gate's lock when acting on it. */
export async function gateFindings(
  tx: Transaction,
  question: GateQuestion,
  gate: { open: number; overrides: { requirement: string }[] },
): Promise<Finding[]> {
  if (gate.open > 0) return ['open']
  const findings: Finding[] = []
  for (const requirement of question.requires) {
    if (gate.overrides.some((o) => o.requirement === requirement)) continue
    const lacking =
      requirement === 'answered'
        ? await unanswered(tx, question.cycleId, question.pairing, question.kinds)
        : await unsettled(tx, [question.stepId, ...question.upstream])
    if (lacking.length > 0) findings.push(requirement)
  }
  return findings
}
