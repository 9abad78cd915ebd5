import type { Definition } from '../definition/schema.js'
import { circled } from './circled.js'
import { endsOf, needsAnswer, type OpinionAtGate } from './gate.js'
import { crossCutting } from './whole.js'

/** An Action that is handed in. */
export interface GivenAction {
  text: string
  answers: number[]
  whole?: number[] | undefined
  category?: string | undefined
}

export interface GivenAnswers {
  subject: string
  actions: GivenAction[]
  /** accepted ones of the whole year, as an answer may name them */
  opinions: OpinionAtGate[]
  definition: Pick<Definition, 'opinionKinds' | 'responseCategories'>
  /** what people call a subject */
  nameOf(subject: string): string
}

/** The id of the response category that gives no answer (回答不要). */
export const noAnswer = 'no-answer'

/** What is wrong with the numbers that Actions name, as sentences that say which number, whose it is, and what to do. */
export const answerProblems = (given: GivenAnswers): string[] =>
  given.actions.flatMap((action, at) => [
    ...numberProblems(given, at + 1, given.subject, action.answers),
    ...numberProblems(given, at + 1, crossCutting, action.whole ?? []),
    ...silenceProblems(given, at + 1, action),
  ])

function numberProblems({ opinions, nameOf }: GivenAnswers, place: number, subject: string, numbers: number[]): string[] {
  const own = opinions.filter((opinion) => opinion.subject === subject)
  const twice = numbers.filter((no, at) => numbers.indexOf(no) !== at)
  return [
    ...[...new Set(twice)].map((no) => `${place}番目の対応が、意見${circled(no)}に二度答えています。番号を一つにしてください。`),
    ...[...new Set(numbers)].flatMap((no) => {
      const named = own.filter((opinion) => opinion.no === no)
      if (named.some(({ printedAs }) => printedAs !== 'merged')) return []
      const [merged] = named
      return merged
        ? [
            `${place}番目の対応が答える意見${circled(no)}は、意見${merged.mergedInto === null ? 'の別のもの' : circled(merged.mergedInto)}に含めてあります。含めた先の番号で答えてください。`,
          ]
        : [unknownNumber(place, no, subject)]
    }),
  ]

  function unknownNumber(at: number, no: number, of: string): string {
    const others = [...new Set(opinions.filter((opinion) => opinion.no === no && opinion.subject !== of).map((one) => one.subject))]
    const whose = others.slice(0, 3).map((other) => `「${nameOf(other)}」`)
    const elsewhere = whose.length === 0 ? '' : `意見${circled(no)}があるのは${whose.join('')}${others.length > 3 ? 'など' : ''}です。`
    const known = own.filter(({ printedAs }) => printedAs !== 'merged').map((opinion) => circled(opinion.no))
    const remedy = known.length === 0 ? '受理された検証意見がないので、番号を外してください。' : `${known.join('・')}から選んでください。`
    return `${at}番目の対応が答える意見${circled(no)}は、「${nameOf(of)}」の検証意見にありません。${elsewhere}${remedy}`
  }
}

/** Texts that say nothing. */
const empty = /^[\s\p{P}\p{S}ー]*(?:(?:特に)?(?:なし|無し)|(?:回答|対応)(?:不要|なし)|同上)?[\s\p{P}\p{S}ー]*$/u

/** Whoever calls an answer unnecessary where one is asked for says why: also where what asks for it was merged into what is named. */
function silenceProblems({ subject, opinions, definition }: GivenAnswers, place: number, action: GivenAction): string[] {
  if (action.category !== noAnswer) return []
  const word = definition.responseCategories.find(({ id }) => id === noAnswer)?.name ?? noAnswer
  if (!empty.test(action.text) && action.text.trim() !== word) return []
  const waiting = new Set(opinions.filter(({ kind }) => needsAnswer(kind, definition.opinionKinds)).flatMap((one) => endsOf(one, opinions)))
  const asked = opinions.filter(
    (one) =>
      ((one.subject === subject && action.answers.includes(one.no)) || (one.subject === crossCutting && action.whole?.includes(one.no))) &&
      waiting.has(one),
  )
  return asked.map(
    ({ no }) => `${place}番目の対応は「${word}」ですが、意見${circled(no)}には対応が要ります。答えない理由を対応の文に書いてください。`,
  )
}
