import type { FC } from 'hono/jsx'
import { formatDate } from '../../../../../domain/calendar/date-words.js'
import type { MaterialsStanding } from '../../../../app/review/meetings/materials.js'
import type { MeetingView, SeatView, StepWithoutMeeting } from '../../../../app/review/meetings/meeting-view.js'
import type { MinutesVersion, MinutesWordView } from '../../../../app/review/meetings/read-minutes.js'
import type { CycleLine } from '../../../../app/views/list-cycles.js'
import { assignmentStateWord, noticeKindWord, noticeStateWord } from '../../../../app/views/words.js'
import { Page } from '../../../layout.js'
import { attendancePath, meetingPath, meetingsPath } from '../../../meeting-paths.js'
import { noticePath, processPath } from '../../../paths.js'
import { stepPath } from '../../../step-paths.js'
import { At, Scroll, State } from '../../../words.js'
import { MeetingActs } from './meeting-acts.js'
import { MeetingForm, type MeetingProblem } from './meeting-fields.js'
import { Minutes } from './meeting-minutes.js'
import { agendaKindWord, hoursWord, meetingStateWord, opennessWord, presenceWord, replyWord } from './meeting-words.js'

export interface MeetingPageProps {
  meeting: MeetingView
  cycle: CycleLine | null
  /** steps that can still be put on the agenda: of this body, without a meeting */
  steps: StepWithoutMeeting[]
  versions: MinutesVersion[]
  words: MinutesWordView[]
  materials: MaterialsStanding
  office: boolean
  problem: MeetingProblem | null
  /** what was just done, in a sentence */
  done: string | null
}

const Warnings: FC<{ meeting: MeetingView }> = ({ meeting }) => {
  const { state, noticeIs, announceBy, agenda, recorded, present, quorum } = meeting
  const differing =
    state === 'planned' && !recorded ? agenda.flatMap(({ step }) => (step?.differs && step.state !== 'closed' ? [step] : [])) : []
  return (
    <>
      {differing.map((step) => (
        <p class="notice">
          <strong class="late-word">会議の日と工程の日が異なります。</strong>
          {`${step.fiscalYear}年度の工程「${step.name}」の日は `}
          <At at={step.dueAt} as="day" />
          {' です。会議の日時を変えるか、'}
          <a href={stepPath({ city: meeting.city, ...step }, step.key)}>工程の日程</a>
          {'を確かめてください。'}
        </p>
      ))}
      {(state === 'planned' || state === 'held') && noticeIs === 'missing' && (
        <p class="warning">{`開催の公表は、開催の7日前（${formatDate(announceBy)}）までに行うものです。公表した日がまだ記録されていません。`}</p>
      )}
      {noticeIs === 'late' && <p class="warning">{`開催の公表が、開催の7日前（${formatDate(announceBy)}）より後になっています。`}</p>}
      {recorded && state === 'held' && present < quorum && (
        <p class="notice">
          <strong class="late-word">定足数を満たしていません。</strong>
          {`出席${present}人、定足数${quorum}人。この会議では、決まったことを記録できません。`}
        </p>
      )}
    </>
  )
}

const Facts: FC<{ meeting: MeetingView }> = ({ meeting }) => (
  <dl class="facts">
    <dt>状態</dt>
    <dd>
      <State of={meetingStateWord[meeting.state]} />
    </dd>
    <dt>会議体</dt>
    <dd>{meeting.bodyName}</dd>
    <dt>日時</dt>
    <dd>
      <At at={meeting.startsAt} as="day" />
      {`　${hoursWord(meeting.startsAt, meeting.endsAt)}`}
      {meeting.moves > 0 && `（日時・場所の変更 ${meeting.moves}回）`}
    </dd>
    <dt>場所</dt>
    <dd>{meeting.place || '未定'}</dd>
    <dt>公開区分</dt>
    <dd>{`${opennessWord[meeting.openness]}${meeting.closedReason ? `（理由：${meeting.closedReason}）` : ''}`}</dd>
    <dt>開催の公表</dt>
    <dd>{meeting.announcedOn ? formatDate(meeting.announcedOn) : `まだ（${formatDate(meeting.announceBy)}まで）`}</dd>
    <dt>資料の送付</dt>
    <dd>{meeting.materialsAt ? <At at={meeting.materialsAt} /> : `まだ（開催の5開庁日前は${formatDate(meeting.materialsOn)}）`}</dd>
    <dt>定足数</dt>
    <dd>
      {meeting.recorded
        ? `${meeting.quorum}人（出席${meeting.present}人・${meeting.present >= meeting.quorum ? '満たした' : '満たしていない'}）`
        : `${meeting.quorum}人（在任の委員${meeting.seats.length}人）`}
    </dd>
    {meeting.recorded && (
      <>
        <dt>傍聴者</dt>
        <dd>{meeting.visitors === null ? '記録なし' : `${meeting.visitors}人`}</dd>
        <dt>決まったこと</dt>
        <dd>
          {meeting.decisions.length === 0 ? (
            '記録なし'
          ) : (
            <ul>
              {meeting.decisions.map((one) => (
                <li>{one}</li>
              ))}
            </ul>
          )}
        </dd>
      </>
    )}
  </dl>
)

const HandIn: FC<{ meeting: MeetingView; cycleId: string; year: number }> = ({ meeting, cycleId, year }) => (
  <MeetingForm id={meeting.id} act="hand-in">
    <input type="hidden" name="cycle" value={cycleId} />
    <p>
      <button type="submit">{`${year}年度の「会議の記録」として提出する`}</button>
    </p>
  </MeetingForm>
)

const Agenda: FC<{ meeting: MeetingView; office: boolean }> = ({ meeting, office }) => (
  <Scroll label="議題">
    <table>
      <thead>
        <tr>
          <th scope="col" class="n">
            番号
          </th>
          <th scope="col">議題</th>
          <th scope="col">扱い</th>
          <th scope="col">年度の工程</th>
          <th scope="col">年度の記録</th>
        </tr>
      </thead>
      <tbody>
        {meeting.agenda.map(({ no, title, kind, closed, step }) => (
          <tr>
            <td class="n">{no}</td>
            <th scope="row">
              {title}
              {closed && meeting.openness !== 'open' && <span class="soft">非公開</span>}
            </th>
            <td>{agendaKindWord[kind]}</td>
            <td>
              {step ? (
                <a href={stepPath({ city: meeting.city, ...step }, step.key)}>{`${step.fiscalYear}年度　${step.name}`}</a>
              ) : (
                '会議体独自の議題'
              )}
            </td>
            <td>
              {step?.assignment ? (
                <>
                  <a href={processPath(step.assignment.id) ?? '/'}>
                    <State of={assignmentStateWord(step.assignment.state, null)} />
                  </a>
                  {office && meeting.recorded && ['open', 'returned'].includes(step.assignment.state) && (
                    <HandIn meeting={meeting} cycleId={step.cycleId} year={step.fiscalYear} />
                  )}
                </>
              ) : step ? (
                '工程の開始前'
              ) : (
                '―'
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
)

const Mails: FC<{ seat: SeatView }> = ({ seat }) =>
  seat.mails.length === 0 ? (
    <span>まだ</span>
  ) : (
    <ul class="facts-line">
      {seat.mails.map(({ id, kind, state }) => (
        <li>
          <a href={noticePath(id)}>{noticeKindWord(kind)}</a>
          {`　${noticeStateWord(state).word}`}
        </li>
      ))}
    </ul>
  )

const Members: FC<{ meeting: MeetingView }> = ({ meeting }) => (
  <Scroll label="委員と出欠">
    <table>
      <thead>
        <tr>
          <th scope="col">委員</th>
          <th scope="col">連絡</th>
          <th scope="col">出欠の回答</th>
          <th scope="col">当日</th>
        </tr>
      </thead>
      <tbody>
        {meeting.seats.map((seat) => (
          <tr>
            <th scope="row">
              {seat.title}
              <span class="soft">{seat.holders.join('、') || '氏名の登録なし'}</span>
            </th>
            <td>
              <Mails seat={seat} />
            </td>
            <td>
              {seat.reply ? replyWord[seat.reply] : '未回答'}
              {seat.note && <span class="soft">{seat.note}</span>}
            </td>
            <td>{seat.present ? presenceWord(meeting.state, seat.present) : '―'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
)

/** 会議: one meeting of a body, with its agenda, its members, its record and its minutes. */
export const MeetingPage: FC<MeetingPageProps> = (props) => {
  const { meeting, cycle, versions, words, office, problem, done } = props
  return (
    <Page title={meeting.name} cycle={cycle} here={meetingPath(meeting.id)}>
      <p>
        <a href={meetingsPath(meeting.city)}>会議一覧に戻る</a>
      </p>
      {done && (
        <p class="receipt" role="status">
          {done}
        </p>
      )}
      {problem && (
        <div class="error-summary" role="alert">
          <h2>{problem.conflict ? 'ほかの人が先に保存しました' : '入力内容を確かめてください'}</h2>
          <p>
            <a href={`#${problem.field || `act-${problem.act}`}`}>{problem.message}</a>
          </p>
        </div>
      )}
      <Warnings meeting={meeting} />
      <Facts meeting={meeting} />
      <h2>議題</h2>
      <Agenda meeting={meeting} office={office} />
      <h2>委員と出欠</h2>
      <Members meeting={meeting} />
      {meeting.recorded && (
        <p>
          <a href={attendancePath(meeting.id)}>出席の一覧（報酬の支払用・CSV）</a>
        </p>
      )}
      {office && <MeetingActs {...props} />}
      {(meeting.recorded || versions.length > 0) && (
        <Minutes meeting={meeting} versions={versions} words={words} office={office} problem={problem} />
      )}
    </Page>
  )
}
