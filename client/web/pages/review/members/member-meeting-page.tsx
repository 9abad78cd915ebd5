import { randomUUID } from 'node:crypto'
import type { Child, FC } from 'hono/jsx'
import { isClosedItem } from '../../../../../domain/review/meeting.js'
import { splitMinutes } from '../../../../../domain/review/minutes-text.js'
import type { MeetingView, SeatView } from '../../../../app/review/meetings/meeting-view.js'
import type { MinutesVersion, MinutesWordView } from '../../../../app/review/meetings/read-minutes.js'
import { Page } from '../../../layout.js'
import { memberMeetingPath, publicMinutesPath } from '../../../meeting-paths.js'
import { memberPath } from '../../../member-paths.js'
import { At } from '../../../words.js'
import { Field, type MeetingProblem } from '../meetings/meeting-fields.js'
import { MinutesText } from '../meetings/meeting-minutes.js'
import { agendaKindWord, hoursWord, opennessWord, replyWord } from '../meetings/meeting-words.js'

export interface MemberMeetingPageProps {
  meeting: MeetingView
  /** the visitor's own */
  seat: SeatView
  /** the newest version, while this member is asked about it; null: nothing to check */
  minutes: MinutesVersion | null
  word: MinutesWordView | null
  /** files that were released to members */
  materials: { name: string; path: string }[]
  problem: MeetingProblem | null
  done: string | null
}

const MemberForm: FC<{ id: string; act: string; children?: Child }> = ({ id, act, children }) => (
  <form method="post" action={memberMeetingPath(id)} class="question">
    <input type="hidden" name="_act" value={act} />
    <input type="hidden" name="_key" value={randomUUID()} />
    {children}
  </form>
)

/** One press answers; what else is to be said is optional. */
const Reply: FC<MemberMeetingPageProps> = ({ meeting, seat, problem }) => (
  <section aria-labelledby="reply">
    <h2 id="reply">出欠</h2>
    {seat.reply ? (
      <p>
        {'いまの御回答：'}
        <strong>{replyWord[seat.reply]}</strong>
        {seat.repliedAt && (
          <>
            {'　'}
            <At at={seat.repliedAt} />
          </>
        )}
      </p>
    ) : (
      <p>
        {seat.formerReply
          ? `変更前の日時には「${replyWord[seat.formerReply]}」と御回答いただきました。変更後の日時について、改めて次のいずれかを押してください。`
          : 'まだ御回答をいただいていません。次のいずれかを押してください。'}
      </p>
    )}
    <MemberForm id={meeting.id} act="answer">
      <input type="hidden" name="to" value={meeting.startsAt} />
      <Field name="note" label="事務局への連絡（なければ空欄のまま）" value={seat.note ?? ''} problem={problem} />
      <p class="buttons">
        {(['attend', 'online', 'absent'] as const).map((reply) => (
          <button type="submit" name="reply" value={reply} class={reply === 'attend' ? undefined : 'second'}>
            {reply === 'attend' ? '出席する' : reply === 'online' ? 'オンラインで出席する' : '欠席する'}
          </button>
        ))}
      </p>
      <p class="hint">後から押し直すと、新しい御回答に変わります。</p>
    </MemberForm>
  </section>
)

const Minutes: FC<MemberMeetingPageProps & { minutes: MinutesVersion }> = ({ meeting, minutes, word, problem }) => (
  <section aria-labelledby="minutes">
    <h2 id="minutes">{`会議録（案）の確認（第${minutes.no}版）`}</h2>
    {word && (
      <p>
        {'いまの御回答：'}
        <strong>{word.agreed ? 'このとおりでよい' : '直すところがある'}</strong>
        {'　'}
        <At at={word.recordedAt} />
      </p>
    )}
    <MinutesText parts={splitMinutes(minutes.text)} />
    <MemberForm id={meeting.id} act="minutes-agree">
      <input type="hidden" name="minutes" value={String(minutes.no)} />
      <p>
        <button type="submit">このとおりでよい</button>
      </p>
    </MemberForm>
    <MemberForm id={meeting.id} act="minutes-mend">
      <input type="hidden" name="minutes" value={String(minutes.no)} />
      <Field
        name="word-text"
        label="直すところがあるとき"
        hint="どの議題の、どの文を、どう直すかを書いてください。"
        value={word && !word.agreed ? word.text : ''}
        rows={5}
        problem={problem}
      />
      <p>
        <button type="submit" class="second">
          直すところを事務局に送る
        </button>
      </p>
    </MemberForm>
  </section>
)

/** What was typed about minutes that are no longer asked about: it was not sent, and is kept to be copied. */
const Unsent: FC<{ typed: string }> = ({ typed }) => (
  <section aria-labelledby="minutes">
    <h2 id="minutes">会議録（案）の確認</h2>
    <p>いまは会議録（案）の確認をお願いしていません。御返事は送られていません。新しい版の確認は、改めてメールでお願いします。</p>
    {typed !== '' && (
      <>
        <p>お書きになった内容は次のとおりです。写しを取り、新しい版の確認のときに使うか、事務局にお知らせください。</p>
        <p class="written">{typed}</p>
      </>
    )}
  </section>
)

/** A meeting as a member of its body has it: when and where, what about, the answer, the materials, the minutes. */
export const MemberMeetingPage: FC<MemberMeetingPageProps> = (props) => {
  const { meeting, minutes, materials, problem, done } = props
  const ahead = meeting.state !== 'cancelled' && !meeting.recorded && meeting.startsAt > meeting.now
  return (
    <Page title={meeting.name} here={memberPath}>
      {done && (
        <p class="receipt" role="status">
          {done}
        </p>
      )}
      {problem && (
        <div class="error-summary" role="alert">
          <h2>入力内容を確かめてください</h2>
          <p>
            <a href={`#${problem.field || 'main'}`}>{problem.message}</a>
          </p>
        </div>
      )}
      {meeting.state === 'cancelled' && (
        <p class="notice">
          <strong>この会議は中止になりました。</strong>
        </p>
      )}
      <dl class="facts">
        <dt>日時</dt>
        <dd>
          <At at={meeting.startsAt} as="day" />
          {`　${hoursWord(meeting.startsAt, meeting.endsAt)}`}
        </dd>
        <dt>場所</dt>
        <dd>{meeting.state === 'written' ? '書面で開催します（集まりません）。' : meeting.place || '決まり次第お知らせします。'}</dd>
        <dt>公開区分</dt>
        <dd>{opennessWord[meeting.openness]}</dd>
        <dt>席</dt>
        <dd>{props.seat.title}</dd>
      </dl>
      {meeting.state !== 'cancelled' && (
        <p>
          <a href={`${memberMeetingPath(meeting.id)}/meeting.ics`}>カレンダーに入れる（.ics）</a>
        </p>
      )}
      {ahead && <Reply {...props} />}
      <h2>議題</h2>
      <ol>
        {meeting.agenda.map(({ title, kind, closed }) => (
          <li>{`${title}（${agendaKindWord[kind]}${isClosedItem(meeting.openness, closed) ? '・非公開' : ''}）`}</li>
        ))}
      </ol>
      <h2>資料</h2>
      {materials.length === 0 ? (
        <p>資料は、お送りするときにここに載せます。</p>
      ) : (
        <ul>
          {materials.map(({ name, path }) => (
            <li>
              <a href={path}>{name}</a>
            </li>
          ))}
        </ul>
      )}
      {minutes ? (
        <Minutes {...props} minutes={minutes} />
      ) : (
        problem?.act.startsWith('minutes-') && <Unsent typed={problem.texts('word-text')} />
      )}
      {meeting.minutesState === 'published' && (
        <p>
          <a href={publicMinutesPath(meeting.id)}>公表した会議録</a>
        </p>
      )}
      <p class="near">
        <a href={memberPath}>委員のページへ</a>
      </p>
    </Page>
  )
}
