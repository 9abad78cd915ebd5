import type { Definition } from '../definition/schema.js'
import { asList, asNumber, asObject, asText } from '../sheet/loose-content.js'
import { opinionsCalled } from './circled.js'
import { crossCutting } from './whole.js'

/** What an opinion is known by: its id, or its text where it has none. */
export interface Identified {
  id: string | null
  no: number
  text: string
}

export interface GivenOpinion extends Identified {
  kind: string | null
}

/** Opinions of a content; what has no number counts by its place. */
export const givenOpinions = (content: unknown): GivenOpinion[] =>
  asList(asObject(content)['opinions'])
    .map(asObject)
    .map(({ id, no, text, kind }, at) => ({
      id: asText(id) || null,
      no: asNumber(no) ?? at + 1,
      text: asText(text),
      kind: asText(kind) || null,
    }))

/** Whether both are one opinion: by their ids; by their texts where one of them has none. */
export const sameOpinion = (one: Identified, other: Identified): boolean =>
  one.id !== null && other.id !== null ? one.id === other.id : one.text.trim() === other.text.trim()

/** What is said to whoever would take an opinion from under an Action; `who`: the sections whose Actions answer, as they are called. */
export const looseWords = (numbers: number[], who: string[] = []): string =>
  `${opinionsCalled(numbers)}には、すでに対応が番号で答えています。${who.length > 0 ? `答えているのは${who.map((name) => `「${name}」`).join('')}の対応です。` : ''}同じ番号を、別の意見に付けることはできません。先に対応の修正を依頼してください。`

/** The same of a number that would be no opinion's any more. */
export const goneWords = (numbers: number[], who: string[]): string =>
  `${opinionsCalled(numbers)}には、すでに対応が番号で答えているため、なくせません。答えているのは${who.map((name) => `「${name}」`).join('')}の対応です。先に対応の修正を依頼してください。報告書に載せないときは、消さずに掲載区分を「掲載しない」にしてください。`

/** Numbers of a subject's opinions that the Actions of a version answer. */
export const namedIn = ({ subject, content }: { subject: string; content: unknown }, of: string): number[] =>
  asList(asObject(content)['actions'])
    .map(asObject)
    .flatMap(({ answers, whole }) => [...(subject === of ? asList(answers) : []), ...(of === crossCutting ? asList(whole) : [])])
    .flatMap((no) => asNumber(no) ?? [])

export interface GivenOpinions {
  opinions: GivenOpinion[]
  /** what the numbers meant before */
  before: Identified[]
  /** numbers that accepted Actions answer, with who answers */
  answered: { no: number; by: string }[]
  definition: Pick<Definition, 'opinionKinds'>
}

/** What is wrong with opinions where Actions name them by number, as sentences: no kind that the definition knows, or an answered number that is another opinion's now, or no opinion's. */
export function opinionProblems({ opinions, before, answered, definition }: GivenOpinions): string[] {
  const { opinionKinds } = definition
  const known = (kind: string | null) => opinionKinds.some(({ id }) => id === kind)
  const kindless = opinionKinds.length === 0 ? [] : opinions.filter(({ kind }) => !known(kind)).map(({ no }) => no)
  const other = opinions.filter((one) => {
    const was = before.find(({ no }) => no === one.no)
    return was !== undefined && !sameOpinion(was, one)
  })
  const gone = before.filter(({ no }) => !opinions.some((one) => one.no === no))
  return [
    ...(kindless.length === 0 ? [] : [`${opinionsCalled(kindless)}の種類（対応が要るかどうかが決まります）を選んでください。`]),
    ...other.flatMap(({ no }) => told(no, looseWords)),
    ...gone.flatMap(({ no }) => told(no, goneWords)),
  ]

  function told(no: number, words: (numbers: number[], who: string[]) => string): string[] {
    const by = [...new Set(answered.filter((one) => one.no === no).map((one) => one.by))]
    return by.length === 0 ? [] : [words([no], by)]
  }
}
