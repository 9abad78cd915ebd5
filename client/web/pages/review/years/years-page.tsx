import type { FC } from 'hono/jsx'
import { fiscalYearName, formatDate } from '../../../../../domain/calendar/date-words.js'
import { circled, figure, moneyName } from '../../../../../domain/publication/report-words.js'
import type { IndicatorSeries, Statement } from '../../../../../domain/review/indicator-series.js'
import type { MoneyYear, StatedAmount } from '../../../../../domain/review/money-years.js'
import type { ProgrammeYears, YearReview } from '../../../../app/review/programme-years.js'
import { Page } from '../../../layout.js'
import { promisesPath, yearsPath } from '../../../review-paths.js'
import { Scroll, yearWords } from '../../../words.js'
import { IndicatorChart } from './indicator-chart.js'

const cell = (value: number | null, unit: string): string => (value === null ? '―' : `${figure(value)}${unit}`)
const saidWords = ({ saidIn, target, actual, raw }: Statement, unit: string): string =>
  `${fiscalYearName(saidIn)}のシートでは目標${cell(target, unit)}・実績${cell(actual, unit)}${raw ? `（原文：${raw}）` : ''}`

const Series: FC<{ series: IndicatorSeries }> = ({ series: { name, unit, note, programme, marks, years } }) => {
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

const Money: FC<{ money: MoneyYear[] }> = ({ money }) => (
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
          <th scope="col">出どころと基準日</th>
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

const Figures: FC<{ of: ProgrammeYears }> = ({ of: { years, figures } }) => (
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

const Review: FC<{ of: YearReview; name: string }> = ({ of: { fiscalYear, opinions, actions }, name }) => (
  <details>
    <summary>{`${yearWords(fiscalYear)}　${name}（検証意見${opinions.length}件・対応${actions.length}件）`}</summary>
    <h3>検証意見</h3>
    {opinions.length === 0 && <p class="soft">受理された意見はありません。</p>}
    <ul>
      {opinions.map(({ no, text, kindName }) => (
        <li class="written">{`${circled(no)} ${text}${kindName ? `（${kindName}）` : ''}`}</li>
      ))}
    </ul>
    <h3>対応</h3>
    {actions.length === 0 && <p class="soft">受理された対応はありません。</p>}
    <ul>
      {actions.map(({ no, text, categoryName, timing, answers }) => {
        const facts = [answers.length > 0 && `意見${answers.map(circled).join('・')}に`, categoryName, timing].filter(Boolean)
        return <li class="written">{`${circled(no)} ${text}${facts.length > 0 ? `（${facts.join('、')}）` : ''}`}</li>
      })}
    </ul>
  </details>
)

/** 年度比較 of one programme: the figures of its years side by side, through whatever became of it. */
export const YearsPage: FC<{ of: ProgrammeYears }> = ({ of }) => {
  const { cycle, name, years, events, indicators, money, figures, reviews } = of
  const nameOf = (one: { fiscalYear: number; key: string }) =>
    years.find(({ fiscalYear, key }) => fiscalYear === one.fiscalYear && key === one.key)?.name ?? one.key
  const said = years.filter(({ sheets }) => sheets.length > 0)
  return (
    <Page title={`${name}：年度比較`} cycle={cycle} wide>
      <p>受理されたシートの内容を年度ごとに並べています。定義や単位が変わったもの、決算見込と決算は、つなげずに示します。</p>
      <p class="near">
        <a href={yearsPath(cycle)}>ほかの施策を選ぶ</a>
        <a href={promisesPath(cycle.city)}>約束の一覧</a>
      </p>
      <h2>年度ごとの姿</h2>
      <ul class="rows">
        {years.map(({ fiscalYear, name: then, departmentName, sharedWith, components, sheets }) => (
          <li>
            <strong>{`${yearWords(fiscalYear)}　${then}`}</strong>
            {`（${departmentName}）`}
            {sharedWith && `　「${sharedWith}」と一体的に実施`}
            {sheets.length === 0 && <span class="soft">　受理されたシートはありません。</span>}
            {components.length > 0 && (
              <ul>
                {components.map((component) => (
                  <li class="soft">{`構成する事業：${component.name}${component.note ? `（${component.note}）` : ''}`}</li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
      {events.length > 0 && (
        <section class="notice" aria-labelledby="events">
          <h2 id="events">施策の変わりめ</h2>
          <ul>
            {events.map(({ fiscalYear, text }) => (
              <li>{`${yearWords(fiscalYear)}：${text}`}</li>
            ))}
          </ul>
        </section>
      )}
      {said.length === 0 && <p>並べる数値はまだありません。シートが受理されると、ここに表示します。</p>}
      {indicators.length > 0 && (
        <>
          <h2>成果・活動指標</h2>
          <p class="soft">棒は実績、縦線は目標です。</p>
          {indicators.map((series) => (
            <Series series={series} />
          ))}
        </>
      )}
      {money.length > 0 && (
        <>
          <h2>予算と決算</h2>
          <Money money={money} />
        </>
      )}
      {figures.length > 0 && (
        <>
          <h2>数値</h2>
          <Figures of={of} />
        </>
      )}
      <h2>検証意見と対応</h2>
      {reviews.map((review) => (
        <Review of={review} name={nameOf(review)} />
      ))}
    </Page>
  )
}
