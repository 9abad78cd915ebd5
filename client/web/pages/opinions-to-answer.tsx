import type { FC } from 'hono/jsx'
import { circled } from '../../../domain/publication/report-words.js'
import type { Sheet } from '../../app/desk/sheet.js'

/** 答える検証意見: what the answers are written to, and judged by. */
export const OpinionsToAnswer: FC<{ sheet: Sheet }> = ({ sheet: { opinions, definition } }) =>
  opinions.length === 0 ? null : (
    <section class="promises" aria-labelledby="opinions-to-answer">
      <h2 id="opinions-to-answer">{`答える検証意見（${opinions.length}件）`}</h2>
      <ul>
        {opinions.map(({ no, text, kind, viewpoint }, at) => {
          // Where answers name what they answer, an opinion without a number goes by its place, as at the gate.
          const number = no ?? (definition.pairing === 'numbered' ? at + 1 : null)
          const of = definition.opinionKinds.find(({ id }) => id === kind)
          const words = [of?.name ?? kind, definition.viewpoints.find(({ id }) => id === viewpoint)?.name ?? viewpoint].filter(Boolean)
          return (
            <li class="written">
              {`${number === null ? '' : `${circled(number)} `}${text}`}
              {words.length > 0 && <span class="soft">{`（${words.join('・')}）`}</span>}
              {of?.needsAnswer && <strong>{'　対応が要ります'}</strong>}
            </li>
          )
        })}
      </ul>
    </section>
  )
