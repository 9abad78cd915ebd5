import { dateOf, timeOf } from '../../../../../domain/calendar/instants.js'
import { csv } from '../../../../../domain/publication/csv.js'
import { circled } from '../../../../../domain/review/circled.js'
import { wholeName } from '../../../../../domain/review/whole.js'
import type { ActionLine, AnswersView, OpinionLine, SubjectAnswers } from '../../../../app/review/responses/answers.js'
import type { Consultation } from '../../../../app/review/responses/consultations.js'
import { assignmentStateWord } from '../../../../app/views/words.js'

export const answerFilters = ['left', 'answered', 'finance'] as const
/** '': all */
export type AnswerFilter = '' | (typeof answerFilters)[number]

export const filterWords: Record<AnswerFilter, string> = { '': '全て', left: '未回答', answered: '回答済み', finance: '要財政協議' }

const wordOf = (words: { id: string; name: string }[], id: string | null): string => words.find((one) => one.id === id)?.name ?? id ?? ''

/** One group of opinions and Actions as it is shown. */
export interface AnswerBlock {
  subject: SubjectAnswers
  opinions: OpinionLine[]
  actions: ActionLine[]
  left: boolean
}

const present = <Item>(items: (Item | undefined)[]): Item[] => items.filter((item) => item !== undefined)

/** The blocks of the subjects that a filter leaves. */
export const blocksOf = ({ subjects, definition }: AnswersView, filter: AnswerFilter): AnswerBlock[] =>
  subjects
    .flatMap((subject) =>
      // a subject that is asked for answers and has neither opinions nor answers is shown all the same
      (subject.groups.length > 0 ? subject.groups : [{ opinions: [], actions: [] }]).map((group): AnswerBlock => {
        const opinions = present(group.opinions.map((at) => subject.opinions[at]))
        const actions = present(group.actions.map((at) => subject.actions[at]))
        const left =
          definition.pairing === 'numbered' ? opinions.some((one) => one.left) : opinions.some(({ needs }) => needs) && actions.length === 0
        return { subject, opinions, actions, left }
      }),
    )
    .filter(({ left, opinions, actions }) => {
      if (filter === 'left') return left
      if (filter === 'answered') return !left && opinions.length + actions.length > 0
      return filter === '' || actions.some(({ needsFinance }) => needsFinance)
    })

/** What an Action names: ①・③, and the whole's. */
export function namesOf({ answers, whole, subject }: ActionLine, of: string): string {
  const own = answers.map(circled).join('・')
  const wholly = whole.map(circled).join('・')
  return [own && (subject === of ? own : ''), wholly && (subject === of ? `${wholeName}${wholly}` : wholly)].filter(Boolean).join('、')
}

export const consultationWords: Record<Consultation['state'], string> = {
  'not-asked': '財政協議：依頼前',
  asked: '財政協議：回答待ち',
  done: '財政協議：済み',
  outdated: '財政協議：協議の後に対応が変わりました',
}

export const printedWords = ({ printedAs, mergedInto }: OpinionLine): string =>
  printedAs === 'merged'
    ? `${mergedInto === null ? 'ほかの意見' : circled(mergedInto)}に含める`
    : printedAs === 'unprinted'
      ? '掲載しない'
      : ''

export const opinionWords = ({ definition }: AnswersView, { kind, viewpoint }: OpinionLine): string =>
  [wordOf(definition.opinionKinds, kind), wordOf(definition.viewpoints, viewpoint)].filter(Boolean).join('・')

export const actionFacts = ({ definition }: AnswersView, one: ActionLine): [string, string][] => {
  const facts: [string, string][] = [
    ['対応区分', wordOf(definition.responseCategories, one.category)],
    ['実施時期', one.timing ?? ''],
    ['予算区分', wordOf(definition.budgetKinds, one.budget)],
    ['効果を示す指標', one.indicator ?? ''],
  ]
  return facts.filter(([, text]) => text !== '')
}

const columns = [
  '条',
  '対象',
  '意見の番号',
  '意見',
  '種類',
  '視点',
  '掲載',
  '対応の要否',
  '回答',
  '対応の番号',
  '対応',
  '答える意見',
  '対応区分（内部）',
  '実施時期',
  '予算区分（内部）',
  '効果を示す指標',
  '財政協議',
  '担当課',
  '対応の依頼の状態',
  '期限',
]

/** A row for each opinion with each Action of its group; what stands alone has a row of its own. */
export function answersCsv(view: AnswersView, blocks: AnswerBlock[]): string {
  const { definition } = view
  return csv([
    columns,
    ...blocks.flatMap(({ subject, opinions, actions }) => {
      const { holder, consultation } = subject
      const said = opinions.length > 0 ? opinions : [undefined]
      const done = actions.length > 0 ? actions : [undefined]
      return said.flatMap((opinion) =>
        done.map((action) => [
          subject.article === null ? '' : `第${subject.article}条`,
          subject.name,
          opinion?.no ?? '',
          opinion?.text ?? '',
          wordOf(definition.opinionKinds, opinion?.kind ?? null),
          wordOf(definition.viewpoints, opinion?.viewpoint ?? null),
          opinion ? printedWords(opinion) || '掲載' : '',
          opinion ? (opinion.needs ? '要' : '不要') : '',
          opinion?.needs && definition.pairing === 'numbered' ? (opinion.left ? '未回答' : '回答済み') : '',
          action?.no ?? '',
          action?.text ?? '',
          action ? namesOf(action, subject.subject) : '',
          wordOf(definition.responseCategories, action?.category ?? null),
          action?.timing ?? '',
          wordOf(definition.budgetKinds, action?.budget ?? null),
          action?.indicator ?? '',
          action?.needsFinance && consultation
            ? [consultationWords[consultation.state], consultation.result, consultation.text].filter(Boolean).join(' ')
            : '',
          holder?.departmentName ?? '',
          holder ? assignmentStateWord(holder.state, null).word : '依頼前',
          holder ? `${dateOf(holder.dueAt)} ${timeOf(holder.dueAt)}` : '',
        ]),
      )
    }),
  ])
}
