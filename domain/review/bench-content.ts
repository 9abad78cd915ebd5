import { asList, asNumber, asObject, asText } from '../sheet/loose-content.js'
import { sameOpinion } from './check-opinions.js'
import { opinionsCalled } from './circled.js'

/** How an opinion is printed (掲載区分). */
export interface Printing {
  as: 'printed' | 'merged' | 'unprinted'
  /** merged: number of the opinion that it is contained in */
  into?: number
  /** unprinted: why */
  reason?: string
}

/** One opinion on the workbench (意見整理). */
export interface BenchOpinion {
  /** what it is known by while its number changes */
  id: string
  no: number
  /** it bears no number in print: `no` is its place. Only where Actions name no opinions by number */
  unnumbered?: true
  text: string
  kind: string | null
  viewpoint: string | null
  /** the office's own note of where it comes from */
  source: string
  /** keys of what was said (view `said`) that it is made of */
  sources: string[]
  printing: Printing
}

/**
 * Opinions of a content as they stand, also of one that is not finished: what has no number or id gets one that is free. In the order of their
 * numbers. Where not all are to be `numbered`, what the workbench knows and has no number stays without.
 */
export function readBench(content: unknown, numbered = true): BenchOpinion[] {
  const items = asList(asObject(content)['opinions']).map(asObject)
  const numbers = new Set(items.flatMap(({ no }) => asNumber(no) ?? []))
  const ids = new Set<string>()
  const taken = new Set<number>()
  let next = 1
  const free = (): number => {
    while (numbers.has(next) || taken.has(next)) next += 1
    return next
  }
  const opinions = items.map((item, at): BenchOpinion => {
    const given = asNumber(item['no'])
    const no = given !== null && given >= 1 && !taken.has(given) ? given : free()
    taken.add(no)
    const wanted = asText(item['id']) || `o${at + 1}`
    let id = wanted
    for (let more = 2; ids.has(id); more += 1) id = `${wanted}-${more}`
    ids.add(id)
    return {
      id,
      no,
      ...(!numbered && given === null && asText(item['id']) !== '' ? { unnumbered: true } : {}),
      text: asText(item['text']),
      kind: asText(item['kind']) || null,
      viewpoint: asText(item['viewpoint']) || null,
      source: asText(item['source']),
      sources: [...new Set(asList(item['sources']).map(asText))].filter((key) => key !== ''),
      printing: readPrinting(item['printing']),
    }
  })
  return inOrder(opinions)
}

function readPrinting(value: unknown): Printing {
  const { as, into, reason } = asObject(value)
  if (as === 'merged') return { as, into: asNumber(into) ?? 0 }
  return as === 'unprinted' ? { as, reason: asText(reason) } : { as: 'printed' }
}

/** The opinions as a content holds them. What is contained in one that bears no number names its place. */
export function writeBench(opinions: BenchOpinion[]): { opinions: Record<string, unknown>[] } {
  const list = inOrder(opinions)
  const written = (no: number | undefined) => {
    const at = list.findIndex((one) => one.no === no)
    return list[at]?.unnumbered ? at + 1 : no
  }
  return {
    opinions: list.map(({ id, no, unnumbered, text, kind, viewpoint, source, sources, printing }) => ({
      id,
      ...(unnumbered ? {} : { no }),
      text,
      ...(kind ? { kind } : {}),
      ...(viewpoint ? { viewpoint } : {}),
      ...(source === '' ? {} : { source }),
      ...(sources.length > 0 ? { sources } : {}),
      ...(printing.as === 'printed'
        ? {}
        : { printing: printing.as === 'merged' ? { ...printing, into: written(printing.into) } : printing }),
    })),
  }
}

/** In the order of their numbers. */
export const inOrder = (opinions: BenchOpinion[]): BenchOpinion[] => opinions.toSorted((a, b) => a.no - b.no)

/** Numbers of opinions that Actions answer and that would mean another opinion, or none, after a change. */
export const loosened = (before: BenchOpinion[], after: BenchOpinion[], answered: number[]): number[] =>
  answered.filter((no) => {
    const was = before.find((one) => one.no === no)
    const is = after.find((one) => one.no === no)
    return was !== undefined && !(is && sameOpinion(was, is))
  })

/** What keeps opinions from being handed in, as sentences; `left`: remarks about the subject that are in no opinion and not set aside. */
export function notReady(opinions: BenchOpinion[], left: number): string[] {
  const numbers = (which: (one: BenchOpinion) => boolean) => opinions.filter(which).map(({ no }) => no)
  const [kinds, empty, lost] = [
    numbers(({ kind }) => kind === null),
    numbers(({ text }) => text.trim() === ''),
    numbers(({ printing }) => printing.as === 'merged' && !opinions.some(({ no }) => no === printing.into)),
  ]
  return [
    ...(opinions.length === 0 ? ['意見がまだありません。'] : []),
    ...(left > 0 ? [`意見になっていない発言が${left}件あります。意見にするか、「意見にしない」を選んでください。`] : []),
    ...(kinds.length === 0 ? [] : [`${opinionsCalled(kinds)}の種類（対応が要るかどうかが決まります）を選んでください。`]),
    ...(empty.length === 0 ? [] : [`${opinionsCalled(empty)}の本文が空です。`]),
    ...(lost.length === 0 ? [] : [`${opinionsCalled(lost)}の含める先の番号の意見がありません。`]),
  ]
}
