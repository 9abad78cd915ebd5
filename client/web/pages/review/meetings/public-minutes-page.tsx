import type { FC } from 'hono/jsx'
import { isClosedItem } from '../../../../../domain/review/meeting.js'
import { publicMinutes } from '../../../../../domain/review/minutes-text.js'
import type { MeetingView } from '../../../../app/review/meetings/meeting-view.js'
import { Page } from '../../../layout.js'
import { At } from '../../../words.js'
import { MinutesText } from './meeting-minutes.js'
import { agendaKindWord, hoursWord, opennessWord } from './meeting-words.js'

/** A meeting's published minutes, for everybody: no names, nothing of what was closed. */
export const PublicMinutesPage: FC<{ meeting: MeetingView; text: string }> = ({ meeting, text }) => {
  const parts = publicMinutes(text, meeting, meeting.agenda)
  return (
    <Page title={`${meeting.name}　会議録`}>
      <dl class="facts">
        <dt>日時</dt>
        <dd>
          <At at={meeting.startsAt} as="day" />
          {`　${hoursWord(meeting.startsAt, meeting.endsAt)}`}
        </dd>
        <dt>場所</dt>
        <dd>{meeting.state === 'written' ? '書面開催' : meeting.place || '記録なし'}</dd>
        <dt>{meeting.state === 'written' ? '書面での回答' : '出席'}</dt>
        <dd>{meeting.present === null ? '記録なし' : `委員${meeting.seats.length}人のうち${meeting.present}人`}</dd>
        <dt>公開区分</dt>
        <dd>{`${opennessWord[meeting.openness]}${meeting.closedReason ? `（理由：${meeting.closedReason}）` : ''}`}</dd>
        <dt>傍聴者</dt>
        <dd>{meeting.visitors === null ? '記録なし' : `${meeting.visitors}人`}</dd>
      </dl>
      <h2>議題</h2>
      <ol>
        {meeting.agenda.map(({ title, kind, closed }) => (
          <li>{`${title}（${agendaKindWord[kind]}${isClosedItem(meeting.openness, closed) ? '・非公開' : ''}）`}</li>
        ))}
      </ol>
      <h2>会議録</h2>
      {meeting.openness === 'closed' ? <p>非公開の会議のため、会議録の本文は載せていません。</p> : <MinutesText parts={parts} />}
      {meeting.openness === 'partly' && <p class="soft">非公開の議題の部分は載せていません。</p>}
    </Page>
  )
}
