import { type BenchOpinion, inOrder, type Printing } from './bench-content.js'
import { opinionsCalled } from './circled.js'

/** An act that cannot be done; the message is the sentence for whoever asked for it. */
export class BenchFault extends Error {
  override readonly name = 'BenchFault'
}
const refuse = (sentence: string): never => {
  throw new BenchFault(sentence)
}

const nextNo = (opinions: BenchOpinion[]): number => Math.max(0, ...opinions.map(({ no }) => no)) + 1
const union = (...lists: string[][]): string[] => [...new Set(lists.flat())]

const found = (opinions: BenchOpinion[], id: string): BenchOpinion =>
  opinions.find((one) => one.id === id) ?? refuse('この意見は、もうありません。画面を開き直してください。')

const mustBeFree = (opinions: BenchOpinion[], id: string): void => {
  if (opinions.some((one) => one.id === id)) refuse('同じ識別子の意見があります。画面を開き直してください。')
}

const filled = (text: string): string => (text.trim() === '' ? refuse('意見の本文を書いてください。') : text.trim())

/** What the office writes of an opinion. */
export interface Wording {
  text: string
  kind: string | null
  viewpoint: string | null
}

/** A new opinion of one or several remarks, at the end; also of none, for what the office writes itself. */
export function make(opinions: BenchOpinion[], given: Wording & { id: string; sources: string[]; unnumbered?: boolean }): BenchOpinion[] {
  mustBeFree(opinions, given.id)
  const { id, kind, viewpoint, sources } = given
  const place = { no: nextNo(opinions), ...(given.unnumbered ? { unnumbered: true as const } : {}) }
  const own = { id, ...place, text: filled(given.text), kind, viewpoint, source: '', sources: union(sources) }
  return [...opinions, { ...own, printing: { as: 'printed' } }]
}

/** Adds remarks to an opinion. */
export const add = (opinions: BenchOpinion[], id: string, sources: string[]): BenchOpinion[] =>
  changed(opinions, id, (one) => ({ ...one, sources: union(one.sources, sources) }))

/** Takes a remark out of an opinion: it is in none again, unless another one is made of it, too. */
export const takeOut = (opinions: BenchOpinion[], id: string, source: string): BenchOpinion[] =>
  changed(opinions, id, (one) => ({ ...one, sources: one.sources.filter((key) => key !== source) }))

/** Several opinions become the one with the lowest number, made of all their remarks. What was contained in one of them is contained in it. */
export function merge(opinions: BenchOpinion[], ids: string[], given: Wording): BenchOpinion[] {
  const merged = inOrder(union(ids).map((id) => found(opinions, id)))
  const [first, ...others] = merged
  if (!first || others.length === 0) refuse('まとめる意見を二つ以上選んでください。')
  const kept = first as BenchOpinion
  const gone = new Set(others.map(({ id }) => id))
  const numbers = new Set(others.map(({ no }) => no))
  const one: BenchOpinion = {
    ...kept,
    ...given,
    text: filled(given.text),
    source: union(merged.map(({ source }) => source))
      .filter(Boolean)
      .join('、'),
    sources: union(...merged.map(({ sources }) => sources)),
    printing: { as: 'printed' },
  }
  return opinions
    .filter(({ id }) => !gone.has(id))
    .map((other) => (other.id === kept.id ? one : pointed(other, (into) => (numbers.has(into) ? kept.no : into))))
}

/**
 * One opinion becomes several, each of the remarks that were chosen for it. The first keeps number and id; the others come at the end.
 * @throws BenchFault: fewer than two parts, or a remark that is in none of them
 */
export function split(opinions: BenchOpinion[], id: string, parts: { id: string; text: string; sources: string[] }[]): BenchOpinion[] {
  const one = found(opinions, id)
  if (parts.length < 2) refuse('分けた後の意見を二つ以上書いてください。')
  const strange = parts.flatMap(({ sources }) => sources).filter((key) => !one.sources.includes(key))
  if (strange.length > 0) refuse('この意見のもとになっていない発言が選ばれています。画面を開き直してください。')
  const left = one.sources.filter((key) => !parts.some(({ sources }) => sources.includes(key)))
  if (left.length > 0) refuse(`もとの発言のうち${left.length}件が、分けた後のどの意見にも入っていません。どれかに入れてください。`)
  const [first, ...others] = parts.map((part) => ({ ...part, text: filled(part.text), sources: union(part.sources) }))
  const added: BenchOpinion[] = []
  for (const part of others) {
    mustBeFree([...opinions, ...added], part.id)
    added.push({ ...one, ...part, no: nextNo(opinions) + added.length, printing: { as: 'printed' } })
  }
  return [...changed(opinions, id, (kept) => ({ ...kept, ...first, id })), ...added]
}

/** Mends the words of an opinion, its kind, its viewpoint, and how it is printed. */
export function reword(opinions: BenchOpinion[], id: string, given: Wording & { printing: Printing }): BenchOpinion[] {
  const one = found(opinions, id)
  const { printing } = given
  if (printing.as === 'merged') {
    const into = opinions.find(({ no }) => no === printing.into)
    if (!into || into.id === id) refuse('含める先の意見の番号は、この対象のほかの意見の番号から選んでください。')
    if (leadsTo(opinions, printing.into ?? 0, one.no))
      refuse('含める先の意見が、この意見に含められています。どちらかを掲載にしてください。')
  }
  if (printing.as === 'unprinted' && (printing.reason ?? '').trim() === '') refuse('掲載しない理由を書いてください。')
  return changed(opinions, id, (before) => ({ ...before, ...given, text: filled(given.text) }))
}

/** Whether an opinion is contained in another one, over however many others. */
function leadsTo(opinions: BenchOpinion[], from: number, to: number): boolean {
  const seen = new Set<number>()
  for (let at: number | undefined = from; at !== undefined && !seen.has(at); ) {
    if (at === to) return true
    seen.add(at)
    const printing: Printing | undefined = opinions.find(({ no }) => no === at)?.printing
    at = printing?.as === 'merged' ? printing.into : undefined
  }
  return false
}

/** An opinion goes to another subject, at the end there, with its remarks and words. */
export function move(from: BenchOpinion[], to: BenchOpinion[], id: string): { from: BenchOpinion[]; to: BenchOpinion[] } {
  const one = found(from, id)
  notContaining(from, one, '移せません')
  const wanted = to.some((other) => other.id === id) ? `${id}-${nextNo(to)}` : id
  mustBeFree(to, wanted)
  const printing: Printing = one.printing.as === 'merged' ? { as: 'printed' } : one.printing
  return { from: from.filter((other) => other.id !== id), to: [...to, { ...one, id: wanted, no: nextNo(to), printing }] }
}

/** Removes an opinion: its remarks are in none again, unless another one is made of them, too. */
export function remove(opinions: BenchOpinion[], id: string): BenchOpinion[] {
  notContaining(opinions, found(opinions, id), '取り消せません')
  return opinions.filter((one) => one.id !== id)
}

function notContaining(opinions: BenchOpinion[], { no }: BenchOpinion, cannot: string): void {
  const contained = opinions.filter(({ printing }) => printing.as === 'merged' && printing.into === no)
  if (contained.length > 0)
    refuse(`${opinionsCalled(contained.map((one) => one.no))}を含めているため、${cannot}。先に、その掲載区分を変えてください。`)
}

/** Changes places with the opinion before (-1) or after (1) it; at the end nothing happens. */
export function shift(opinions: BenchOpinion[], id: string, by: -1 | 1): BenchOpinion[] {
  const list = inOrder(opinions)
  const at = list.findIndex((one) => one.id === found(opinions, id).id)
  const [one, other] = [list[at], list[at + by]]
  return one && other
    ? numbered(
        opinions,
        new Map([
          [one.no, other.no],
          [other.no, one.no],
        ]),
      )
    : opinions
}

/** Numbers them from 1 without gaps, in the order that they have; also those that bore no number. */
export const renumber = (opinions: BenchOpinion[]): BenchOpinion[] =>
  numbered(
    opinions.map(({ unnumbered: _, ...one }) => one),
    new Map(inOrder(opinions).map(({ no }, at) => [no, at + 1])),
  )

const numbered = (opinions: BenchOpinion[], numbers: Map<number, number>): BenchOpinion[] => {
  const now = (no: number): number => numbers.get(no) ?? no
  return inOrder(opinions.map((one) => ({ ...pointed(one, now), no: now(one.no) })))
}

const pointed = (one: BenchOpinion, to: (no: number) => number): BenchOpinion =>
  one.printing.as === 'merged' ? { ...one, printing: { ...one.printing, into: to(one.printing.into ?? 0) } } : one

const changed = (opinions: BenchOpinion[], id: string, change: (one: BenchOpinion) => BenchOpinion): BenchOpinion[] => {
  found(opinions, id)
  return opinions.map((one) => (one.id === id ? change(one) : one))
}
