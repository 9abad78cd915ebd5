import type { FC } from 'hono/jsx'
import type { CycleStatus } from '../../app/views/cycle-status.js'
import { basisWord, stepStateWord } from '../../app/views/words.js'
import { Page } from '../layout.js'
import { planPath } from '../paths.js'
import { At, State } from '../words.js'

/** 日程と根拠: every step's dates with the reasons for them. */
export const PlanPage: FC<{ cycle: CycleStatus }> = ({ cycle }) => (
  <Page title="日程と根拠" cycle={cycle} here={planPath(cycle)}>
    <p>工程ごとに、開始と期限の日時と、その日になった理由を示します。</p>
    {cycle.steps.map((step) => (
      <section class="step">
        <h2 id={step.key}>{step.name}</h2>
        <p>
          <State of={stepStateWord(step.state, step.takesMore)} />
          <span class="soft">{`　根拠：${basisWord(step.basis)}${step.fixed ? '　市では動かせない日程' : ''}`}</span>
        </p>
        <dl class="facts">
          <dt>開始</dt>
          <dd>
            <At at={step.opensAt} />
          </dd>
          <dt>期限</dt>
          <dd>
            <At at={step.dueAt} />
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
          {step.awaits.length > 0 && (
            <>
              <dt>先に終わる工程</dt>
              <dd>{step.awaits.join('、')}</dd>
            </>
          )}
        </dl>
        <ul>
          {step.reasons.map(({ what, text, warning }) => (
            <li
              class={warning ? 'warning' : ''}
            >{`${warning ? '【注意】' : ''}${what === 'opens' ? '開始：' : what === 'due' ? '期限：' : ''}${text}`}</li>
          ))}
        </ul>
        {step.gate.overrides.map(({ requirement, reason, by, second }) => (
          <p class="warning">{`条件「${requirement}」を外しました。理由：${reason}（${by}、確認${second}）`}</p>
        ))}
        {step.note && <p class="soft">{step.note}</p>}
      </section>
    ))}
  </Page>
)
