import type { FC } from 'hono/jsx'

/** What was asked for and could not be done; `texts` gives back what was typed. */
export interface ActProblem {
  act: string
  field: string
  message: string
  texts: (name: string) => string
}

export const dayHint = '例：12月22日、平成28年12月22日、2016-12-22。その日の17時までとします。'

/** One line of an act's form: label, hint, what is wrong with it. */
export const Line: FC<{
  name: string
  /** where the name occurs more than once on the page */
  id?: string
  label: string
  hint?: string
  problem: ActProblem | null
  size?: number
  rows?: number
}> = ({ name, id = name, label, hint, problem, size, rows }) => {
  const wrong = problem?.field === name ? problem.message : null
  const described = [hint && `${id}-hint`, wrong && `${id}-error`].filter(Boolean).join(' ') || undefined
  const value = problem?.texts(name) ?? ''
  return (
    <p class={wrong ? 'wrong' : undefined}>
      <label for={id}>{label}</label>
      {hint && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {wrong && (
        <span class="error" id={`${id}-error`}>
          {wrong}
        </span>
      )}
      {rows ? (
        <textarea id={id} name={name} rows={rows} aria-describedby={described} aria-invalid={wrong ? 'true' : undefined}>
          {value}
        </textarea>
      ) : (
        <input id={id} name={name} size={size ?? 30} value={value} aria-describedby={described} aria-invalid={wrong ? 'true' : undefined} />
      )}
    </p>
  )
}
