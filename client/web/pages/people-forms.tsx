import { randomUUID } from 'node:crypto'
import type { Child, FC } from 'hono/jsx'

/** What stands on every page of the directory besides its content. */
export interface PeopleFrame {
  /** sentences of an act that was refused */
  problems: string[]
  /** what was just done */
  done: string | null
  /** what had been typed, so that nothing is typed twice */
  typed: Record<string, string>
}

/** What was refused, or what was done: at the head of the page. */
export const Outcome: FC<{ frame: PeopleFrame }> = ({ frame: { problems, done } }) => (
  <>
    {problems.length > 0 && (
      <div class="error-summary" role="alert">
        <h2>記録していません</h2>
        <ul>
          {problems.map((problem) => (
            <li>{problem}</li>
          ))}
        </ul>
      </div>
    )}
    {done && problems.length === 0 && (
      <p class="notice" role="status">
        {done}
      </p>
    )}
  </>
)

/** What somebody of the office must see to. */
export const Faults: FC<{ faults: { text: string; href: string | null }[] }> = ({ faults }) =>
  faults.length === 0 ? null : (
    <section class="error-summary" aria-labelledby="faults">
      <h2 id="faults">{`対応が要るもの（${faults.length}件）`}</h2>
      <ul>
        {faults.map(({ text, href }) => (
          <li>{href ? <a href={href}>{text}</a> : text}</li>
        ))}
      </ul>
    </section>
  )

/** A form that changes the directory, folded away until it is needed. Its key makes it happen once. */
export const Act: FC<{ title: string; action: string; button: string; open?: boolean; children?: Child }> = ({
  title,
  action,
  button,
  open = false,
  children,
}) => (
  <details open={open}>
    <summary>{title}</summary>
    <form method="post" action={action} class="question">
      <input type="hidden" name="key" value={randomUUID()} />
      {children}
      <button type="submit">{button}</button>
    </form>
  </details>
)

/** One act without a question. */
export const Button: FC<{ action: string; button: string; children?: Child }> = ({ action, button, children }) => (
  <form method="post" action={action}>
    <input type="hidden" name="key" value={randomUUID()} />
    {children}
    <button type="submit" class="plain">
      {button}
    </button>
  </form>
)

interface FieldProps {
  name: string
  label: string
  /** makes the id of the control one of its own on the page */
  form: string
  value?: string | undefined
  hint?: string
  type?: 'text' | 'email'
  optional?: boolean
}

export const Field: FC<FieldProps> = ({ name, label, form, value = '', hint, type = 'text', optional = false }) => (
  <p>
    <label for={`${form}-${name}`}>{`${label}${optional ? '（任意）' : ''}`}</label>
    {hint && (
      <span class="hint" id={`${form}-${name}-hint`}>
        {hint}
      </span>
    )}
    <input
      id={`${form}-${name}`}
      name={name}
      type={type}
      value={value}
      required={!optional}
      aria-describedby={hint ? `${form}-${name}-hint` : undefined}
      autocomplete="off"
      spellcheck={false}
    />
  </p>
)

export const Choice: FC<{ name: string; label: string; form: string; options: [string, string][]; value?: string | undefined }> = ({
  name,
  label,
  form,
  options,
  value,
}) => (
  <p>
    <label for={`${form}-${name}`}>{label}</label>
    <select id={`${form}-${name}`} name={name}>
      {options.map(([id, word]) => (
        <option value={id} selected={id === value}>
          {word}
        </option>
      ))}
    </select>
  </p>
)

export const Check: FC<{ name: string; label: string; form: string; checked?: boolean }> = ({ name, label, form, checked = false }) => (
  <p class="check">
    <input type="checkbox" id={`${form}-${name}`} name={name} value="yes" checked={checked} />
    <label for={`${form}-${name}`}>{label}</label>
  </p>
)
