import type { FC } from 'hono/jsx'
import { circled } from '../../../../../domain/review/circled.js'
import type { ActionLine, AnswersView, OpinionLine, SubjectAnswers } from '../../../../app/review/responses/answers.js'
import { assignmentStateWord } from '../../../../app/views/words.js'
import { Page } from '../../../layout.js'
import { processPath, sheetPath, withQuery } from '../../../paths.js'
import { answersPath } from '../../../review-paths.js'
import { At, State } from '../../../words.js'
import {
  type AnswerBlock,
  type AnswerFilter,
  actionFacts,
  answerFilters,
  consultationWords,
  filterWords,
  namesOf,
  opinionWords,
  printedWords,
} from './answer-lines.js'

export interface AnswersPageProps {
  view: AnswersView
  blocks: AnswerBlock[]
  filter: AnswerFilter
  /** sees all of the year; else the own section's only */
  oversees: boolean
}

const Opinion: FC<{ view: AnswersView; one: OpinionLine }> = ({ view, one }) => {
  const numbered = view.definition.pairing === 'numbered'
  const words = [opinionWords(view, one), printedWords(one)].filter(Boolean).join('、')
  return (
    <li class="written">
      {`${numbered ? `${circled(one.no)} ` : ''}${one.text}`}
      {words && <span class="soft">{`（${words}）`}</span>}
      {one.left && numbered && <strong class="late-word">{'　▲ 未回答'}</strong>}
    </li>
  )
}

const Action: FC<{ view: AnswersView; one: ActionLine; subject: SubjectAnswers }> = ({ view, one, subject }) => {
  const names = view.definition.pairing === 'numbered' ? namesOf(one, subject.subject) : ''
  const from = one.subject === subject.subject ? '' : (view.subjects.find((other) => other.subject === one.subject)?.name ?? one.subject)
  const facts = [
    ...(from ? [`${from}の対応`] : []),
    ...(names ? [`意見${names}への対応`] : []),
    ...actionFacts(view, one).map(([name, text]) => `${name}：${text}`),
  ]
  const { consultation } = subject
  return (
    <li class="written">
      {one.text}
      {facts.length > 0 && <span class="soft">{`（${facts.join('、')}）`}</span>}
      {one.lost.length > 0 && (
        <strong class="late-word">{`　▲ 番号${one.lost.map(circled).join('・')}の意見がありません。番号を直すよう修正を依頼してください。`}</strong>
      )}
      {one.needsFinance && consultation && one.subject === subject.subject && (
        <p class={consultation.state === 'done' && !consultation.explained ? 'soft' : 'warning'}>
          {consultation.state === 'done' && consultation.explained && '▲ '}
          {[consultationWords[consultation.state], consultation.result, consultation.text].filter(Boolean).join('　')}
          {consultation.processId && (
            <>
              {'　'}
              <a href={processPath(consultation.processId) ?? '#'}>協議の経過</a>
            </>
          )}
        </p>
      )}
    </li>
  )
}

/** Who has the answers in hand, and the way to opinions and answers as they were handed in. */
const Holder: FC<{ subject: SubjectAnswers }> = ({ subject: { holder, opinions } }) => {
  const from = [...new Set(opinions.map(({ processId }) => processId))]
  return (
    <p class="near">
      {holder ? (
        <span>
          <State of={assignmentStateWord(holder.state, holder.daysLate)} />
          {`　対応の担当：${holder.departmentName}　期限 `}
          <At at={holder.dueAt} as="short" />
        </span>
      ) : (
        <span class="soft">対応はまだ誰にも依頼していません。</span>
      )}
      {holder && <a href={sheetPath(holder.id)}>対応のシートを開く</a>}
      {from.map((id) => (
        <a href={sheetPath(id)}>意見のシートを開く</a>
      ))}
    </p>
  )
}

const Block: FC<{ view: AnswersView; block: AnswerBlock }> = ({ view, block: { subject, opinions, actions, left } }) => (
  <li class="pair">
    <div>
      <p class="soft">検証意見</p>
      {opinions.length > 0 ? (
        <ul>
          {opinions.map((one) => (
            <Opinion view={view} one={one} />
          ))}
        </ul>
      ) : (
        <p>{actions.length > 0 ? '特定の意見を挙げない対応です。' : '受理された意見はありません。'}</p>
      )}
    </div>
    <div>
      <p class="soft">対応</p>
      {actions.length > 0 ? (
        <ul>
          {actions.map((one) => (
            <Action view={view} one={one} subject={subject} />
          ))}
        </ul>
      ) : (
        <p>{left ? '受理された対応がまだありません。' : '対応は要りません。'}</p>
      )}
    </div>
  </li>
)

const Counts: FC<{ view: AnswersView }> = ({ view: { counts, definition } }) => (
  <dl class="facts">
    <dt>検証意見</dt>
    <dd>{`${counts.opinions}件（うち対応が要るもの ${counts.needing}件）`}</dd>
    <dt>対応</dt>
    <dd>{`${counts.actions}件`}</dd>
    <dt>未回答</dt>
    <dd>
      {counts.left > 0 ? (
        <strong class="late-word">{`▲ ${counts.left}${definition.pairing === 'numbered' ? '件' : '施策'}`}</strong>
      ) : (
        'ありません'
      )}
    </dd>
    <dt>要財政協議</dt>
    <dd>{`${counts.finance}件${counts.financeOpen > 0 ? `（うち協議が済んでいないもの ${counts.financeOpen}件）` : ''}`}</dd>
  </dl>
)

/** 対応の照合: opinions left, answers right, by article and programme; what is left is counted first. */
export const AnswersPage: FC<AnswersPageProps> = ({ view, blocks, filter, oversees }) => {
  const { cycle, definition } = view
  const path = answersPath(cycle)
  const subjects = view.subjects.filter((subject) => blocks.some((block) => block.subject === subject))
  const articleAt = (at: number) => subjects[at]?.article ?? null
  return (
    <Page title="対応の照合" cycle={cycle} here={path} wide>
      <p>
        {oversees
          ? '受理された意見と対応を並べています。対応区分と予算区分は内部の整理で、報告書には区分ごとの決まりに従って載ります。'
          : '自分の課の施策について、受理された意見と対応を並べています。'}
        {definition.pairing === 'unknown' && 'この年度は意見と対応を一件ずつ結び付けず、施策ごとに対応の有無を数えます。'}
      </p>
      <Counts view={view} />
      <nav class="near" aria-label="絞り込み">
        {(['', ...answerFilters] as const).map((one) => (
          <a href={withQuery(path, { state: one })} aria-current={one === filter ? 'true' : undefined}>
            {filterWords[one]}
          </a>
        ))}
        {blocks.length > 0 && <a href={withQuery(`${path}.csv`, { state: filter })}>この一覧をCSVで保存する</a>}
      </nav>
      {blocks.length === 0 && (
        <p>
          {filter === ''
            ? '受理された意見も、対応の依頼もまだありません。意見が受理されると、ここに並びます。'
            : `「${filterWords[filter]}」に当てはまるものはありません。`}
        </p>
      )}
      {subjects.map((subject, at) => {
        const article = definition.articles.find(({ no }) => no === subject.article)
        const heads = article !== undefined && (at === 0 || articleAt(at - 1) !== subject.article)
        return (
          <>
            {heads && <h2>{`第${article.no}条　${article.title}`}</h2>}
            {article === undefined && <h2>{subject.name}</h2>}
            <section aria-labelledby={`s-${subject.subject}`}>
              {article !== undefined && <h3 id={`s-${subject.subject}`}>{subject.name}</h3>}
              {article === undefined && (
                <h3 id={`s-${subject.subject}`} class="unseen">
                  意見と対応
                </h3>
              )}
              <Holder subject={subject} />
              <ol class="pairs">
                {blocks
                  .filter((block) => block.subject === subject)
                  .map((block) => (
                    <Block view={view} block={block} />
                  ))}
              </ol>
            </section>
          </>
        )
      })}
    </Page>
  )
}
