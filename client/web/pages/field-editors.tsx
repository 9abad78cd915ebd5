import type { FC } from 'hono/jsx'
import { formatDate } from '../../../domain/calendar/date-words.js'
import { isDate } from '../../../domain/calendar/instants.js'
import { amountReader, readCell } from '../../../domain/sheet/cell.js'
import { lineAt, textAt } from '../../../domain/sheet/entry-text.js'
import { writeNumber } from '../../../domain/sheet/plain-number.js'
import { readDate } from '../../../domain/sheet/written-date.js'
import { Actions } from './field-actions.js'
import { Area, Cell, type EditorProps, Labelled, Radios, Reading, Select } from './field-controls.js'
import { Figures, Opinions } from './field-lists.js'
import { Pictures } from './field-pictures.js'
import { Grid, Indicators } from './field-tables.js'
import { Promises } from './promise-fields.js'
import { Ruling } from './review/decision/ruling-field.js'
import { Statements } from './statement-fields.js'

/** The controls of a field, by its type. */
export const Editor: FC<EditorProps> = (props) => {
  const { field, entry, first } = props
  const { id } = field
  switch (field.type) {
    case 'text':
      return <Area name={id} value={textAt(entry, id)} at={first} />
    case 'bullets':
      return <Area name={id} value={textAt(entry, id)} at={first} rows={4} />
    case 'number':
      return <Quantity {...props} />
    case 'money':
      return <Money {...props} />
    case 'indicators':
      return <Indicators {...props} />
    case 'figures':
      return <Figures {...props} />
    case 'table':
      return <Grid {...props} />
    case 'date':
      return <Day {...props} />
    case 'flag':
      return <Flag {...props} />
    case 'choice':
      return <Choice {...props} />
    case 'opinions':
      return <Opinions {...props} />
    case 'actions':
      return <Actions {...props} />
    case 'statements':
      return <Statements {...props} />
    case 'promises':
      return <Promises {...props} promises={props.promises ?? []} />
    case 'ruling':
      return <Ruling {...props} />
    case 'pictures':
      return <Pictures {...props} />
  }
}

/** An amount; what was written otherwise than as a plain number stands with how it is read. */
const Money: FC<EditorProps> = ({ field: { id }, entry, first }) => {
  const read = readCell(entry, id, amountReader)
  return (
    <p class="quantity">
      <Cell name={id} value={lineAt(entry, id)} at={first} numeric />
      <span class="unit">千円</span>
      <Reading entry={entry} from={id} name={id} />
      {read?.raw !== undefined && read.value !== null && <span class="soft">{`${writeNumber(read.value)}千円と読みます`}</span>}
    </p>
  )
}

const Quantity: FC<EditorProps> = ({ field: { id }, entry, first }) => (
  <div class="quantity">
    <Labelled of={`${id}.value`} at={first} label="数値">
      <Cell name={`${id}.value`} value={lineAt(entry, `${id}.value`)} at={first} numeric />
    </Labelled>
    <Labelled of={`${id}.unit`} label="単位" class="short">
      <Cell name={`${id}.unit`} value={lineAt(entry, `${id}.unit`)} />
    </Labelled>
    <Reading entry={entry} from={`${id}.value`} name={`${id}.value`} />
  </div>
)

/** A day is typed; beside it stands how it is read, with its day of the week. */
const Day: FC<EditorProps> = ({ field: { id }, entry, first }) => {
  const day = readDate(textAt(entry, id))
  return (
    <p class="quantity">
      <Cell name={id} value={lineAt(entry, id)} at={first} />
      {isDate(day) && <span class="soft">{formatDate(day)}</span>}
    </p>
  )
}

/** What must be assured is a box to tick; what may be either is asked, since an empty box would say no by itself. */
const Flag: FC<EditorProps> = ({ field: { id, label, required }, entry, first }) =>
  required ? (
    <label class="check">
      <input type="checkbox" name={id} value="on" checked={lineAt(entry, id) === 'on'} {...first} />
      {label}
    </label>
  ) : (
    <Radios
      name={id}
      value={lineAt(entry, id)}
      words={[
        { id: 'on', name: 'はい' },
        { id: 'off', name: 'いいえ' },
      ]}
      none="書かない"
      at={first}
    />
  )

/** Up to six options are seen at once. */
const Choice: FC<EditorProps> = ({ field: { id, label, options = [], required }, entry, first }) => {
  const control = { name: id, value: lineAt(entry, id), words: options.map((option) => ({ id: option.id, name: option.label })), at: first }
  return options.length <= 6 ? <Radios {...control} none={required ? null : '選ばない'} /> : <Select {...control} full={label} />
}
