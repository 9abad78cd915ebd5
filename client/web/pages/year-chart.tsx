import type { FC } from 'hono/jsx'
import { formatMonthDay } from '../../../domain/calendar/date-words.js'
import { dateOf } from '../../../domain/calendar/instants.js'
import type { Instant } from '../../../domain/process/command.js'
import type { CycleStatus } from '../../app/views/cycle-status.js'
import type { StepView } from '../../app/views/steps-of.js'
import { cyclePath } from '../paths.js'
import { stepPath } from '../step-paths.js'
import { At, yearWords } from '../words.js'
import { LateSentence } from './outlook-parts.js'
import { Row } from './year-row.js'
import { type YearScale, yearScale } from './year-scale.js'

/** The day of the committee that the year reports to. */
const assemblyOf = (steps: StepView[]): Instant | null => steps.find((step) => step.fixed && step.kind === 'report')?.dueAt ?? null

/** The last lawful instant of the year, where a law names one. */
const statutoryOf = (steps: StepView[]): Instant | null => steps.flatMap((step) => step.statutoryAt ?? []).sort()[0] ?? null

const Months: FC<{ scale: YearScale; now: Instant }> = ({ scale, now }) => (
  <div class="months" aria-hidden="true">
    {scale.months.map(({ year, month, turn }, at) => (
      <span class={`${turn ? 'turn' : ''} ${month % 3 === 1 ? 'quarter' : ''}`}>
        {(at === 0 || month === 1) && <b>{`${year}年`}</b>}
        {String(month)}
      </span>
    ))}
    <svg aria-hidden="true">
      <text x={`${scale.at(now)}%`} y="11" text-anchor={scale.at(now) > 85 ? 'end' : scale.at(now) < 15 ? 'start' : 'middle'}>
        {`今 ${formatMonthDay(dateOf(now))}`}
      </text>
    </svg>
  </div>
)

/** What is late now, and what that does to the steps after it, to the assembly and to the statutory end. */
const LateSteps: FC<{ cycle: CycleStatus; steers: boolean }> = ({ cycle, steers }) => {
  const late = cycle.steps.filter(({ key }) => cycle.outlook.late[key])
  return (
    late.length > 0 && (
      <ul class="rows late-steps">
        {late.map((step) => {
          const found = cycle.outlook.late[step.key]
          return (
            <li>
              {steers ? <a href={stepPath(cycle, step.key)}>{step.name}</a> : step.name}
              {'　'}
              {found && <LateSentence late={found} steps={cycle.steps} />}
            </li>
          )
        })}
      </ul>
    )
  )
}

/** The year as a row of months with its steps as bars; without styles it is a table of steps, states, dates and slack. `steers`: the steps' own pages are open to whoever looks. */
export const YearChart: FC<{ cycle: CycleStatus; steers: boolean }> = ({ cycle, steers }) => {
  const { steps, now } = cycle
  const statutory = statutoryOf(steps)
  const assembly = assemblyOf(steps)
  const scale = yearScale([
    ...steps.flatMap((step) => [step.opensAt, step.dueAt, ...(step.closedAt ? [step.closedAt] : [])]),
    ...(statutory ? [statutory] : []),
    now,
  ])
  const number = steps.filter((step) => step.state === 'closed').length
  return (
    <section aria-labelledby={`chart-${cycle.fiscalYear}`}>
      <h2 id={`chart-${cycle.fiscalYear}`}>
        <a href={cyclePath(cycle)}>{`${yearWords(cycle.fiscalYear)}の進み具合`}</a>
      </h2>
      <p class="legend">
        {`${steps.length}工程のうち${number}工程が終了。`}
        <span class="key key-now">進行中</span>
        <span class="key key-done">終了</span>
        <span class="key key-late">期限超過・関門が閉じている</span>
        <span class="key key-planned">予定</span>
        <span class="key key-gate">◇ 関門（期限）</span>
        {cycle.outlook.deadlines.length > 0 && <span>◆ 要の道筋（余裕が最も少ない順路。遅れると議会報告・公表に響く）</span>}
        {assembly && (
          <span class="key key-assembly">
            {'議会への報告 '}
            <At at={assembly} as="day" />
          </span>
        )}
        {statutory && (
          <span class="key key-statutory">
            {'法定の期日 '}
            <At at={statutory} as="day" />
          </span>
        )}
      </p>
      <LateSteps cycle={cycle} steers={steers} />
      <table class="chart">
        <thead>
          <tr>
            <th scope="col">工程</th>
            <th scope="col">状態</th>
            <th scope="col">済んだ件数</th>
            <th scope="col">開始</th>
            <th scope="col">期限</th>
            <th scope="col">余裕（開庁日）</th>
            <th scope="col" class="c-bar">
              <span class="unseen">図</span>
              <Months scale={scale} now={now} />
            </th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <Row cycle={cycle} step={step} steers={steers} scale={scale} now={now} assembly={assembly} statutory={statutory} />
          ))}
        </tbody>
      </table>
    </section>
  )
}
