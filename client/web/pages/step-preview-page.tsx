import type { FC } from 'hono/jsx'
import type { Consequences } from '../../../domain/calendar/slips.js'
import type { Instant } from '../../../domain/process/command.js'
import type { Effect } from '../../app/reschedule.js'
import type { CycleStatus } from '../../app/views/cycle-status.js'
import type { StepView } from '../../app/views/steps-of.js'
import { Page } from '../layout.js'
import { stepPath } from '../step-paths.js'
import { Scroll } from '../words.js'
import { MovedDates, OutcomeLine, SlippedDates } from './outlook-parts.js'
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
  const recorded = (key: string, what: string, to: Instant) =>
    steps.some((effect) => effect.id === `${cycle.id}/${key}` && effect.what === what && effect.to === to)
  const held = consequences.dates.filter(({ step: key, what, to }) => !recorded(key, what, to))
  return (
    <Page title={`${step.name}：日程を変える前の確認`} cycle={cycle}>
      <p>まだ何も変えていません。次のとおりでよければ、一番下の「日程を変える」を押してください。</p>
      <h2>変わる日程</h2>
      <MovedDates effects={effects} steps={cycle.steps} label="変わる日程" />
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
