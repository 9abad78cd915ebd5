import { randomUUID } from 'node:crypto'
import type { Child, FC } from 'hono/jsx'
import { requirementWord } from '../../../domain/definition/requirement-words.js'
import type { CycleStatus } from '../../app/views/cycle-status.js'
import type { StepView } from '../../app/views/steps-of.js'
import { stepPath } from '../step-paths.js'
import { At } from '../words.js'
import { type ActProblem, Line } from './act-line.js'

type Problem = ActProblem | null

/** A request for an override that waits for the second person. */
export interface PendingView {
  id: string
  receiptNo: number
  requirement: string
  reason: string
  /** the office's post that asks */
  post: string
  postTitle: string
  askedAt: Date
  /** whether whoever looks may answer it */
  mine: boolean
}

export interface StepActsProps {
  cycle: CycleStatus
  step: StepView
  pending: PendingView[]
  problem: Problem
}

export const StepForm: FC<{ cycle: CycleStatus; step: StepView; act: string; children?: Child }> = ({ cycle, step, act, children }) => (
  <form method="post" action={`${stepPath(cycle, step.key)}/acts`} class="question">
    <input type="hidden" name="_act" value={act} />
    <input type="hidden" name="_key" value={randomUUID()} />
    {children}
  </form>
)

const Folded: FC<{ summary: string; open: boolean; children?: Child }> = ({ summary, open, children }) => (
  <details open={open}>
    <summary>{summary}</summary>
    {children}
  </details>
)

const dayHint = '例：12月22日、平成28年12月22日、2016-12-22。変えない方は空欄にします。'

const Reschedule: FC<StepActsProps> = ({ cycle, step, problem }) => (
  <Folded summary="日程を変える（何がずれるかを見てから決めます）" open={problem?.act === 'reschedule'}>
    {step.fixed && <p class="warning">この工程の日は市では動かせません。決めた側から日が示されたときにだけ変えてください。</p>}
    <StepForm cycle={cycle} step={step} act="reschedule">
      {step.state !== 'open' && <Line name="opens-date" label="新しい開始日（9時から）" hint={dayHint} size={12} problem={problem} />}
      <Line name="due-date" label="新しい期限（17時まで）" hint={dayHint} size={12} problem={problem} />
      <Line name="reschedule-reason" label="理由" rows={2} problem={problem} />
      <p>
        <button type="submit">何がずれるかを見る</button>
      </p>
    </StepForm>
  </Folded>
)

const Advance: FC<StepActsProps> = ({ cycle, step, problem }) => (
  <Folded summary="早めに始める" open={problem?.act === 'advance'}>
    <p>
      {'開始を '}
      <At at={step.opensAt} />
      {' から今に早めます。始めると依頼が送られ、取り消せません。期限（'}
      <At at={step.dueAt} />
      {'）は変わりません。'}
    </p>
    <StepForm cycle={cycle} step={step} act="advance">
      <Line name="advance-reason" label="理由" rows={2} problem={problem} />
      <p>
        <button type="submit">今から始める</button>
      </p>
    </StepForm>
  </Folded>
)

const AskOverride: FC<StepActsProps> = ({ cycle, step, pending, problem }) => {
  const left = step.requires.filter(
    (requirement) =>
      !step.gate.overrides.some((one) => one.requirement === requirement) && !pending.some((one) => one.requirement === requirement),
  )
  if (left.length === 0) return null
  return (
    <Folded summary="条件を外す（第二の確認者の同意が要ります）" open={problem?.act === 'ask-override'}>
      <p>
        {
          '外すと決めるのは一人ではできません。ここでは確認を求めるだけです。決裁の職か課長で、あなたとは別の人がサインインし、この画面で同意したときに外れます。外した後に残る条件と依頼がなければ、工程は終わり、次の工程に進みます。元には戻せません。'
        }
      </p>
      <StepForm cycle={cycle} step={step} act="ask-override">
        <fieldset>
          <legend>外す条件</legend>
          {left.map((requirement) => (
            <p class="check">
              <input
                type="radio"
                id={`requirement-${requirement}`}
                name="requirement"
                value={requirement}
                checked={left.length === 1 || problem?.texts('requirement') === requirement}
              />
              <label for={`requirement-${requirement}`}>{requirementWord(requirement)}</label>
            </p>
          ))}
        </fieldset>
        <Line name="override-reason" label="理由" hint="記録に残り、確認者に示されます。" rows={3} problem={problem} />
        <p>
          <button type="submit">第二の確認を求める</button>
        </p>
      </StepForm>
    </Folded>
  )
}

const Confirm: FC<StepActsProps> = ({ cycle, step, problem }) => (
  <Folded summary="修正された内容を確認した" open={problem?.act === 'confirm' || step.findings.includes('fresh')}>
    <p>{'受理の後に修正されたものを見終えたときに記録します。この工程と、その前の工程の「受理の後に修正された」の印が消えます。'}</p>
    <StepForm cycle={cycle} step={step} act="confirm">
      <Line name="confirm-reason" label="何を確認したか" rows={2} problem={problem} />
      <p>
        <button type="submit">確認したと記録する</button>
      </p>
    </StepForm>
  </Folded>
)

/** The office's acts on one step, each with its effect in words. */
export const StepActs: FC<StepActsProps> = (props) => {
  const { step } = props
  return (
    <section aria-labelledby="acts">
      <h2 id="acts">操作</h2>
      <Reschedule {...props} />
      {step.state === 'waiting' && <Advance {...props} />}
      {step.state === 'open' && <AskOverride {...props} />}
      {(step.gate.stale || step.findings.includes('fresh')) && step.state !== 'planned' && <Confirm {...props} />}
    </section>
  )
}

/** 第二の確認: what the office asks to set aside, and the second person's own act. */
export const SecondPerson: FC<{ cycle: CycleStatus; step: StepView; pending: PendingView[]; problem: Problem }> = ({
  cycle,
  step,
  pending,
  problem,
}) => (
  <section aria-labelledby="second-person" class="notice">
    <h2 id="second-person">第二の確認を待っているもの</h2>
    {pending.map((one) => (
      <>
        <p>
          {`${one.postTitle}が、条件「${requirementWord(one.requirement)}」を外すことへの同意を求めています（受付番号 ${one.receiptNo}、`}
          <At at={one.askedAt.toISOString()} />
          {'）。'}
        </p>
        <p>{`理由：${one.reason}`}</p>
        {one.mine ? (
          <>
            <p>同意すると、あなたの職が第二の確認者として記録に残り、条件が外れます。元には戻せません。</p>
            <StepForm cycle={cycle} step={step} act="agree-override">
              <input type="hidden" name="ask" value={one.id} />
              <p>
                <button type="submit">同意して条件を外す</button>
              </p>
            </StepForm>
            <StepForm cycle={cycle} step={step} act="decline-override">
              <input type="hidden" name="ask" value={one.id} />
              <Line name="decline-reason" label="同意しないときは、その理由" rows={2} problem={problem} />
              <p>
                <button type="submit" class="second">
                  同意しない
                </button>
              </p>
            </StepForm>
          </>
        ) : (
          <p class="soft">
            {
              '決裁の職か課長で、求めた人とは別の人がサインインしてこの画面を開くと、同意するかどうかを選べます。この画面のアドレスを知らせてください。'
            }
          </p>
        )}
      </>
    ))}
  </section>
)
