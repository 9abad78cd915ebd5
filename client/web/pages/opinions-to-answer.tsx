import type { FC } from 'hono/jsx'
import { circled } from '../../../domain/review/circled.js'
import { needsAnswer } from '../../../domain/review/gate.js'
import { answerable, type OpinionToAnswer, stillToAnswer } from '../../../domain/review/to-answer.js'
import { wholeName } from '../../../domain/review/whole.js'
import type { Sheet } from '../../app/desk/sheet.js'
import { answersPath } from '../review-paths.js'

type Rules = Sheet['definition']

const Listed: FC<{ opinions: OpinionToAnswer[]; rules: Rules }> = ({ opinions, rules }) => (
  <ul>
    {answerable(opinions).map(({ no, text, kind, viewpoint, into, unprinted }, at) => {
      // Where answers name what they answer, an opinion without a number goes by its place, as at the gate.
      const number = rules.pairing === 'numbered' || opinions[at]?.no !== undefined ? no : null
      const of = rules.opinionKinds.find(({ id }) => id === kind)
      const words = [of?.name ?? kind, rules.viewpoints.find(({ id }) => id === viewpoint)?.name ?? viewpoint].filter(Boolean)
      return (
        <li class="written">
          {`${number === null ? '' : `${circled(number)} `}${text}`}
          {words.length > 0 && <span class="soft">{`（${words.join('・')}）`}</span>}
          {into !== null && <span class="soft">{`（${circled(into)}に含める。${circled(into)}に答えてください）`}</span>}
          {unprinted && <span class="soft">（報告書に載せない意見）</span>}
          {needsAnswer(kind, rules.opinionKinds) && into === null && <strong>{'　対応が要ります'}</strong>}
        </li>
      )
    })}
  </ul>
)

/** How far the answers have come, by what is saved or was handed in. */
const Left: FC<{ sheet: Sheet; content: Record<string, unknown> }> = ({ sheet, content }) => {
  const { definition, opinions } = sheet
  if (definition.pairing !== 'numbered') return null
  const left = stillToAnswer(opinions, content.actions, definition.opinionKinds)
  return (
    <p class={left.length > 0 ? 'warning' : 'soft'} id="answers-left">
      {left.length > 0
        ? `対応が要る意見のうち、${left.map(circled).join('・')}（${left.length}件）に答える対応が、まだありません。`
        : '対応が要る意見には、全て対応があります。'}
    </p>
  )
}

/** 答える検証意見: what the answers are written to, and judged by. `content`: as it is saved, to say what is left. */
export const OpinionsToAnswer: FC<{ sheet: Sheet; content?: Record<string, unknown> | undefined }> = ({ sheet, content }) => {
  const { opinions, whole, definition } = sheet
  if (opinions.length === 0 && (whole.length === 0 || definition.pairing !== 'numbered')) return null
  return (
    <section class="promises" aria-labelledby="opinions-to-answer">
      <h2 id="opinions-to-answer">{`答える検証意見（${opinions.length}件）`}</h2>
      {opinions.length > 0 ? <Listed opinions={opinions} rules={definition} /> : <p>この施策への検証意見はありません。</p>}
      {content && opinions.length > 0 && <Left sheet={sheet} content={content} />}
      {definition.pairing === 'numbered' && whole.length > 0 && (
        <details>
          <summary>{`${wholeName}への検証意見（${whole.length}件。この施策の対応であわせて答えられます）`}</summary>
          <Listed opinions={whole} rules={definition} />
        </details>
      )}
      <p class="near">
        <a href={answersPath(sheet.cycle)}>意見と対応を並べて見る（対応の照合）</a>
      </p>
    </section>
  )
}

/** 協議する対応: what the finance section is asked about. */
export const ActionsToConsult: FC<{ sheet: Sheet }> = ({ sheet: { consulted, definition } }) =>
  consulted.length === 0 ? null : (
    <section class="promises" aria-labelledby="actions-to-consult">
      <h2 id="actions-to-consult">{`協議する対応（${consulted.length}件）`}</h2>
      <p class="soft">検証意見への対応のうち、予算の協議が要るものです。協議の結果を下の欄に書いてください。</p>
      <ul>
        {consulted.map(({ text, timing, budget }) => (
          <li class="written">
            {text}
            <span class="soft">{`（予算区分：${definition.budgetKinds.find(({ id }) => id === budget)?.name ?? budget}${timing ? `、実施時期：${timing}` : ''}）`}</span>
          </li>
        ))}
      </ul>
    </section>
  )
