import { randomUUID } from 'node:crypto'
import type { Child, FC } from 'hono/jsx'
import { meetingActsPath } from '../../../meeting-paths.js'
import type { ActProblem } from '../../act-line.js'

/** What was typed and could not be done; `conflict`: another save came first, so that what stands now is shown beside it. */
export interface MeetingProblem extends ActProblem {
  conflict?: boolean
}

interface FieldProps {
  name: string
  label: string
  hint?: string
  /** what stands */
  value: string
  problem: MeetingProblem | null
  rows?: number
  size?: number
}

const Said: FC<{ id: string; hint: string | undefined; wrong: string | null; standing: string | null }> = ({
  id,
  hint,
  wrong,
  standing,
}) => (
  <>
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
    {standing !== null && <span class="error">{`いま保存されている内容：${standing || '（空欄）'}`}</span>}
  </>
)

/** What is said of a field: its value as typed or as it stands, what is wrong, and what others saved meanwhile. */
function fieldState({ name, value, hint, problem }: Pick<FieldProps, 'name' | 'value' | 'hint' | 'problem'>) {
  const typed = problem ? problem.texts(name) : value
  const wrong = problem?.field === name ? problem.message : null
  const standing = problem?.conflict && typed !== value ? value : null
  const described = [hint && `${name}-hint`, wrong && `${name}-error`].filter(Boolean).join(' ') || undefined
  return { typed, wrong, standing, described }
}

/** A line or a text that begins with what stands. */
export const Field: FC<FieldProps> = (props) => {
  const { name, label, hint, rows, size = 30 } = props
  const { typed, wrong, standing, described } = fieldState(props)
  const invalid = wrong ? 'true' : undefined
  return (
    <p class={wrong || standing !== null ? 'wrong' : undefined}>
      <label for={name}>{label}</label>
      <Said id={name} hint={hint} wrong={wrong} standing={standing} />
      {rows ? (
        <textarea id={name} name={name} rows={rows} aria-describedby={described} aria-invalid={invalid}>
          {`\n${typed}`}
        </textarea>
      ) : (
        <input id={name} name={name} size={size} value={typed} aria-describedby={described} aria-invalid={invalid} />
      )}
    </p>
  )
}

/** One of a few. */
export const Choice: FC<Omit<FieldProps, 'rows' | 'size'> & { options: { id: string; word: string }[]; empty?: string }> = (props) => {
  const { name, label, hint, options, empty } = props
  const { typed, wrong, standing, described } = fieldState(props)
  const word = (id: string) => options.find((one) => one.id === id)?.word ?? ''
  return (
    <p class={wrong || standing !== null ? 'wrong' : undefined}>
      <label for={name}>{label}</label>
      <Said id={name} hint={hint} wrong={wrong} standing={standing === null ? null : word(standing)} />
      <select id={name} name={name} aria-describedby={described} aria-invalid={wrong ? 'true' : undefined}>
        {empty !== undefined && <option value="">{empty}</option>}
        {options.map(({ id, word: text }) => (
          <option value={id} selected={typed === id}>
            {text}
          </option>
        ))}
      </select>
    </p>
  )
}

/** A box to tick. */
export const Tick: FC<{ name: string; label: string; on: boolean; problem: MeetingProblem | null }> = ({ name, label, on, problem }) => (
  <p class="check">
    <input type="checkbox" id={name} name={name} value="yes" checked={problem ? problem.texts(name) === 'yes' : on} />
    <label for={name}>{label}</label>
  </p>
)

/** The form of one act upon a meeting. */
export const MeetingForm: FC<{ id: string; act: string; revision?: number; files?: boolean; children?: Child }> = ({
  id,
  act,
  revision,
  files = false,
  children,
}) => (
  <form method="post" action={meetingActsPath(id)} class="question" enctype={files ? 'multipart/form-data' : undefined}>
    <input type="hidden" name="_act" value={act} />
    <input type="hidden" name="_key" value={randomUUID()} />
    {revision !== undefined && <input type="hidden" name="_revision" value={String(revision)} />}
    {children}
  </form>
)

/** An act that unfolds; open when it is what was pressed. */
export const Folded: FC<{ act: string; summary: string; problem: MeetingProblem | null; open?: boolean; children?: Child }> = ({
  act,
  summary,
  problem,
  open = false,
  children,
}) => (
  <details id={`act-${act}`} open={open || problem?.act === act}>
    <summary>{summary}</summary>
    {children}
  </details>
)
