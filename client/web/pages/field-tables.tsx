import type { FC } from 'hono/jsx'
import { fiscalYearName } from '../../../domain/calendar/date-words.js'
import { columnsOf, lineAt, textAt, yearsOf } from '../../../domain/sheet/entry-text.js'
import { readTableCell } from '../../../domain/sheet/plain-number.js'
import { Cell, type EditorProps, Labelled, MoreRows, Reading } from './field-controls.js'
import { rowsToEdit } from './field-lists.js'

/** From two years before the cycle's to the one after, and whatever years are written: none may be lost by not being shown. */
function yearsToEdit({ entry, field, fiscalYear }: EditorProps): number[] {
  const written = [...yearsOf(entry, field.id).values()].flat()
  return [...new Set([-2, -1, 0, 1].map((offset) => fiscalYear + offset).concat(written))].sort((a, b) => a - b)
}

const cells = { target: '目標', actual: '実績' } as const

/** One fiscal year of one indicator: target and result, and what an earlier print wrote for both where that was kept. */
const Year: FC<{ entry: EditorProps['entry']; from: string; name: string; year: number; about: string }> = ({
  entry,
  from,
  name,
  year,
  about,
}) => (
  <>
    {(['target', 'actual'] as const).map((cell) => (
      <td class="n">
        <Labelled of={`${name}.${cell}`} label={`${fiscalYearName(year)} ${cells[cell]}`} class="narrow">
          <Cell
            name={`${name}.${cell}`}
            value={lineAt(entry, `${from}.${cell}`)}
            full={`${about} ${fiscalYearName(year)} ${cells[cell]}`}
            numeric
          />
        </Labelled>
        <Reading entry={entry} from={`${from}.${cell}`} name={`${name}.${cell}`} />
        {cell === 'actual' && lineAt(entry, `${from}.raw`) !== '' && (
          <Labelled of={`${name}.raw`} label="原文の表記" class="raw">
            <Cell name={`${name}.raw`} value={textAt(entry, `${from}.raw`)} full={`${about} ${fiscalYearName(year)} 原文の表記`} />
          </Labelled>
        )}
      </td>
    ))}
  </>
)

/** Rows of indicators by fiscal years; on a narrow screen each row is a block with its years beneath each other. */
export const Indicators: FC<EditorProps> = (props) => {
  const { field, entry, first } = props
  const years = yearsToEdit(props)
  return (
    <>
      <div class="scroll">
        <table class="entry-table by-year">
          <caption class="unseen">{field.label}</caption>
          <thead>
            <tr>
              <th scope="col" rowspan={2}>
                指標・単位・備考
              </th>
              {years.map((year) => (
                <th scope="colgroup" colspan={2}>
                  {fiscalYearName(year)}
                </th>
              ))}
            </tr>
            <tr>
              {years.map(() => (
                <>
                  <th scope="col" class="n">
                    目標
                  </th>
                  <th scope="col" class="n">
                    実績
                  </th>
                </>
              ))}
            </tr>
          </thead>
          <tbody data-rows={field.id}>
            {rowsToEdit(props).map(({ from, name, at }) => {
              const about = lineAt(entry, `${from}.name`) || `${at + 1}番目の指標`
              const part = (id: string, label: string) => (
                <Labelled of={`${name}.${id}`} at={id === 'name' && at === 0 ? first : undefined} label={label} class={id}>
                  <Cell
                    name={`${name}.${id}`}
                    value={lineAt(entry, `${from}.${id}`)}
                    full={id === 'name' ? `${at + 1}番目の指標の名称` : `${about}の${label}`}
                    at={id === 'name' && at === 0 ? first : undefined}
                  />
                </Labelled>
              )
              return (
                <tr data-row={at}>
                  <td class="head">
                    {part('name', '指標の名称')}
                    {part('unit', '単位')}
                    {part('note', '備考')}
                  </td>
                  {years.map((year) => (
                    <Year entry={entry} from={`${from}.${year}`} name={`${name}.${year}`} year={year} about={about} />
                  ))}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      <MoreRows id={field.id} word="指標の行" />
    </>
  )
}

/** A table of the person's own columns; an empty column stands at its end as an empty row does. */
export const Grid: FC<EditorProps> = (props) => {
  const { field, entry, first } = props
  const written = columnsOf(entry, field.id)
  const columns = [...written.map(String), ...Array.from({ length: Math.max(1, 3 - written.length) }, () => 'new')]
  const heading = (column: string) => lineAt(entry, `${field.id}.columns.${column}`)
  const headingOf = (column: string, at: number) => heading(column) || `${at + 1}列目`
  return (
    <>
      <Labelled of={`${field.id}.unit`} at={first} label="表の単位" class="short">
        <Cell name={`${field.id}.unit`} value={lineAt(entry, `${field.id}.unit`)} at={first} />
      </Labelled>
      <div class="scroll">
        <table class="entry-table free">
          <caption class="unseen">{field.label}</caption>
          <tbody data-rows={field.id}>
            <tr class="headings">
              {columns.map((column, at) => (
                <td>
                  <Labelled of={`${field.id}.columns.${at}`} label={`${at + 1}列目の見出し`}>
                    <Cell name={`${field.id}.columns.${at}`} value={heading(column)} />
                  </Labelled>
                </td>
              ))}
            </tr>
            {rowsToEdit(props).map(({ from, name, at: row }) => (
              <tr data-row={row}>
                {columns.map((column, at) => {
                  const value = textAt(entry, `${from}.${column}`).trim()
                  return (
                    <td>
                      <Labelled of={`${name}.${at}`} label={headingOf(column, at)} class="narrow">
                        <Cell
                          name={`${name}.${at}`}
                          value={value}
                          full={`${row + 1}行目 ${headingOf(column, at)}`}
                          numeric={typeof readTableCell(value) === 'number'}
                        />
                      </Labelled>
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <MoreRows id={field.id} word="行" />
    </>
  )
}
