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

/** Chosen to follow the section's, the programme's or the definition's again; no chase has such an id. */
export const inherit = '='

/** A choice of a chase, or of none. `present`: the one that applies now, which is no choice. */
export const ChaseSelect: FC<{
  chases: ChaseChoice[]
  present?: string | null
  /** where it would go back to, in words; null: there is nothing to take back */
  back?: string | null
  id?: string
  problem: ActProblem | null
}> = ({ chases, present, back = null, id: control = 'chase', problem }) => {
  const wrong = problem?.field === 'chase' ? problem.message : null
  const chosen = problem?.texts('chase')
  return (
    <p class={wrong ? 'wrong' : undefined}>
      <label for={control}>新しい段取り</label>
      {wrong && (
        <span class="error" id={`${control}-error`}>
          {wrong}
        </span>
      )}
      <select id={control} name="chase" aria-describedby={wrong ? `${control}-error` : undefined}>
        <option value="">選んでください</option>
        {back !== null && <option value={inherit} selected={chosen === inherit}>{`この依頼だけの定めをやめる（${back}に戻る）`}</option>}
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
