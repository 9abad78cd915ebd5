import type { FC } from 'hono/jsx'
import { circled } from '../../../../../domain/review/circled.js'
import { promiseStateWords } from '../../../../../domain/review/promise-words.js'
import type { LastYear, MemberProgramme } from '../../../../app/review/member/member-programme.js'
import { yearWords } from '../../../words.js'
import { FieldValue } from '../../fields.js'
import { chartIndicators, IndicatorChart } from '../years/indicator-chart.js'

/** What was said a year ago, each with its answers; answers that name no opinion of it come last. */
const Before: FC<{ last: LastYear }> = ({ last: { fiscalYear, opinions, actions } }) => {
  const answersOf = (of: { subject: string; no: number }) =>
    actions.filter(({ subject, answers }) => subject === of.subject && answers.includes(of.no))
  const paired = new Set(opinions.flatMap(answersOf))
  const loose = actions.filter((action) => !paired.has(action))
  return (
    <section aria-labelledby="before">
      <h2 id="before">{`${yearWords(fiscalYear)}の意見と対応`}</h2>
      {opinions.length + actions.length === 0 && <p class="soft">記録はありません。</p>}
      <ul>
        {opinions.map(({ subject, no, text, merged }) => (
          <li class="written">
            {`${circled(no)} ${text}`}
            {merged !== null && <span class="soft">{`（意見${circled(merged)}に含めて掲載）`}</span>}
            <ul>
              {answersOf({ subject, no }).map((action) => (
                <li class="written">{`対応：${action.text}${action.timing ? `（${action.timing}）` : ''}`}</li>
              ))}
            </ul>
          </li>
        ))}
        {loose.map((action) => (
          <li class="written">{`対応：${action.text}${action.timing ? `（${action.timing}）` : ''}`}</li>
        ))}
      </ul>
    </section>
  )
}

const Promises: FC<{ programme: MemberProgramme }> = ({ programme: { promises } }) =>
  promises.length === 0 ? null : (
    <section aria-labelledby="kept">
      <h2 id="kept">約束した対応のその後</h2>
      <ul>
        {promises.map(({ text, state, fiscalYear, course }) => {
          const [last] = course.filter(({ kind }) => kind === 'answer').slice(-1)
          const words = [last?.text, last?.reason].filter((word) => word !== undefined && word !== '').join('　')
          return (
            <li class="written">
              {`${yearWords(fiscalYear)}：${text}`}
              <strong>{`　${promiseStateWords[state]}`}</strong>
              {words !== '' && <span class="soft">{`（${words}）`}</span>}
            </li>
          )
        })}
      </ul>
    </section>
  )

/** This year's indicators as a small chart: of the newest sheet that has them. */
const Indicators: FC<{ programme: MemberProgramme }> = ({ programme: { sheets } }) => {
  const found = sheets
    .map(({ fields, content }) => fields.filter(({ type }) => type === 'indicators').flatMap(({ id }) => chartIndicators(content[id])))
    .find((list) => list.length > 0)
  return found ? (
    <section aria-labelledby="indicators">
      <h2 id="indicators">指標の目標と実績</h2>
      <p class="legend">
        <span class="key key-now">実績</span>
        <span class="key key-target">目標</span>
      </p>
      {found.map((one) => (
        <IndicatorChart of={one} />
      ))}
    </section>
  ) : null
}

/** What a member reads about one programme: this year's sheet, its indicators, last year's opinions and what became of the promises. */
export const MemberReading: FC<{ programme: MemberProgramme; fiscalYear: number }> = ({ programme, fiscalYear }) => {
  const { definition, sheets, last } = programme
  return (
    <>
      {sheets.length === 0 && <p class="notice">この施策のシートは、まだ受理されていません。</p>}
      <Indicators programme={programme} />
      {sheets.map(({ fields, content, roundName }, at) => (
        <section class="member-sheet" aria-labelledby={`sheet-${at}`}>
          <h2 id={`sheet-${at}`}>{`${yearWords(fiscalYear)}のシート${roundName ? `（${roundName}）` : ''}`}</h2>
          {fields.map((field) => (
            <FieldValue field={field} rules={definition} value={content[field.id]} fiscalYear={fiscalYear} about={roundName ?? ''} />
          ))}
        </section>
      ))}
      <Before last={last} />
      <Promises programme={programme} />
    </>
  )
}
