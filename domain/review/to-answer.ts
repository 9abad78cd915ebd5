import { asList, asNumber, asObject } from '../sheet/loose-content.js'
import { endsOf, type KnownKinds, needsAnswer } from './gate.js'

/** One of this year's opinions as it was accepted, in the words of its content. */
export interface OpinionToAnswer {
  no?: number
  text: string
  /** ids of the definition's words */
  kind?: string
  viewpoint?: string
  printing?: { as: 'printed' | 'merged' | 'unprinted'; into?: number }
}

/** The same with the number that an answer names, given or by its place, and where it went. */
export interface Answerable {
  no: number
  text: string
  kind: string | null
  viewpoint: string | null
  /** number of the opinion that it is merged into: answered there */
  into: number | null
  unprinted: boolean
}

export const answerable = (opinions: OpinionToAnswer[]): Answerable[] =>
  opinions.map(({ no, text, kind, viewpoint, printing }, at) => ({
    no: no ?? at + 1,
    text,
    kind: kind ?? null,
    viewpoint: viewpoint ?? null,
    into: printing?.as === 'merged' ? (printing.into ?? null) : null,
    unprinted: printing?.as === 'unprinted',
  }))

/** Those that Actions can name: what is merged is answered where it went. */
export const tickable = (opinions: OpinionToAnswer[]): Answerable[] =>
  answerable(opinions).filter((_, at) => opinions[at]?.printing?.as !== 'merged')

/** Numbers of the opinions that need an answer and are named by none of these Actions, as they stand in a draft. */
export function stillToAnswer(
  opinions: OpinionToAnswer[],
  actions: unknown,
  kinds: KnownKinds,
  part: 'answers' | 'whole' = 'answers',
): number[] {
  const named = new Set(asList(actions).flatMap((action) => asList(asObject(action)[part]).map(asNumber)))
  const all = answerable(opinions).map((one, at) => ({
    ...one,
    processId: '',
    printedAs: opinions[at]?.printing?.as ?? 'printed',
    mergedInto: one.into,
  }))
  // a request merged into praise makes the praise ask for an answer, too
  const asked = new Set(all.filter(({ kind }) => needsAnswer(kind, kinds)).flatMap((one) => endsOf(one, all).map(({ no }) => no)))
  return tickable(opinions)
    .map(({ no }) => no)
    .filter((no) => asked.has(no) && !named.has(no))
}
