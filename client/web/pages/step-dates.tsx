import type { FC } from 'hono/jsx'
import { requirementWord } from '../../../domain/definition/requirement-words.js'
import type { CycleStatus } from '../../app/views/cycle-status.js'
import type { StepView } from '../../app/views/steps-of.js'
import { basisWord, findingWord } from '../../app/views/words.js'
import { At } from '../words.js'
import { daysWords, deadlineWord } from './outlook-parts.js'

/** When the step opens, is due and closed, and why. */
export const Dates: FC<{ cycle: CycleStatus; step: StepView }> = ({ cycle, step }) => (
  <>
    <dl class="facts">
      <dt>開始</dt>
      <dd>
        <At at={step.opensAt} />
      </dd>
      <dt>期限</dt>
      <dd>
        <At at={step.dueAt} />
        {step.fixed && '　市では動かせない日程'}
      </dd>
      {step.closedAt && (
        <>
          <dt>終了</dt>
          <dd>
            <At at={step.closedAt} />
          </dd>
        </>
      )}
      {step.statutoryAt && (
        <>
          <dt>法定の期日</dt>
          <dd>
            <At at={step.statutoryAt} />
          </dd>
        </>
      )}
      {cycle.outlook.deadlines.map((deadline) => {
        const days = deadline.slack[step.key]
        return (
          days !== undefined && (
            <>
              <dt>{`${deadlineWord(deadline)}までの余裕`}</dt>
              <dd>{`${daysWords(days)}${days < 0 ? '' : '（この開庁日数までなら、終わりが延びても間に合います）'}`}</dd>
            </>
          )
        )
      })}
    </dl>
    <h3>日程の理由</h3>
    <ul>
      {step.reasons.map(({ what, text, warning }) => (
        <li
          class={warning ? 'warning' : ''}
        >{`${warning ? '【注意】' : ''}${what === 'opens' ? '開始：' : what === 'due' ? '期限：' : ''}${text}`}</li>
      ))}
    </ul>
    <p class="soft">{`根拠：${basisWord(step.basis)}${step.note ? `。${step.note}` : ''}`}</p>
  </>
)

const endedWord = ({ state, takesMore, assignments }: StepView): string => {
  if (takesMore) return `次の工程は待たせません。任意の提出を、まだ${assignments['open']}件受け付けています。`
  return state === 'closed' ? 'この工程は終わっています。' : '待っているものはありません。'
}

/** What the step still waits for. */
export const WaitsFor: FC<{ step: StepView }> = ({ step }) => {
  const waits = [
    ...step.awaits.map((name) => `「${name}」が終わること`),
    ...(step.state === 'waiting' ? ['開始の日が来ること'] : []),
    ...step.findings.map(findingWord),
    ...(step.gate.stale && !step.findings.includes('fresh') ? ['受理の後に修正されたものがある（この工程の終わりは止めない）'] : []),
  ]
  return (
    <>
      {waits.length === 0 ? (
        <p>{endedWord(step)}</p>
      ) : (
        <ul>
          {waits.map((one) => (
            <li>{one}</li>
          ))}
        </ul>
      )}
      {step.gate.overrides.map(({ requirement, reason }) => (
        <p class="warning">{`条件「${requirementWord(requirement)}」を外しました。理由：${reason}`}</p>
      ))}
    </>
  )
}
