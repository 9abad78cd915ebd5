import type { FC } from 'hono/jsx'
import { circled } from '../../../../../domain/review/circled.js'
import type { ProgrammeYears, YearReview } from '../../../../app/review/programme-years.js'
import { Page } from '../../../layout.js'
import { promisesPath, yearsPath } from '../../../review-paths.js'
import { yearWords } from '../../../words.js'
import { Figures, Money, Series } from './years-figures.js'

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
          <h2 id="events">施策の沿革</h2>
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
