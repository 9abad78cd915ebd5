import type { FC } from 'hono/jsx'
import { type ActsProps, of } from './act-props.js'
import { Choice, Field, Folded, MeetingForm } from './meeting-fields.js'
import { Materials } from './meeting-materials.js'
import { Papers } from './meeting-papers.js'
import { Move, Save } from './meeting-plan-acts.js'
import { Record } from './meeting-record.js'
import { choices, replyWord } from './meeting-words.js'

const Invite: FC<ActsProps> = ({ meeting, problem: all }) => {
  const left = meeting.seats.filter(
    ({ mails }) => !mails.some(({ kind, state }) => kind === 'invitation' && !['cancelled', 'dropped'].includes(state)),
  )
  return (
    <Folded act="invite" summary="開催通知を送る" problem={of('invite', all)}>
      {left.length === 0 ? (
        <p>在任の委員の全員に、開催通知を送ったか、送る予定です。</p>
      ) : (
        <MeetingForm id={meeting.id} act="invite">
          <p>{`まだ送っていない委員${left.length}人に、次の送信時刻に送ります。送る前に「送信予定」で文面を確かめ、止めることもできます。カレンダーに入れる .ics ファイルと、出欠を答える画面へのリンクが付きます。`}</p>
          <p>
            <button type="submit">{`開催通知を送る（${left.length}人）`}</button>
          </p>
        </MeetingForm>
      )}
    </Folded>
  )
}

const Answer: FC<ActsProps> = ({ meeting, problem: all }) => {
  const problem = of('answer', all)
  return (
    <Folded act="answer" summary="電話などで聞いた出欠を記録する" problem={problem}>
      <MeetingForm id={meeting.id} act="answer">
        <Choice
          name="seat"
          label="委員"
          value=""
          empty="選んでください"
          options={meeting.seats.map(({ id, title, holders }) => ({
            id,
            word: `${title}${holders.length > 0 ? `　${holders.join('、')}` : ''}`,
          }))}
          problem={problem}
        />
        <Choice name="reply" label="出欠" value="" empty="選んでください" options={choices(replyWord)} problem={problem} />
        <Field name="note" label="連絡事項" value="" problem={problem} />
        <p>
          <button type="submit">記録する</button>
        </p>
      </MeetingForm>
    </Folded>
  )
}

const Cancel: FC<ActsProps> = ({ meeting, problem: all }) => {
  const problem = of('cancel', all)
  return (
    <Folded act="cancel" summary="中止する" problem={problem}>
      <MeetingForm id={meeting.id} act="cancel" revision={meeting.revision}>
        <p>
          中止すると元には戻せません。開催通知を送った委員に中止を知らせます。年度の工程の日程は変わりません。議題は別の会議で扱えるようになります。
        </p>
        <Field name="cancel-reason" label="理由" value="" rows={2} problem={problem} />
        <p>
          <button type="submit" class="danger">
            中止する
          </button>
        </p>
      </MeetingForm>
    </Folded>
  )
}

/** What the office can do with a meeting, each with its effect in words. */
export const MeetingActs: FC<ActsProps> = (props) => {
  const { meeting } = props
  if (meeting.state === 'cancelled') return null
  const ahead = !meeting.recorded
  const settled = ['confirmed', 'published'].includes(meeting.minutesState)
  return (
    <section aria-labelledby="acts">
      <h2 id="acts">操作</h2>
      <Save {...props} />
      {ahead && <Move {...props} />}
      {ahead && <Invite {...props} />}
      <Papers {...props} />
      <Materials {...props} />
      {ahead && <Answer {...props} />}
      {!settled && (meeting.state === 'written' || meeting.startsAt <= meeting.now) && <Record {...props} />}
      {ahead && meeting.state !== 'held' && <Cancel {...props} />}
    </section>
  )
}
