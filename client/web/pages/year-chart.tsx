import type { FC } from 'hono/jsx'
import { formatMonthDay } from '../../../domain/calendar/date-words.js'
import { dateOf } from '../../../domain/calendar/instants.js'
import type { Instant } from '../../../domain/process/command.js'
import type { CycleStatus } from '../../app/views/cycle-status.js'
import type { StepView } from '../../app/views/steps-of.js'
import { findingWord, stepStateWord } from '../../app/views/words.js'
import { assignmentsPath, type CycleAddress, withQuery } from '../paths.js'
import { At, State, yearWords } from '../words.js'
import { type YearScale, yearScale } from './year-scale.js'

const doneOf = ({ assignments }: StepView): number =>
  (assignments['accepted'] ?? 0) + (assignments['attested'] ?? 0) + (assignments['withdrawn'] ?? 0)
const shut = (step: StepView): boolean => step.state === 'open' && step.findings.some((finding) => finding !== 'open')

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

/** A step's bar: the plan as an outline, what has passed filled, the gate as a diamond; grid, today and statutory end run through all rows. */
const Bar: FC<{ step: StepView; scale: YearScale; now: Instant; statutory: Instant | null }> = ({ step, scale, now, statutory }) => {
  const [from, planned] = [scale.at(step.opensAt), scale.at(step.dueAt)]
  const reached = step.state === 'closed' ? scale.at(step.closedAt ?? step.dueAt) : step.state === 'open' ? scale.at(now) : from
  const width = (to: number) => `${Math.max(0.35, Math.round((to - from) * 100) / 100)}%`
  const tone =
    step.state === 'closed' ? 'done' : shut(step) || step.overdue > 0 || (step.state === 'open' && now > step.dueAt) ? 'late' : 'now'
  return (
    <svg class="bar" aria-hidden="true">
      {scale.months.map(({ turn }, at) => {
        const x = `${(at / scale.months.length) * 100}%`
        return <line class={turn ? 'grid turn' : 'grid'} x1={x} x2={x} y1="0" y2="100%" />
      })}
      <svg aria-hidden="true" y="50%" overflow="visible">
        <rect class="planned" x={`${from}%`} width={width(planned)} y="-6" height="12" rx="2" />
        {reached > from && <rect class={`passed ${tone}`} x={`${from}%`} width={width(reached)} y="-6" height="12" rx="2" />}
        <svg aria-hidden="true" x={`${planned}%`} overflow="visible">
          <path class={`gate ${step.state === 'closed' ? 'passed-gate' : shut(step) ? 'shut' : ''}`} d="M0-7 7 0 0 7-7 0Z" />
        </svg>
      </svg>
      {statutory && <line class="statutory" x1={`${scale.at(statutory)}%`} x2={`${scale.at(statutory)}%`} y1="0" y2="100%" />}
      <line class="today" x1={`${scale.at(now)}%`} x2={`${scale.at(now)}%`} y1="0" y2="100%" />
    </svg>
  )
}

const Gate: FC<{ step: StepView }> = ({ step }) => {
  const notes = [
    ...step.findings.filter((finding) => finding !== 'open').map(findingWord),
    ...(step.gate.stale ? ['受理の後に修正された'] : []),
    ...step.gate.overrides.map(({ requirement }) => `条件「${requirement === 'answered' ? '対応の有無' : '修正後の確認'}」を外した`),
  ]
  return (
    <>
      {step.gate.expected > 0 && <span class="count">{`${doneOf(step)}/${step.gate.expected}件`}</span>}
      {step.overdue > 0 && <span class="late-word">{` 超過${step.overdue}件`}</span>}
      {notes.length > 0 && <span class="note">{notes.join('。')}</span>}
    </>
  )
}

const Row: FC<{ cycle: CycleAddress; step: StepView; scale: YearScale; now: Instant; statutory: Instant | null }> = ({
  cycle,
  step,
  ...drawn
}) => (
  <tr class={step.state}>
    <th scope="row">
      {step.state === 'planned' || step.state === 'waiting' ? (
        step.name
      ) : (
        <a href={withQuery(assignmentsPath(cycle), { step: step.key })}>{step.name}</a>
      )}
    </th>
    <td class="c-state">
      <State of={stepStateWord(step.state)} />
    </td>
    <td class="c-gate">
      <Gate step={step} />
    </td>
    <td class="c-day">
      <At at={step.opensAt} as="short" />
    </td>
    <td class="c-day">
      <At at={step.dueAt} as="short" />
    </td>
    <td class="c-bar">
      <Bar step={step} {...drawn} />
    </td>
  </tr>
)

/** The year as a row of months with its steps as bars; without styles it is a table of steps, states and dates. */
export const YearChart: FC<{ cycle: CycleStatus }> = ({ cycle }) => {
  const { steps, now } = cycle
  const statutory = statutoryOf(steps)
  const scale = yearScale([
    ...steps.flatMap((step) => [step.opensAt, step.dueAt, ...(step.closedAt ? [step.closedAt] : [])]),
    ...(statutory ? [statutory] : []),
    now,
  ])
  const number = steps.filter((step) => step.state === 'closed').length
  return (
    <section aria-labelledby={`chart-${cycle.fiscalYear}`}>
      <h2 id={`chart-${cycle.fiscalYear}`}>{`${yearWords(cycle.fiscalYear)}の進み具合`}</h2>
      <p class="legend">
        {`${steps.length}工程のうち${number}工程が終了。`}
        <span class="key key-now">進行中</span>
        <span class="key key-done">終了</span>
        <span class="key key-late">期限超過・関門が閉じている</span>
        <span class="key key-planned">予定</span>
        <span class="key key-gate">◇ 関門（期限）</span>
        {statutory && (
          <span class="key key-statutory">
            {'法定の期日 '}
            <At at={statutory} as="day" />
          </span>
        )}
      </p>
      <table class="chart">
        <thead>
          <tr>
            <th scope="col">工程</th>
            <th scope="col">状態</th>
            <th scope="col">済んだ件数</th>
            <th scope="col">開始</th>
            <th scope="col">期限</th>
            <th scope="col" class="c-bar">
              <span class="unseen">図</span>
              <Months scale={scale} now={now} />
            </th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <Row cycle={cycle} step={step} scale={scale} now={now} statutory={statutory} />
          ))}
        </tbody>
      </table>
    </section>
  )
}
