import type { Instant } from '../process/command.js'
import { sha256 } from '../trail/canonical.js'

/** What was said about the report and is to be followed to its end (指摘): a line of a briefing, of the proof round or of the assembly. */
export interface PointLine {
  /** `{assignment}#{digits of the line's hash}`: the same line of a later version is the same point */
  key: string
  text: string
}

/** What became of a point; without a word it is open. */
export type PointStanding = 'open' | 'done' | 'no-change'
export const pointStandings: PointStanding[] = ['open', 'done', 'no-change']

/** The fields whose lines are points, by their ids: what an approver instructs, what sections correct, what the assembly remarks. */
const fieldsOf = (stepKind: string): string[] =>
  stepKind === 'report' ? ['instructions', 'corrections', 'remarks'] : ['instructions', 'corrections']

/** The points that a version holds, in its order. A line that stands twice is two points. */
export function pointsIn(processId: string, stepKind: string, content: unknown): PointLine[] {
  if (typeof content !== 'object' || content === null) return []
  const seen = new Map<string, number>()
  return fieldsOf(stepKind).flatMap((field) => {
    const lines = (content as Record<string, unknown>)[field]
    if (!Array.isArray(lines)) return []
    return lines
      .filter((line): line is string => typeof line === 'string' && line.trim() !== '')
      .map((line) => {
        const text = line.trim()
        const key = `${processId}#${sha256(`${field}\n${text}`).slice(0, 16)}`
        const times = (seen.get(key) ?? 0) + 1
        seen.set(key, times)
        return { key: times === 1 ? key : `${key}-${times}`, text }
      })
  })
}

/** A version that may hold points. */
export interface PointVersion {
  processId: string
  stepKind: string
  content: unknown
  /** it is the accepted one */
  accepted: boolean
  createdAt: Instant
}

/** A word about a point, as it was recorded. */
export interface PointWord {
  no: number
  key: string
  standing: PointStanding
  reason: string
  versionId: string | null
}

/** A point with its course. */
export interface Point<V extends PointVersion, W extends PointWord> extends PointLine {
  /** open | done | no-change; `gone`: its line stands in no accepted version any more */
  state: PointStanding | 'gone'
  /** the version in which it was first given */
  given: V
  /** the newest word; null: none */
  word: W | null
}

/**
 * All points of a year with what became of each: in the order of the versions given, which are in the order in which they were handed in.
 * Lines that a later version no longer holds are not lost: they are `gone`.
 */
export function pointsOf<V extends PointVersion, W extends PointWord>(versions: V[], words: W[]): Point<V, W>[] {
  const newest = new Map<string, W>()
  for (const word of words.toSorted((a, b) => a.no - b.no)) newest.set(word.key, word)
  const points = new Map<string, Point<V, W>>()
  for (const version of versions)
    for (const line of pointsIn(version.processId, version.stepKind, version.content)) {
      const known = points.get(line.key)
      const word = newest.get(line.key) ?? null
      const point = known ?? { ...line, state: 'gone' as const, given: version, word }
      points.set(line.key, version.accepted ? { ...point, state: word?.standing ?? 'open' } : point)
    }
  return [...points.values()]
}

/** What keeps a word about a point from being recorded, in words; empty: nothing. */
export function pointFaults(
  word: Pick<PointWord, 'standing' | 'reason'>,
  point: { state: string; givenAt: Instant },
  version: { createdAt: Instant } | null,
): string[] {
  const reasoned = word.reason.trim() !== ''
  if (point.state === 'gone') return ['この指摘は、その後の版で書き換えられています。新しい指摘に対応を記録してください。']
  return [
    ...(word.standing === 'done' && !version && !reasoned ? ['どの版で直したかを選ぶか、どう対応したかを書いてください。'] : []),
    ...(word.standing === 'no-change' && !reasoned ? ['対応しない理由を書いてください。記録に残ります。'] : []),
    ...(word.standing === 'open' && !reasoned ? ['未対応に戻す理由を書いてください。記録に残ります。'] : []),
    ...(version && version.createdAt < point.givenAt ? ['選んだ版は、指摘より前に提出されたものです。指摘の後の版を選んでください。'] : []),
  ]
}
