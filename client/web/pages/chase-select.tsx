import type { FC } from 'hono/jsx'
import { noChase } from '../act-form.js'
import type { ActProblem } from './act-line.js'

/** A chase of the definition (再依頼の段取り). */
export interface ChaseChoice {
  id: string
  name: string
}

/** What it means that no chase applies: the section gets no mail at all about it. */
export const nothingSent = '何も送らない（受領や修正依頼のメールも送りません）'

/** A choice of a chase, or of none. `present`: the one that applies now, which is no choice. */
export const ChaseSelect: FC<{ chases: ChaseChoice[]; present?: string | null; problem: ActProblem | null }> = ({
  chases,
  present,
  problem,
}) => {
  const wrong = problem?.field === 'chase' ? problem.message : null
  const chosen = problem?.texts('chase')
  return (
    <p class={wrong ? 'wrong' : undefined}>
      <label for="chase">新しい段取り</label>
      {wrong && (
        <span class="error" id="chase-error">
          {wrong}
        </span>
      )}
      <select id="chase" name="chase" aria-describedby={wrong ? 'chase-error' : undefined}>
        <option value="">選んでください</option>
        {chases
          .filter(({ id }) => id !== present)
          .map(({ id, name }) => (
            <option value={id} selected={id === chosen}>
              {name}
            </option>
          ))}
        {present !== null && (
          <option value={noChase} selected={chosen === noChase}>
            {nothingSent}
          </option>
        )}
      </select>
    </p>
  )
}
