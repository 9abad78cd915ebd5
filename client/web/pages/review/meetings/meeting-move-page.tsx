import type { FC } from 'hono/jsx'
import type { MeetingView } from '../../../../app/review/meetings/meeting-view.js'
import type { Move, YearMoved } from '../../../../app/review/meetings/move-meeting.js'
import type { CycleLine } from '../../../../app/views/list-cycles.js'
import { Page } from '../../../layout.js'
import { meetingPath } from '../../../meeting-paths.js'
import { At, yearWords } from '../../../words.js'
import { MovedDates, OutcomeLine } from '../../outlook-parts.js'
import { MeetingForm } from './meeting-fields.js'
import { hoursWord } from './meeting-words.js'

const Year: FC<{ year: YearMoved }> = ({ year: { cycle, effects, consequences } }) => (
  <section>
    <h2>{`${yearWords(cycle.fiscalYear)}で変わる日程`}</h2>
    <MovedDates effects={effects} steps={cycle.steps} label={`${yearWords(cycle.fiscalYear)}で変わる日程`} />
    <p>議会の日程は、この変更では動きません。</p>
    {consequences.outcomes.map((outcome) => (
      <p>
        <OutcomeLine outcome={outcome} steps={cycle.steps} />
      </p>
    ))}
  </section>
)

/** What moving a meeting would move, year by year, before anything is changed. */
export const MeetingMovePage: FC<{
  meeting: MeetingView
  cycle: CycleLine | null
  move: Move
  /** the form as it was typed, to be sent once more */
  typed: Record<string, string>
  reason: string
  years: YearMoved[]
}> = ({ meeting, cycle, move, typed, reason, years }) => {
  const invited = meeting.seats.filter(({ mails }) =>
    mails.some(({ kind, state }) => kind === 'invitation' && !['cancelled', 'dropped'].includes(state)),
  )
  return (
    <Page title={`${meeting.name}：日時・場所を変える前の確認`} cycle={cycle}>
      <p>まだ何も変えていません。次のとおりでよければ、一番下の「日時・場所を変える」を押してください。</p>
      <dl class="facts">
        <dt>今まで</dt>
        <dd>
          <At at={meeting.startsAt} as="day" />
          {`　${hoursWord(meeting.startsAt, meeting.endsAt)}　${meeting.place || '場所未定'}`}
        </dd>
        <dt>変更後</dt>
        <dd>
          <At at={move.startsAt} as="day" />
          {`　${hoursWord(move.startsAt, move.endsAt)}　${move.place || '場所未定'}`}
        </dd>
        <dt>理由</dt>
        <dd>{reason}</dd>
        <dt>委員への連絡</dt>
        <dd>
          {invited.length === 0
            ? '開催通知を送った委員はいません。'
            : `開催通知を送った（送る予定の）委員${invited.length}人に、新しい日時を知らせます。`}
        </dd>
      </dl>
      {years.length === 0 && <p>どの年度の日程も変わりません（同じ日の中の変更か、場所だけの変更です）。</p>}
      {years.map((year) => (
        <Year year={year} />
      ))}
      <MeetingForm id={meeting.id} act="move" revision={meeting.revision}>
        {Object.entries(typed).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <input type="hidden" name="_sure" value="yes" />
        <p>
          <button type="submit">日時・場所を変える</button>
        </p>
      </MeetingForm>
      <p>
        <a href={meetingPath(meeting.id)}>変えずに会議の画面に戻る</a>
      </p>
    </Page>
  )
}
