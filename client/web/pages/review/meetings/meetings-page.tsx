import { randomUUID } from 'node:crypto'
import type { FC } from 'hono/jsx'
import { fiscalYearName } from '../../../../../domain/calendar/date-words.js'
import type { MeetingLine, StepWithoutMeeting } from '../../../../app/review/meetings/meeting-view.js'
import type { CycleLine } from '../../../../app/views/list-cycles.js'
import { Page } from '../../../layout.js'
import { meetingPath, meetingsPath } from '../../../meeting-paths.js'
import { At, Scroll, State, yearWords } from '../../../words.js'
import { Field, type MeetingProblem } from './meeting-fields.js'
import { meetingStateWord, minutesStateWord } from './meeting-words.js'

export interface MeetingsPageProps {
  city: string
  cycle: CycleLine | null
  meetings: MeetingLine[]
  /** steps in which a body meets and that have no meeting yet; empty for whoever does not plan */
  steps: StepWithoutMeeting[]
  office: boolean
  problem: MeetingProblem | null
}

const List: FC<{ meetings: MeetingLine[] }> = ({ meetings }) => (
  <Scroll label="会議の一覧">
    <table>
      <thead>
        <tr>
          <th scope="col">会議</th>
          <th scope="col">日時</th>
          <th scope="col">場所</th>
          <th scope="col">扱う年度</th>
          <th scope="col">状態</th>
          <th scope="col">会議録</th>
        </tr>
      </thead>
      <tbody>
        {meetings.map((one) => (
          <tr>
            <th scope="row">
              <a href={meetingPath(one.id)}>{one.name}</a>
            </th>
            <td>
              <At at={one.startsAt} />
              {one.differs && <span class="late-word">工程の日と異なります</span>}
            </td>
            <td>{one.place || '未定'}</td>
            <td>{one.years.map(fiscalYearName).join('・')}</td>
            <td>
              <State of={meetingStateWord[one.state]} />
            </td>
            <td>{minutesStateWord[one.minutesState]?.word}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
)

const Plan: FC<MeetingsPageProps> = ({ city, steps, problem }) => (
  <section aria-labelledby="plan">
    <h2 id="plan">会議の予定を立てる</h2>
    <p>
      年度の工程から選ぶと、その日に、会議体の次の回として予定を立てます。ほかの年度の議題は、後から加えられます。まだ誰にも知らせません。
    </p>
    <form method="post" action={meetingsPath(city)} class="question">
      <input type="hidden" name="_act" value="plan" />
      <input type="hidden" name="_key" value={randomUUID()} />
      <fieldset id="step">
        <legend>工程</legend>
        {problem?.field === 'step' && <span class="error">{problem.message}</span>}
        {steps.map((one, at) => {
          const value = `${one.cycleId}/${one.step}`
          return (
            <p class="check">
              <input type="radio" id={`step-${at}`} name="step" value={value} checked={problem?.texts('step') === value} />
              <label for={`step-${at}`}>
                {`${yearWords(one.fiscalYear)}　${one.name}（${one.bodyName}）　`}
                <At at={one.dueAt} as="day" />
              </label>
            </p>
          )
        })}
      </fieldset>
      <Field name="from" label="始まりの時刻" hint="例：14:00" value="14:00" size={8} problem={problem} />
      <Field name="until" label="終わりの時刻（未定なら空欄）" value="16:00" size={8} problem={problem} />
      <Field name="place" label="場所（未定なら空欄）" value="" problem={problem} />
      <p>
        <button type="submit">予定を立てる</button>
      </p>
    </form>
  </section>
)

/** 会議一覧: a city's meetings over all years, and those that are still to be planned. */
export const MeetingsPage: FC<MeetingsPageProps> = (props) => {
  const { city, cycle, meetings, steps, office, problem } = props
  return (
    <Page title="会議一覧" cycle={cycle} here={meetingsPath(city)}>
      {problem && (
        <div class="error-summary" role="alert">
          <h2>入力内容を確かめてください</h2>
          <p>
            <a href={`#${problem.field || 'plan'}`}>{problem.message}</a>
          </p>
        </div>
      )}
      {meetings.length === 0 ? <p>まだ会議の予定はありません。</p> : <List meetings={meetings} />}
      {office && steps.length > 0 && <Plan {...props} />}
      {office && steps.length === 0 && <p>会議の工程には、全て予定が立っています。</p>}
    </Page>
  )
}
