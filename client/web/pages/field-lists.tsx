import type { FC } from 'hono/jsx'
import { type Entry, lineAt, rowsOf, textAt } from '../../../domain/sheet/entry-text.js'
import { Area, Cell, type EditorProps, Labelled, MoreRows, Reading, Select } from './field-controls.js'

/** The rows that are written and one more, as the names before their cells: where each is read from, and what it is called now. */
export const rowsToEdit = ({ entry, field: { id } }: Pick<EditorProps, 'entry' | 'field'>) => {
  const written = rowsOf(entry, id)
  return [...written, `${id}.new`].map((from, at) => ({ from, name: `${id}.${at}`, at }))
}

export const Figures: FC<EditorProps> = ({ field, entry, first }) => (
  <>
    <table class="entry-table">
      <caption class="unseen">{field.label}</caption>
      <thead>
        <tr>
          <th scope="col">名称</th>
          <th scope="col" class="n">
            数値
          </th>
          <th scope="col">単位</th>
        </tr>
      </thead>
      <tbody data-rows={field.id}>
        {rowsToEdit({ entry, field }).map(({ from, name, at }) => {
          const about = lineAt(entry, `${from}.label`) || `${at + 1}番目の数値`
          return (
            <tr data-row={at}>
              <td>
                <Labelled of={`${name}.label`} at={at === 0 ? first : undefined} label="名称" class="narrow">
                  <Cell
                    name={`${name}.label`}
                    value={lineAt(entry, `${from}.label`)}
                    full={`${at + 1}番目の数値の名称`}
                    at={at === 0 ? first : undefined}
                  />
                </Labelled>
              </td>
              <td class="n">
                <Labelled of={`${name}.value`} label="数値" class="narrow">
                  <Cell name={`${name}.value`} value={lineAt(entry, `${from}.value`)} full={`${about}の数値`} numeric />
                </Labelled>
                <Reading entry={entry} from={`${from}.value`} name={`${name}.value`} />
              </td>
              <td class="short">
                <Labelled of={`${name}.unit`} label="単位" class="narrow">
                  <Cell name={`${name}.unit`} value={lineAt(entry, `${from}.unit`)} full={`${about}の単位`} />
                </Labelled>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
    <MoreRows id={field.id} word="行" />
  </>
)

/** The year's opinions and Actions are numbered, or a number stands already. */
export const numbered = ({ rules, entry }: EditorProps, name: string) => rules.pairing === 'numbered' || lineAt(entry, name) !== ''

/** What belongs to a row and is not written here: it travels along unseen. */
export const Along: FC<{ entry: Entry; from: string; name: string; parts: string[] }> = ({ entry, from, name, parts }) => (
  <>
    {parts
      .filter((part) => textAt(entry, `${from}.${part}`) !== '')
      .map((part) => (
        <input type="hidden" name={`${name}.${part}`} value={textAt(entry, `${from}.${part}`)} />
      ))}
  </>
)

export const Opinions: FC<EditorProps> = (props) => {
  const { field, rules, entry, first } = props
  const line = (from: string, part: string) => lineAt(entry, `${from}.${part}`)
  return (
    <>
      <ol class="entry-rows" data-rows={field.id}>
        {rowsToEdit(props).map(({ from, name, at }) => (
          <li data-row={at}>
            <Along entry={entry} from={from} name={name} parts={['id', 'sources', 'printed', 'into', 'unprinted']} />
            <Labelled of={`${name}.text`} at={at === 0 ? first : undefined} label={`意見 ${at + 1}`} class="whole">
              <Area
                name={`${name}.text`}
                value={textAt(entry, `${from}.text`)}
                full={`${at + 1}番目の意見`}
                at={at === 0 ? first : undefined}
              />
            </Labelled>
            <div class="parts">
              {numbered(props, `${from}.no`) && (
                <Labelled of={`${name}.no`} label="番号" class="short">
                  <Cell name={`${name}.no`} value={line(from, 'no')} full={`${at + 1}番目の意見の番号`} numeric />
                </Labelled>
              )}
              <Labelled of={`${name}.kind`} label="種類">
                <Select name={`${name}.kind`} value={line(from, 'kind')} words={rules.opinionKinds} full={`${at + 1}番目の意見の種類`} />
              </Labelled>
              {(rules.viewpoints.length > 0 || line(from, 'viewpoint') !== '') && (
                <Labelled of={`${name}.viewpoint`} label="視点">
                  <Select
                    name={`${name}.viewpoint`}
                    value={line(from, 'viewpoint')}
                    words={rules.viewpoints}
                    full={`${at + 1}番目の意見の視点`}
                  />
                </Labelled>
              )}
              <Labelled of={`${name}.source`} label="出所（会議・ヒアリングなど）">
                <Cell name={`${name}.source`} value={line(from, 'source')} full={`${at + 1}番目の意見の出所（会議・ヒアリングなど）`} />
              </Labelled>
            </div>
          </li>
        ))}
      </ol>
      <MoreRows id={field.id} word="意見の欄" />
    </>
  )
}
