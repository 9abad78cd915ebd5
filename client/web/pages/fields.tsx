import type { FC } from 'hono/jsx'
import { formatDate } from '../../../domain/calendar/date-words.js'
import type { Definition, Field } from '../../../domain/definition/schema.js'
import { moneyName } from '../../../domain/publication/report-words.js'
import type { Entry } from '../../../domain/sheet/entry-text.js'
import { readEntry } from '../../../domain/sheet/read-entry.js'
import type { EditorProps } from './field-controls.js'
import { Editor } from './field-editors.js'
import { pictureHints } from './field-pictures.js'
import { FieldText } from './field-value.js'

export { FieldValue } from './field-value.js'

/** What an earlier sheet says in a field, and where that is from: 平成27年度の記載 */
export interface EarlierEntry {
  entry: Entry
  from: string
}

export interface FieldEditorProps {
  field: Field
  rules: Definition
  /** what stands in the whole form; the field takes its own names */
  entry: Entry
  /** of the cycle */
  fiscalYear: number
  /** what is wrong with this field, as sentences */
  problems?: string[]
  /** what to look at again; stops nobody */
  doubts?: string[]
  /** what the office asked to mend here */
  remark?: string | null
  /** what earlier sheets say, and where from: 平成27年度の記載 */
  last?: EarlierEntry[]
  /** where the value comes from that the form starts with, and what it was there */
  source?: string | null
  /** earlier promises that are open */
  promises?: EditorProps['promises']
  /** where pictures can be seen, and whether more can be added here */
  pictures?: EditorProps['pictures']
  /** of Actions: what they may answer */
  answering?: EditorProps['answering']
}

/** One control whose label is the field's own; everything else is a group. */
const single: Field['type'][] = ['text', 'bullets', 'money', 'date']

/** What stood there before is folded away. */
const wide: Field['type'][] = ['indicators', 'table', 'opinions', 'actions', 'pictures']

/** A field to be filled in: label, hint, request to mend, error, the controls, what stood there before. */
export const FieldEditor: FC<FieldEditorProps> = (props) => {
  const {
    field,
    rules,
    entry,
    fiscalYear,
    problems = [],
    doubts = [],
    remark = null,
    last = [],
    source = null,
    pictures = null,
    answering = null,
  } = props
  const { id } = field
  const described = [
    hintOf(field, fiscalYear).length > 0 && `h-${id}`,
    source && `s-${id}`,
    remark && `r-${id}`,
    problems.length > 0 && `e-${id}`,
    doubts.length > 0 && `d-${id}`,
  ]
    .filter(Boolean)
    .join(' ')
  const first = {
    id: `f-${id}`,
    'aria-describedby': described || undefined,
    ...(problems.length > 0 ? { 'aria-invalid': 'true' as const } : {}),
  }
  const editor = { field, rules, entry, fiscalYear, first, pictures, ...(props.promises ? { promises: props.promises } : {}), answering }
  // Earlier promises are answered one and all; without any, nothing is asked.
  const must = field.type === 'promises' ? (props.promises ?? []).length > 0 : field.required
  const name = (
    <>
      {field.label}
      <span class={must ? 'must' : 'may'}>{must ? '必須' : '任意'}</span>
    </>
  )
  const inner = (
    <>
      <About {...props} />
      <Editor {...editor} />
      {doubts.length > 0 && (
        <ul class="doubts" id={`d-${id}`}>
          {doubts.map((doubt) => (
            <li>{doubt}</li>
          ))}
        </ul>
      )}
    </>
  )
  return (
    <div class={problems.length > 0 ? 'field faulty' : remark ? 'field asked' : 'field'} data-field={id}>
      {single.includes(field.type) ? (
        <div class="own">
          <label class="field-name" for={`f-${id}`}>
            {name}
          </label>
          {inner}
        </div>
      ) : (
        <fieldset class="own">
          <legend class="field-name">{name}</legend>
          {inner}
        </fieldset>
      )}
      {last.length > 0 && (
        <div class={wide.includes(field.type) ? 'lasts below' : 'lasts'}>
          {last.map((one) => (
            <Last field={field} rules={rules} fiscalYear={fiscalYear} last={one} />
          ))}
        </div>
      )}
    </div>
  )
}

/** How to fill it in: the definition's words, and what the type asks for where those do not say it. */
function hintOf({ type, help = '', example, money }: Field, fiscalYear: number): string[] {
  const own: Partial<Record<Field['type'], string>> = {
    bullets: /1行/.test(help) ? '' : '1行に1項目で書いてください。',
    money: `${money ? `${moneyName({ kind: money.kind, fiscalYear: fiscalYear + money.fiscalYear })}の額です。` : ''}${/千円/.test(help) ? '' : '千円単位で書いてください。'}`,
  }
  const sample =
    example ?? (type === 'date' ? `${fiscalYear}-09-06、または ${formatDate(`${fiscalYear}-09-06`).replace(/（.*$/, '')}` : undefined)
  const more = type === 'pictures' ? pictureHints : []
  return [own[type] ?? '', help, ...more, sample === undefined ? '' : `例：${sample}`].filter((line) => line !== '')
}

const About: FC<FieldEditorProps> = ({ field, fiscalYear, problems = [], remark = null, source = null }) => {
  const hints = hintOf(field, fiscalYear)
  return (
    <>
      {hints.length > 0 && (
        <div class="field-hint" id={`h-${field.id}`}>
          {hints.map((line) => (
            <p>{line}</p>
          ))}
        </div>
      )}
      {source && (
        <p class="field-hint" id={`s-${field.id}`}>
          {source}
        </p>
      )}
      {remark && (
        <div class="remark" id={`r-${field.id}`}>
          <p class="remark-name">修正の依頼</p>
          <p class="written">{remark}</p>
        </div>
      )}
      {problems.length > 0 && (
        <div class="faults" id={`e-${field.id}`}>
          {problems.map((problem) => (
            <p>
              <span class="unseen">誤り：</span>
              {problem}
            </p>
          ))}
        </div>
      )}
    </>
  )
}

/** What stood there before, quietly; wide things are folded away. */
const Last: FC<{ field: Field; rules: Definition; fiscalYear: number; last: EarlierEntry }> = ({ field, rules, fiscalYear, last }) => {
  const value = readEntry([field], last.entry)[field.id]
  if (value === undefined) return null
  const text = <FieldText field={field} rules={rules} value={value} fiscalYear={fiscalYear} about={`${field.label}・${last.from}`} />
  return wide.includes(field.type) ? (
    <details class="last">
      <summary>{`${last.from}を見る`}</summary>
      {text}
    </details>
  ) : (
    <aside class="last" aria-label={`${field.label}：${last.from}`}>
      <p class="last-name">{last.from}</p>
      {text}
    </aside>
  )
}
