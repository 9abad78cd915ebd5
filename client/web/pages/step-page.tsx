import type { FC } from 'hono/jsx'
import { requirementWord } from '../../../domain/definition/requirement-words.js'
import type { ReceiptView } from '../../app/desk/receipt.js'
import { refusalSentences } from '../../app/errors.js'
import type { AnswersView } from '../../app/review/responses/answers.js'
import type { StepEvent } from '../../app/steering/step-acts.js'
import type { AssignmentLine } from '../../app/views/assignment-rows.js'
import type { CycleStatus } from '../../app/views/cycle-status.js'
import type { StepView } from '../../app/views/steps-of.js'
import { actWord, eventWord } from '../../app/views/trail-words.js'
import { assignmentStateWord, stepStateWord } from '../../app/views/words.js'
import { Page } from '../layout.js'
import { assignmentsPath, cyclePath, processPath, trailPath, withQuery } from '../paths.js'
import { At, State } from '../words.js'
import type { ActProblem } from './act-line.js'
import { LateSentence } from './outlook-parts.js'
import { DecisionPart, type DecisionView } from './review/decision/decision-part.js'
import { OpenPoints } from './review/decision/points-page.js'
import { UnansweredPart } from './review/responses/unanswered-part.js'
import { type PendingView, SecondPerson, StepActs } from './step-acts.js'
import { Dates, WaitsFor } from './step-dates.js'

export interface StepPageProps {
  cycle: CycleStatus
  step: StepView
  late: AssignmentLine[]
  pending: PendingView[]
  /** null: whoever looks does not oversee the year */
  events: StepEvent[] | null
  /** of a step whose gate asks for answers, while it is not closed */
  answers: AnswersView | null
  office: boolean
  problem: ActProblem | null
  receipt: ReceiptView | null
  /** of an approval, for those who oversee the year */
  decision: DecisionView | null
  /** what was said about the report and is to be followed, before it is decided on and published; null: not on this page */
  points: { open: number; all: number } | null
}

const Late: FC<{ cycle: CycleStatus; step: StepView; late: AssignmentLine[] }> = ({ cycle, step, late }) => {
  const most = 20
  return (
    <>
      {late.length === 0 ? (
        <p>期限を過ぎた相手はいません。</p>
      ) : (
        <ul class="rows">
          {late.slice(0, most).map((one) => (
            <li>
              <a href={processPath(one.id) ?? '/'}>{`${one.departmentName}　${one.subjectName}`}</a>
              {'　'}
              <State of={assignmentStateWord(one.state, one.daysLate)} />
              <span class="soft">{one.postTitle}</span>
            </li>
          ))}
        </ul>
      )}
      {late.length > most && <p>{`ほか${late.length - most}件。`}</p>}
      {step.state !== 'planned' && step.state !== 'waiting' && (
        <p>
          <a href={withQuery(assignmentsPath(cycle), { step: step.key, state: 'all' })}>この工程の提出状況を全て見る</a>
        </p>
      )}
    </>
  )
}

const Events: FC<{ events: StepEvent[] }> = ({ events }) =>
  events.length === 0 ? (
    <p>まだ何も記録されていません。</p>
  ) : (
    <ol class="course">
      {events.map(({ kind, act, at, postTitle, secondTitle, requirement, reason }) => (
        <li>
          <p class="when">
            <At at={at} />
          </p>
          <div>
            <p>
              <strong>{act ? actWord(act) : eventWord(kind)}</strong>
              {kind === 'refused' && '（受け付けなかった）'}
              {postTitle && `　${postTitle}`}
              {secondTitle && `　第二の確認：${secondTitle}`}
            </p>
            {(requirement || reason) && (
              <p class="soft">{[requirement && `条件：${requirementWord(requirement)}`, reason].filter(Boolean).join('。')}</p>
            )}
          </div>
        </li>
      ))}
    </ol>
  )

const Done: FC<{ receipt: ReceiptView }> = ({ receipt }) =>
  receipt.state === 'refused' ? (
    <div class="error-summary" role="alert">
      <h2>{`「${actWord(receipt.act)}」は受け付けられませんでした`}</h2>
      <p>{receipt.refusal ? refusalSentences[receipt.refusal] : '現在の状態を確かめてください。'}</p>
    </div>
  ) : (
    <p class="receipt" role="status">
      {`「${actWord(receipt.act)}」を受け付けました（受付番号 ${receipt.receiptNo}）。${receipt.state === 'received' ? '反映は少し後に自動で行われます。' : ''}`}
    </p>
  )

/** What could not be done, with a way to where it was typed. */
export const StepProblem: FC<{ problem: ActProblem }> = ({ problem }) => (
  <div class="error-summary" role="alert">
    <h2>入力内容を確かめてください</h2>
    <p>
      <a href={`#${problem.field || 'acts'}`}>{problem.message}</a>
    </p>
  </div>
)

/** 工程: its dates and why, what it waits for, who is late, what was done about it, and what the office can do. */
export const StepPage: FC<StepPageProps> = ({
  cycle,
  step,
  late,
  pending,
  events,
  answers,
  office,
  problem,
  receipt,
  decision,
  points,
}) => {
  const lateness = cycle.outlook.late[step.key]
  return (
    <Page title={step.name} cycle={cycle}>
      <p>
        <a href={cyclePath(cycle)}>年間進行表に戻る</a>
      </p>
      {receipt && <Done receipt={receipt} />}
      {problem && <StepProblem problem={problem} />}
      {!problem && decision?.problem && (
        <StepProblem problem={{ act: 'cover', field: 'cover', message: decision.problem, texts: () => '' }} />
      )}
      <p>
        <State of={stepStateWord(step.state, step.takesMore)} />
        {lateness && (
          <>
            {'　'}
            <LateSentence late={lateness} steps={cycle.steps} />
          </>
        )}
      </p>
      {pending.length > 0 && <SecondPerson cycle={cycle} step={step} pending={pending} problem={problem} />}
      <h2>日程</h2>
      <Dates cycle={cycle} step={step} />
      <h2>待っているもの</h2>
      <WaitsFor step={step} />
      {answers && <UnansweredPart view={answers} />}
      {points && <OpenPoints cycle={cycle} {...points} />}
      {decision && <DecisionPart cycle={cycle} step={step.key} of={decision} />}
      {events && (
        <>
          <h2>期限を過ぎた相手</h2>
          <Late cycle={cycle} step={step} late={late} />
        </>
      )}
      {office && cycle.state === 'running' && step.state !== 'closed' && (
        <StepActs cycle={cycle} step={step} pending={pending} problem={problem} />
      )}
      {events && (
        <>
          <h2>この工程の経過</h2>
          <Events events={events} />
          <p>
            <a href={withQuery(trailPath(cycle), { process: step.id })}>依頼ごとの記録も含めて経過一覧で見る</a>
          </p>
        </>
      )}
    </Page>
  )
}
