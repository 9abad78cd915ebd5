import { randomUUID } from 'node:crypto'
import { createContext, type FC, useContext } from 'hono/jsx'
import { remarkName } from '../../../domain/review/remark.js'
import { lineAt, rowsOf, textAt } from '../../../domain/sheet/entry-text.js'
import { asList, asObject, asText } from '../../../domain/sheet/loose-content.js'
import { Area, type EditorProps, Labelled, Select } from './field-controls.js'
import { Along } from './field-lists.js'

/** What a member's statements can be about, as people call it; a subject that is not among them shows its key. */
export const StatementSubjects = createContext<{ id: string; name: string }[]>([])

/** Empty boxes that a form offers; more come with the next save. */
const spare = 3

/** A member's words entered by the office from paper: each with what it is about. A word on the office's own record keeps its mark. */
export const Statements: FC<EditorProps> = ({ field: { id }, entry, first }) => {
  const subjects = useContext(StatementSubjects)
  const written = rowsOf(entry, id).filter((row) => textAt(entry, `${row}.text`) !== '' || lineAt(entry, `${row}.of`) !== '')
  const rows = [...written, ...Array.from({ length: spare }, () => null)].map((from, at) => ({ from, name: `${id}.${at}`, at }))
  return (
    <ol class="entry-rows">
      {rows.map(({ from, name, at }) => (
        <li>
          {from === null || lineAt(entry, `${from}.id`) === '' ? (
            <input type="hidden" name={`${name}.id`} value={`o-${randomUUID().slice(0, 8)}`} />
          ) : (
            <Along entry={entry} from={from} name={name} parts={['id', 'of', 'agreed']} />
          )}
          <Labelled of={`${name}.text`} at={at === 0 ? first : undefined} label={`御意見 ${at + 1}`} class="whole">
            <Area
              name={`${name}.text`}
              value={from === null ? '' : textAt(entry, `${from}.text`)}
              full={`${at + 1}番目の御意見`}
              at={at === 0 ? first : undefined}
            />
          </Labelled>
          <Labelled of={`${name}.subject`} label="何について">
            <Select
              name={`${name}.subject`}
              value={from === null ? '' : lineAt(entry, `${from}.subject`)}
              words={subjects}
              full={`${at + 1}番目の御意見は何についてか`}
            />
          </Labelled>
        </li>
      ))}
    </ol>
  )
}

/** A member's words to be read. */
export const StatementsShown: FC<{ value: unknown }> = ({ value }) => {
  const subjects = useContext(StatementSubjects)
  return (
    <ul class="value">
      {asList(value)
        .map(asObject)
        .map(({ subject, text, of, agreed }) => (
          <li class="written">
            <strong>{`${subjects.find(({ id }) => id === subject)?.name ?? asText(subject)}：`}</strong>
            {asText(text)}
            {of !== undefined && <span class="soft">{`　${remarkName(asText(of))}${agreed === true ? 'のとおり' : 'を直したもの'}`}</span>}
          </li>
        ))}
    </ul>
  )
}
