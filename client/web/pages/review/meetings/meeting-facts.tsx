import type { FC } from 'hono/jsx'
import { formatDate } from '../../../../../domain/calendar/date-words.js'
import { isQuorate } from '../../../../../domain/review/meeting.js'
import type { MeetingView } from '../../../../app/review/meetings/meeting-view.js'
import { stepPath } from '../../../step-paths.js'
import { At, State, yearWords } from '../../../words.js'
import { hoursWord, meetingStateWord, opennessWord } from './meeting-words.js'

/** The quorum, and whether it was met as far as it is known who was there. */
function quorumWord(meeting: MeetingView): string {
  const { present, quorum } = meeting
  const met = isQuorate(meeting)
  return met === null ? `${quorum}人（出席の記録なし）` : `${quorum}人（出席${present}人・${met ? '満たした' : '満たしていない'}）`
}

/** What of a meeting does not fit. */
export const Warnings: FC<{ meeting: MeetingView }> = ({ meeting }) => {
  const { state, noticeIs, announceBy, agenda, recorded, present, quorum } = meeting
  const differing =
    state === 'planned' && !recorded ? agenda.flatMap(({ step }) => (step?.differs && step.state !== 'closed' ? [step] : [])) : []
  return (
    <>
      {differing.map((step) => (
        <p class="notice">
          <strong class="late-word">会議の日と工程の日が異なります。</strong>
          {`${yearWords(step.fiscalYear)}の工程「${step.name}」の日は`}
          <At at={step.dueAt} as="day" />
          {'です。会議の日時を変えるか、'}
          <a href={stepPath({ city: meeting.city, ...step }, step.key)}>工程の日程</a>
          {'を確かめてください。'}
        </p>
      ))}
      {(state === 'planned' || state === 'held') && noticeIs === 'missing' && (
        <p class="warning">{`開催の公表は、開催の7日前（${formatDate(announceBy)}）までに行うものです。公表した日がまだ記録されていません。`}</p>
      )}
      {noticeIs === 'late' && <p class="warning">{`開催の公表が、開催の7日前（${formatDate(announceBy)}）より後になっています。`}</p>}
      {recorded && state === 'held' && isQuorate(meeting) === false && (
        <p class="notice">
          <strong class="late-word">定足数を満たしていません。</strong>
          {`出席${present}人、定足数${quorum}人。この会議では、決まったことを記録できません。`}
        </p>
      )}
    </>
  )
}

/** 資料の送付: when it was, when it will be. */
const MaterialsFact: FC<{ meeting: MeetingView }> = ({ meeting: { materials, state } }) => {
  const { sentAt, coming, days, on } = materials
  if (!sentAt && !coming.at) return <>{state === 'cancelled' ? 'なし' : `まだ（送る日は、開催の${days}開庁日前の${formatDate(on)}）`}</>
  return (
    <>
      {sentAt && (
        <>
          <At at={sentAt} />
          {coming.at ? '　' : ''}
        </>
      )}
      {coming.at && (
        <>
          {`${sentAt ? '次の' : ''}予定　`}
          <At at={coming.at} />
          {`（委員${coming.mails}人${coming.held > 0 ? `、うち${coming.held}人は止まっています` : ''}）`}
        </>
      )}
    </>
  )
}

/** When, where, how far. */
export const Facts: FC<{ meeting: MeetingView }> = ({ meeting }) => (
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
    <dd>{meeting.place || (meeting.recorded ? '記録なし' : '未定')}</dd>
    <dt>公開区分</dt>
    <dd>{`${opennessWord[meeting.openness]}${meeting.closedReason ? `（理由：${meeting.closedReason}）` : ''}`}</dd>
    <dt>開催の公表</dt>
    <dd>{meeting.announcedOn ? formatDate(meeting.announcedOn) : `まだ（${formatDate(meeting.announceBy)}まで）`}</dd>
    <dt>資料の送付</dt>
    <dd>
      <MaterialsFact meeting={meeting} />
    </dd>
    <dt>定足数</dt>
    <dd>{meeting.recorded ? quorumWord(meeting) : `${meeting.quorum}人（在任の委員${meeting.seats.length}人）`}</dd>
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
