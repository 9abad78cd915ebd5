import type { FC } from 'hono/jsx'
import type { Consequences } from '../../../domain/calendar/slips.js'
import type { Instant } from '../../../domain/process/command.js'
import type { Effect } from '../../app/reschedule.js'
import type { CycleStatus } from '../../app/views/cycle-status.js'
import type { StepView } from '../../app/views/steps-of.js'
import { Page } from '../layout.js'
import { stepPath } from '../step-paths.js'
import { At, Scroll } from '../words.js'
import { OutcomeLine, SlippedDates } from './outlook-parts.js'
import { StepForm } from './step-acts.js'

/** What was typed: the texts as they were, to be sent once more. */
export interface TypedDates {
  opens: string
  due: string
  reason: string
}

/** What a reschedule would move: shown before anything is changed, from the plan that would be recorded. */
export const StepPreviewPage: FC<{
  cycle: CycleStatus
  step: StepView
  typed: TypedDates
  effects: Effect[]
  consequences: Consequences
}> = ({ cycle, step, typed, effects, consequences }) => {
  const steps = effects.filter(({ id }) => cycle.steps.some((one) => one.id === id))
  const asked = effects.length - steps.length
  const recorded = (key: string, what: string, to: Instant) =>
    steps.some((effect) => effect.id === `${cycle.id}/${key}` && effect.what === what && effect.to === to)
  const held = consequences.dates.filter(({ step: key, what, to }) => !recorded(key, what, to))
  return (
    <Page title={`${step.name}：日程を変える前の確認`} cycle={cycle}>
      <p>まだ何も変えていません。次のとおりでよければ、一番下の「日程を変える」を押してください。</p>
      <h2>変わる日程</h2>
      {steps.length === 0 ? (
        <p>変わる日はありません。</p>
      ) : (
        <Scroll label="変わる日程">
          <table>
            <thead>
              <tr>
                <th scope="col">工程</th>
                <th scope="col">日</th>
                <th scope="col">今まで</th>
                <th scope="col">変更後</th>
              </tr>
            </thead>
            <tbody>
              {steps.map(({ id, what, from, to }) => (
                <tr>
                  <th scope="row">{cycle.steps.find((one) => one.id === id)?.name ?? id}</th>
                  <td>{what === 'opens' ? '開始' : '期限'}</td>
                  <td>
                    <At at={from} />
                  </td>
                  <td>
                    <At at={to} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {asked > 0 && <p>{`依頼中の${asked}件の期限も変わり、担当に通知します。`}</p>}
      {held.length > 0 && (
        <Scroll label="順番を待つためにずれる見込み">
          <SlippedDates
            dates={held}
            steps={cycle.steps}
            caption="前の工程が終わるのを待つために、ずれる見込みの日（日程は書き換えません）"
          />
        </Scroll>
      )}
      <h2>議会と法定の期日</h2>
      {consequences.outcomes.length === 0 && <p>この年度に、これから来る議会や法定の期日はありません。</p>}
      {consequences.outcomes.map((outcome) => (
        <p>
          <OutcomeLine outcome={outcome} steps={cycle.steps} />
        </p>
      ))}
      {steps.length > 0 && (
        <StepForm cycle={cycle} step={step} act="reschedule">
          <input type="hidden" name="opens-date" value={typed.opens} />
          <input type="hidden" name="due-date" value={typed.due} />
          <input type="hidden" name="reschedule-reason" value={typed.reason} />
          <input type="hidden" name="_sure" value="yes" />
          <p>{`理由：${typed.reason}`}</p>
          <p>
            <button type="submit">日程を変える</button>
          </p>
        </StepForm>
      )}
      <p>
        <a href={stepPath(cycle, step.key)}>変えずに工程の画面に戻る</a>
      </p>
    </Page>
  )
}
