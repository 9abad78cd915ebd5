import { type Child, type FC, jsx } from 'hono/jsx'
import { fiscalYearName } from '../calendar/date-words.js'
import { doubtfulValue } from './compare-indicator.js'
import type { PrintedField, PrintedIndicator } from './report-schema.js'
import { comparisonWords, dateWords, figure, moneyName } from './report-words.js'

/** Headings keep their order on a page of one article and in the whole report: the level is handed down. */
export const Heading: FC<{ level: number; id?: string; children?: Child }> = ({ level, id, children }) =>
  jsx(`h${Math.min(level, 6)}`, id === undefined ? {} : { id }, children)

/**
 * A table in a frame of its own: on a narrow screen only the frame scrolls, and it can be reached by keyboard.
 * `about` (the programme, the article) tells frames with the same caption apart in a list of landmarks.
 */
export const TableFrame: FC<{ label: string; about?: string | undefined; children?: Child }> = ({ label, about, children }) => (
  <section class="scroll" aria-label={`表：${label}${about ? `（${about}）` : ''}`} tabindex={0}>
    <table>
      <caption>{label}</caption>
      {children}
    </table>
  </section>
)

const Mark = () => <sup>※</sup>

/** A figure that was not read plainly shows what was written beside what was read. */
const Amount: FC<{ value: number | null; unit?: string | undefined; raw?: string | undefined; doubtful: boolean }> = ({
  value,
  unit,
  raw,
  doubtful,
}) => (
  <>
    {value === null ? '記載なし' : `${figure(value)}${unit ?? ''}`}
    {doubtful && (
      <>
        <Mark />
        {raw ? `（原文「${raw}」）` : ''}
      </>
    )}
  </>
)

/** Amounts of a programme with their notes, under its heading. */
export const Money: FC<{ fields: PrintedField[]; about: string }> = ({ fields, about }) => (
  <>
    {fields.map((field) =>
      field.type === 'money' ? (
        <>
          <dt>{moneyName(field.value)}</dt>
          <dd class="amount" data-version={field.source.versionId}>
            <Amount {...field.value} unit="千円" />
          </dd>
        </>
      ) : (
        <>
          <dt>{field.label}</dt>
          <dd data-version={field.source.versionId}>
            <Value field={field} about={about} />
          </dd>
        </>
      ),
    )}
  </>
)

const cell = (value: number | null): string => (value === null ? '―' : figure(value))

/** Target and actual by fiscal year, with what the comparison says and what is doubtful about it. */
const Indicators: FC<{ label: string; about: string; indicators: PrintedIndicator[] }> = ({ label, about, indicators }) => {
  const years = [...new Set(indicators.flatMap(({ values }) => values.map(({ fiscalYear }) => fiscalYear)))].sort((a, b) => a - b)
  const notes = indicators.flatMap(({ name, doubts, note }) => [...(note ? [note] : []), ...doubts].map((text) => `${name}：${text}`))
  return (
    <>
      <TableFrame label={label} about={about}>
        <thead>
          <tr>
            <th scope="col" rowspan={2}>
              指標
            </th>
            <th scope="col" rowspan={2}>
              単位
            </th>
            {years.map((year) => (
              <th scope="colgroup" colspan={2}>
                {fiscalYearName(year)}
              </th>
            ))}
            <th scope="col" rowspan={2}>
              目標との比較
            </th>
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
        <tbody>
          {indicators.map((indicator) => (
            <tr>
              <th scope="row">{indicator.name}</th>
              <td>{indicator.unit}</td>
              {years.map((year) => {
                const value = indicator.values.find(({ fiscalYear }) => fiscalYear === year)
                return (
                  <>
                    <td class="n">{cell(value?.target ?? null)}</td>
                    <td class="n">
                      {cell(value?.actual ?? null)}
                      {value && doubtfulValue(value) && <Mark />}
                    </td>
                  </>
                )
              })}
              <td
                class={`word ${indicator.comparison}`}
              >{`${comparisonWords[indicator.comparison].shape} ${comparisonWords[indicator.comparison].word}`}</td>
            </tr>
          ))}
        </tbody>
      </TableFrame>
      {notes.length > 0 && (
        <ul class="notes">
          {notes.map((note) => (
            <li>{`※ ${note}`}</li>
          ))}
        </ul>
      )}
    </>
  )
}

type Table = Extract<PrintedField, { type: 'table' }>['value']

const Grid: FC<{ label: string; about: string; table: Table }> = ({ label, about, table }) => {
  const numeric = table.columns.map((column, at) => column !== '年度' && table.rows.some((row) => typeof row[at] === 'number'))
  return (
    <TableFrame label={`${label}${table.unit ? `（単位：${table.unit}）` : ''}`} about={about}>
      <thead>
        <tr>
          {table.columns.map((column, at) => (
            <th scope="col" class={numeric[at] ? 'n' : undefined}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row) => (
          <tr>
            {row.map((value, at) =>
              numeric[at] ? (
                <td class="n">{typeof value === 'number' ? figure(value) : (value ?? '―')}</td>
              ) : (
                <th scope="row">{table.columns[at] === '年度' && typeof value === 'number' ? fiscalYearName(value) : value}</th>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </TableFrame>
  )
}

const Lines = ({ text }: { text: string }) => (
  <>
    {text.split(/\r?\n/).map((line, at) => (
      <>
        {at > 0 && <br />}
        {line}
      </>
    ))}
  </>
)

type Picture = Extract<PrintedField, { type: 'pictures' }>['value'][number]

const Figure: FC<{ picture: Picture }> = ({ picture: { file, alt, caption, source, width, height } }) => (
  <figure>
    <img src={file} alt={alt} width={width} height={height} loading="lazy" />
    {(caption || source) && (
      <figcaption>
        {caption && <Lines text={caption} />}
        {source && <span class="soft">{`${caption ? '　' : ''}出典：${source}`}</span>}
      </figcaption>
    )}
  </figure>
)

/** The value of one field, without its label; `about` is what it is a field of. */
export const Value: FC<{ field: PrintedField; about: string }> = ({ field, about }) => {
  switch (field.type) {
    case 'text':
      return <Lines text={field.value} />
    case 'bullets':
      return (
        <ul>
          {field.value.map((line) => (
            <li>{line}</li>
          ))}
        </ul>
      )
    case 'number':
      return <Amount {...field.value} />
    case 'money':
      return <Amount {...field.value} unit="千円" />
    case 'indicators':
      return <Indicators label="年度別の目標と実績" about={about} indicators={field.value} />
    case 'figures':
      return (
        <ul>
          {field.value.map((one) => (
            <li>
              {`${one.label}：`}
              <Amount {...one} />
            </li>
          ))}
        </ul>
      )
    case 'table':
      return <Grid label={field.label} about={about} table={field.value} />
    case 'date':
      return <>{dateWords(field.value)}</>
    case 'flag':
      return <>{field.value ? 'はい' : 'いいえ'}</>
    case 'choice':
      return <>{field.value}</>
    case 'pictures':
      return (
        <>
          {field.value.map((picture) => (
            <Figure picture={picture} />
          ))}
        </>
      )
  }
}
