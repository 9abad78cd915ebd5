import { crossCutting } from './whole.js'

/** An opinion as the gate sees it: of an accepted version. `no` is its number, or its place where it has none. */
export interface OpinionAtGate {
  /** the assignment whose version holds it: numbers and merges are of one version */
  processId: string
  subject: string
  no: number
  kind: string | null
  printedAs: string
  /** number of the opinion it is merged into, of the same version */
  mergedInto: number | null
}

/** An Action of an accepted version. */
export interface ActionAtGate {
  subject: string
  /** numbers of the subject's own opinions */
  answers: number[]
  /** numbers of cross-cutting opinions */
  whole: number[]
}

/** The kinds of opinion (意見の種類) that a definition knows. */
export type KnownKinds = readonly { id: string; needsAnswer: boolean }[]

/**
 * Whether an opinion needs an answer (対応が要る): unless its kind is one that needs none. So it does when nobody has said of what kind it
 * is, and when the definition does not know its kind. Where the definition asks no answer of any kind, nothing needs one.
 */
export const needsAnswer = (kind: string | null, kinds: KnownKinds): boolean =>
  kinds.some((one) => one.needsAnswer) && !kinds.some((one) => one.id === kind && !one.needsAnswer)

/** Whether an Action names an opinion: one of its own subject, or one of the whole. */
export const names = (action: ActionAtGate, opinion: Pick<OpinionAtGate, 'subject' | 'no'>): boolean =>
  (action.subject === opinion.subject && action.answers.includes(opinion.no)) ||
  (opinion.subject === crossCutting && action.whole.includes(opinion.no))

/** Where an opinion is answered: itself, or what it is merged into in the end. Empty: merged into none that exists, or in a ring. */
export function endsOf<O extends Pick<OpinionAtGate, 'processId' | 'no' | 'printedAs' | 'mergedInto'>>(opinion: O, all: O[]): O[] {
  const seen = new Set<O>([opinion])
  // a set that grows while it is walked: each is looked at once
  for (const one of seen)
    if (one.printedAs === 'merged')
      for (const into of all) if (into.processId === one.processId && into.no === one.mergedInto) seen.add(into)
  return [...seen].filter(({ printedAs }) => printedAs !== 'merged')
}

/**
 * The opinions that need an answer and have none, where Actions name what they answer: the reference that tests hold the statement in
 * prisma/requirements.ts against. What is not printed needs its answer all the same; what is merged is answered where it went.
 */
export const unansweredAt = <O extends OpinionAtGate>(opinions: O[], actions: ActionAtGate[], kinds: KnownKinds): O[] =>
  opinions.filter(
    (opinion) => needsAnswer(opinion.kind, kinds) && !endsOf(opinion, opinions).some((end) => actions.some((action) => names(action, end))),
  )
