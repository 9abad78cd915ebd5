import type { FC } from 'hono/jsx'
import type { MeetingView } from '../../../app/review/meetings/meeting-view.js'
import type { Move, YearMoved } from '../../../app/review/meetings/move-meeting.js'
import type { CycleLine } from '../../../app/views/list-cycles.js'
import { Page } from '../../layout.js'
import { meetingPath } from '../../meeting-paths.js'
import { At, Scroll } from '../../words.js'
import { OutcomeLine } from '../outlook-parts.js'
import { MeetingForm } from './meeting-fields.js'
import { hoursWord } from './meeting-words.js'

const Year: FC<{ year: YearMoved }> = ({ year: { cycle, effects, consequences } }) => {
  const steps = effects.filter(({ id }) => cycle.steps.some((one) => one.id === id))
  const asked = effects.length - steps.length
  return (
    <section>
      <h2>{`${cycle.fiscalYear}年度で変わる日程`}</h2>
      {steps.length === 0 ? (
        <p>変わる日はありません。</p>
      ) : (
        <Scroll label={`${cycle.fiscalYear}年度で変わる日程`}>
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
      <p>議会の日程は、この変更では動きません。</p>
      {consequences.outcomes.map((outcome) => (
        <p>
          <OutcomeLine outcome={outcome} steps={cycle.steps} />
        </p>
      ))}
    </section>
  )
}

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
