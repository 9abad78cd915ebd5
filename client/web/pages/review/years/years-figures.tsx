import type { FC } from 'hono/jsx'
import { fiscalYearName, formatDate } from '../../../../../domain/calendar/date-words.js'
import { figure, moneyName } from '../../../../../domain/publication/report-words.js'
import type { IndicatorSeries, Statement } from '../../../../../domain/review/indicator-series.js'
import type { MoneyYear, StatedAmount } from '../../../../../domain/review/money-years.js'
import type { ProgrammeYears } from '../../../../app/review/programme-years.js'
import { Scroll, yearWords } from '../../../words.js'
import { IndicatorChart } from './indicator-chart.js'

const cell = (value: number | null, unit: string): string => (value === null ? '―' : `${figure(value)}${unit}`)

const saidWords = ({ saidIn, target, actual, raw }: Statement, unit: string): string =>
  `${fiscalYearName(saidIn)}のシートでは目標${cell(target, unit)}・実績${cell(actual, unit)}${raw ? `（原文：${raw}）` : ''}`

/** One indicator through the years, with what a reader should know. */
export const Series: FC<{ series: IndicatorSeries }> = ({ series: { name, unit, note, programme, marks, years } }) => {
  const restated = years.filter((year) => year.restated)
  const written = years.flatMap(({ fiscalYear, said }) =>
    said.filter(({ raw }) => raw !== '').map(({ raw }) => `${fiscalYearName(fiscalYear)}：${raw}`),
  )
  const values = years.map(({ fiscalYear, said }) => ({
    fiscalYear,
    target: said.findLast(({ target }) => target !== null)?.target ?? null,
    actual: said.findLast(({ actual }) => actual !== null)?.actual ?? null,
  }))
  return (
    <div>
      <IndicatorChart of={{ name: `${name}（${programme}）`, unit, values }} />
      <ul class="notes">
        {note && <li>{`備考：${note}`}</li>}
        {marks.map((mark) => (
          <li>
            <strong>{`◇ ${mark}`}</strong>
          </li>
        ))}
        {restated.map(({ fiscalYear, said }) => (
          <li>
            <strong>{`▲ ${fiscalYearName(fiscalYear)}の値は、後の年度のシートで書き直されています。`}</strong>
            {`${said.map((one) => saidWords(one, unit)).join('、')}。表と図は後のものです。`}
          </li>
        ))}
        {written.length > 0 && <li>{`原文の表記：${[...new Set(written)].join('、')}`}</li>}
      </ul>
    </div>
  )
}

const sourceWords = ({ source, asOf }: StatedAmount): string =>
  source.by === 'finance'
    ? `財務会計、${formatDate(asOf)}現在${source.note ? `、${source.note}` : ''}`
    : `${fiscalYearName(source.fiscalYear)}のシート${source.round ? `（${source.round}）` : ''}、${formatDate(asOf)}提出`

/** Budgets and settlements, each by the year it is of. */
export const Money: FC<{ money: MoneyYear[] }> = ({ money }) => (
  <Scroll label="予算と決算">
    <table>
      <caption>予算と決算（千円）。年度は、その額の年度です。</caption>
      <thead>
        <tr>
          <th scope="col">年度・施策</th>
          <th scope="col">区分</th>
          <th scope="col" class="n">
            額
          </th>
          <th scope="col">出所と基準日</th>
          <th scope="col">確かめるところ</th>
        </tr>
      </thead>
      <tbody>
        {money.flatMap(({ fiscalYear, programme, sharedWith, kinds, marks }) => {
          const rows = kinds.flatMap(({ kind, stated, differ }) => stated.map((amount) => ({ kind, amount, differ })))
          return rows.map(({ kind, amount, differ }, at) => (
            <tr>
              {at === 0 && <th scope="rowgroup" rowspan={rows.length}>{`${yearWords(fiscalYear)}　${programme}`}</th>}
              <td>{`${moneyName({ kind, fiscalYear })}${differ ? ' ▲' : ''}`}</td>
              <td class="n">
                {sharedWith !== null && (amount.value === 0 || amount.value === null)
                  ? '一体的に実施'
                  : amount.value === null
                    ? amount.raw
                    : figure(amount.value)}
              </td>
              <td>{sourceWords(amount)}</td>
              {at === 0 && <td rowspan={rows.length}>{marks.length === 0 ? '' : marks.map((mark) => <p>{`▲ ${mark}`}</p>)}</td>}
            </tr>
          ))
        })}
      </tbody>
    </table>
  </Scroll>
)

/** Other figures of the sheets, year by year. */
export const Figures: FC<{ of: ProgrammeYears }> = ({ of: { years, figures } }) => (
  <Scroll label="シートの数値">
    <table>
      <caption>シートの数値</caption>
      <thead>
        <tr>
          <th scope="col">名称（単位）</th>
          {years.map(({ fiscalYear, name }) => (
            <th scope="col" class="n">{`${fiscalYearName(fiscalYear)}　${name}`}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {figures.map(({ label, unit, cells }) => (
          <tr>
            <th scope="row">{`${label}${unit ? `（${unit}）` : ''}`}</th>
            {years.map(({ fiscalYear, key }) => {
              const found = cells.find(({ place }) => place.fiscalYear === fiscalYear && place.key === key)
              return <td class="n">{found ? found.raw || cell(found.value, '') : '―'}</td>
            })}
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
)
