import type { FC } from 'hono/jsx'
import { circled } from '../../../../../domain/review/circled.js'
import { type AnswersView, leftOf, type SubjectAnswers } from '../../../../app/review/responses/answers.js'
import { assignmentStateWord } from '../../../../app/views/words.js'
import { processPath, withQuery } from '../../../paths.js'
import { answersPath } from '../../../review-paths.js'
import { At, postName, Scroll, State } from '../../../words.js'

/** What has to happen next, by who has the answers in hand. */
function next({ holder }: SubjectAnswers): string {
  if (!holder) return 'まだ依頼していません。対応の工程が始まると依頼されます。'
  if (holder.state === 'open' || holder.state === 'returned') return '提出を待っています。'
  if (holder.state === 'submitted') return '確認（受理か修正の依頼）を待っています。'
  return '受理した対応に、答えていない意見があります。対応の修正を依頼するか、意見整理の画面を確かめてください。'
}

/** 対応のない意見: what the gate still waits for, and who holds it. */
export const UnansweredPart: FC<{ view: AnswersView }> = ({ view: { cycle, definition, subjects, counts } }) => {
  const numbered = definition.pairing === 'numbered'
  const waiting = subjects.filter((one) => leftOf(definition, one) > 0)
  return (
    <>
      <h2>{numbered ? `対応のない意見（${counts.left}件）` : `対応のない施策（${counts.left}件）`}</h2>
      {waiting.length === 0 ? (
        <p>対応の要る意見には、全て対応があります。</p>
      ) : (
        <Scroll label="対応のない意見と、いま持っている課">
          <table>
            <thead>
              <tr>
                <th scope="col">対象</th>
                {numbered && <th scope="col">意見</th>}
                <th scope="col">いま持っているところ</th>
                <th scope="col">状態</th>
                <th scope="col">期限</th>
                <th scope="col">次にすること</th>
              </tr>
            </thead>
            <tbody>
              {waiting.map((one) => (
                <tr>
                  <th scope="row">{one.holder ? <a href={processPath(one.holder.id) ?? '#'}>{one.name}</a> : one.name}</th>
                  {numbered && (
                    <td>
                      {one.opinions
                        .filter(({ left }) => left)
                        .map(({ no }) => circled(no))
                        .join('・')}
                    </td>
                  )}
                  <td>{one.holder ? postName(one.holder) : '―'}</td>
                  <td>{one.holder ? <State of={assignmentStateWord(one.holder.state, one.holder.daysLate)} /> : '依頼前'}</td>
                  <td>{one.holder ? <At at={one.holder.dueAt} as="short" /> : '―'}</td>
                  <td>{next(one)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      <p>
        <a href={withQuery(answersPath(cycle), { state: 'left' })}>対応の照合で見る</a>
      </p>
    </>
  )
}
