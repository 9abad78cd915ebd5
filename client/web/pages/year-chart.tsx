import type { FC } from 'hono/jsx'
import { formatMonthDay } from '../../../domain/calendar/date-words.js'
import { dateOf } from '../../../domain/calendar/instants.js'
import type { Instant } from '../../../domain/process/command.js'
import type { CycleStatus } from '../../app/views/cycle-status.js'
import type { StepView } from '../../app/views/steps-of.js'
import { findingWord, stepStateWord } from '../../app/views/words.js'
import { assignmentsPath, cyclePath, withQuery } from '../paths.js'
import { stepPath } from '../step-paths.js'
import { At, State, yearWords } from '../words.js'
import { daysWords, deadlineWord, LateSentence, onPath, tightest } from './outlook-parts.js'
import { type YearScale, yearScale } from './year-scale.js'

const doneOf = ({ assignments }: StepView): number =>
  (assignments['accepted'] ?? 0) + (assignments['attested'] ?? 0) + (assignments['withdrawn'] ?? 0)
const shut = (step: StepView): boolean => step.state === 'open' && step.findings.some((finding) => finding !== 'open')

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

/** What runs through all rows. */
interface Drawn {
  scale: YearScale
  now: Instant
  assembly: Instant | null
  statutory: Instant | null
}

/** A step's bar: the plan as an outline, what has passed filled, the gate as a diamond; grid, today, the assembly and the statutory end run through all rows. */
const Bar: FC<Drawn & { step: StepView }> = ({ step, scale, now, assembly, statutory }) => {
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
      {assembly && <line class="assembly" x1={`${scale.at(assembly)}%`} x2={`${scale.at(assembly)}%`} y1="0" y2="100%" />}
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

/** How many business days a step may still end later; on the critical path with a mark and a word. */
const Slack: FC<{ cycle: CycleStatus; step: StepView }> = ({ cycle, step }) => {
  const found = tightest(cycle.outlook, step.key)
  if (!found) return null
  const critical = onPath(cycle.outlook, step.key)
  return (
    <span class={found.days < 0 ? 'late-word' : undefined}>
      {critical && (
        <>
          <span aria-hidden="true">◆</span>
          <span class="unseen">要の道筋。</span>
        </>
      )}
      {`${deadlineWord(found.deadline)}まで${daysWords(found.days)}`}
    </span>
  )
}

const Row: FC<Drawn & { cycle: CycleStatus; step: StepView; steers: boolean }> = ({ cycle, step, steers, ...drawn }) => {
  const late = cycle.outlook.late[step.key]
  const begun = step.state !== 'planned' && step.state !== 'waiting'
  const path = steers ? stepPath(cycle, step.key) : begun ? withQuery(assignmentsPath(cycle), { step: step.key }) : null
  return (
    <tr class={onPath(cycle.outlook, step.key) ? `${step.state} critical` : step.state}>
      <th scope="row">
        {path ? <a href={path}>{step.name}</a> : step.name}
        {late && <span class="note">{`いま${late.daysLate}日遅れ`}</span>}
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
      <td class="c-slack">
        <Slack cycle={cycle} step={step} />
      </td>
      <td class="c-bar">
        <Bar step={step} {...drawn} />
      </td>
    </tr>
  )
}

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
