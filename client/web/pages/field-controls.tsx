import type { Child, FC } from 'hono/jsx'
import type { Definition, Field } from '../../../domain/definition/schema.js'
import { type Entry, lineAt, textAt } from '../../../domain/sheet/entry-text.js'
import type { Answering } from '../../app/desk/answering.js'
import type { SheetPromise } from '../../app/review/promises/sheet-promises.js'

/** What the editor of one field needs. `first` goes to its first control: where links from the error summary lead. */
export interface EditorProps {
  field: Field
  rules: Definition
  entry: Entry
  fiscalYear: number
  first: ControlAttributes
  /** earlier promises that are open, where the field answers for them */
  promises?: SheetPromise[]
  /** where pictures can be seen; null: not on this page */
  pictures?: { path: string; adds: boolean } | null
  /** the opinions that Actions may answer, and the indicators that may show it */
  answering?: Answering | null
}

export interface ControlAttributes {
  id?: string
  'aria-describedby'?: string | undefined
  'aria-invalid'?: 'true'
}

export interface ControlProps {
  name: string
  value: string
  /** what a screen reader calls it, where the label beside it does not say everything */
  full?: string | undefined
  numeric?: boolean
  at?: ControlAttributes | undefined
  /** id of a list of values to choose from; anything else may be typed */
  list?: string | undefined
}

/** A control's id, where it is not its field's first. */
const idOf = (name: string) => `f-${name}`

/** A text of several lines, as high as what stands in it. The parser drops the first line break, so one goes before. */
export const Area: FC<ControlProps & { rows?: number }> = ({ name, value, full, at = {}, rows = 3 }) => {
  const lines = value.split('\n').reduce((sum, line) => sum + 1 + Math.floor(line.length / 38), 0)
  return (
    <textarea name={name} rows={Math.min(24, Math.max(rows, lines + 1))} id={idOf(name)} aria-label={full} {...at}>{`\n${value}`}</textarea>
  )
}

/** A cell: one line, unless what stands in it has several, which a browser would run together. */
export const Cell: FC<ControlProps> = ({ name, value, full, numeric = false, at = {}, list }) =>
  value.includes('\n') ? (
    <Area name={name} value={value} full={full} at={at} rows={2} />
  ) : (
    <input
      type="text"
      name={name}
      value={value}
      class={numeric ? 'n' : undefined}
      autocomplete="off"
      id={idOf(name)}
      aria-label={full}
      list={list}
      {...at}
    />
  )

/** A small label over the control named `of`. */
export const Labelled: FC<{ label: string; of: string; at?: ControlAttributes | undefined; class?: string; children?: Child }> = ({
  label,
  of,
  at,
  class: name,
  children,
}) => (
  <div class={name ? `cell ${name}` : 'cell'}>
    <label class="cell-name" for={at?.id ?? idOf(of)}>
      {label}
    </label>
    {children}
  </div>
)

/** What a cell was read as, where its writing alone would be read otherwise; gone as soon as the writing is changed. */
export const Reading: FC<{ entry: Entry; from: string; name: string }> = ({ entry, from, name }) =>
  lineAt(entry, `${from}.written`) === '' ? null : (
    <>
      <input type="hidden" name={`${name}.written`} value={textAt(entry, `${from}.written`)} />
      <input type="hidden" name={`${name}.read`} value={textAt(entry, `${from}.read`)} />
    </>
  )

interface Word {
  id: string
  name: string
}

/** A choice among words. One that no longer exists stays to be seen, so that it is not changed by looking at it. */
export const Select: FC<ControlProps & { words: Word[] }> = ({ name, value, words, full, at = {} }) => (
  <select name={name} id={idOf(name)} aria-label={full} {...at}>
    <option value="" selected={value === ''}>
      選ばない
    </option>
    {known(words, value).map((word) => (
      <option value={word.id} selected={word.id === value}>
        {word.name}
      </option>
    ))}
  </select>
)

/** All words at once, to be seen before choosing. */
export const Radios: FC<ControlProps & { words: Word[]; none: string | null }> = ({ name, value, words, none, at = {} }) => (
  <div class="choices">
    {[...known(words, value), ...(none === null ? [] : [{ id: '', name: none }])].map((word, place) => (
      <label class="check">
        <input type="radio" name={name} value={word.id} checked={word.id === value} {...(place === 0 ? at : {})} />
        {word.name}
      </label>
    ))}
  </div>
)

const known = (words: Word[], value: string): Word[] =>
  value === '' || words.some(({ id }) => id === value) ? words : [...words, { id: value, name: `${value}（今はない選択肢）` }]

/**
 * Beneath a list: its button, for the script that adds rows, and how it goes without one. The script clones the last `[data-row]`
 * of `[data-rows=id]`, empties it and counts up the row's number in `name`, `id`, `for`, `aria-label` (which counts from 1) and labels.
 */
export const MoreRows: FC<{ id: string; word: string }> = ({ id, word }) => (
  <p class="more-rows">
    <button type="button" class="second" data-add={id} hidden>
      {`${word}を追加する`}
    </button>
    <span class="soft" data-without-script={id}>
      {`${word}が足りないときは、保存すると空の${word}が1つ増えます。`}
    </span>
  </p>
)
