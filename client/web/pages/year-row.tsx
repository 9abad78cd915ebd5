import type { FC } from 'hono/jsx'
import type { Instant } from '../../../domain/process/command.js'
import type { CycleStatus } from '../../app/views/cycle-status.js'
import type { StepView } from '../../app/views/steps-of.js'
import { findingWord, stepStateWord } from '../../app/views/words.js'
import { assignmentsPath, withQuery } from '../paths.js'
import { stepPath } from '../step-paths.js'
import { At, State } from '../words.js'
import { daysWords, deadlineWord, onPath, tightest } from './outlook-parts.js'
import type { YearScale } from './year-scale.js'

const doneOf = ({ assignments }: StepView): number =>
  (assignments['accepted'] ?? 0) + (assignments['attested'] ?? 0) + (assignments['withdrawn'] ?? 0)

const shut = (step: StepView): boolean => step.state === 'open' && step.findings.some((finding) => finding !== 'open')

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

/** One step of the year: its bar, its gate and what is left. */
export const Row: FC<Drawn & { cycle: CycleStatus; step: StepView; steers: boolean }> = ({ cycle, step, steers, ...drawn }) => {
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
        <State of={stepStateWord(step.state, step.takesMore)} />
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
