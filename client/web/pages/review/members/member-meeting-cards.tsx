import type { FC } from 'hono/jsx'
import type { MemberMeeting } from '../../../../app/review/member/member-meetings.js'
import { memberMeetingPath } from '../../../meeting-paths.js'
import { At } from '../../../words.js'
import { hoursWord, presenceWord, replyWord } from '../meetings/meeting-words.js'

/** What the member still has to do or may look forward to: it is ahead, or its minutes are to be checked. */
const isOpen = ({ ahead, minutesAsked }: MemberMeeting): boolean => ahead || minutesAsked

const Answer: FC<{ of: MemberMeeting }> = ({ of: { state, reply, present } }) => {
  if (present) return presenceWord(state, present)
  if (reply) return `「${replyWord[reply]}」と御回答`
  return state === 'cancelled' ? '―' : '御回答なし'
}

const minutesWord = ({ minutesAgreed }: MemberMeeting): string =>
  minutesAgreed === null
    ? 'まだ御返事をいただいていません。'
    : minutesAgreed
      ? '「このとおりでよい」と御返事'
      : '直すところをお送りいただきました。'

const Card: FC<{ of: MemberMeeting; at: number }> = ({ of, at }) => {
  const asksMinutes = of.minutesAsked && of.minutesAgreed === null
  return (
    <section class="member-year" aria-labelledby={`meeting-${at}`}>
      <h2 id={`meeting-${at}`}>{of.name}</h2>
      <dl class="facts">
        <dt>会議体</dt>
        <dd>{`${of.bodyName}　${of.seatTitle}`}</dd>
        <dt>日時</dt>
        <dd>
          <At at={of.startsAt} as="day" />
          {`　${hoursWord(of.startsAt, of.endsAt)}`}
        </dd>
        <dt>場所</dt>
        <dd>{of.state === 'written' ? '書面で開催します（集まりません）。' : of.place || '決まり次第お知らせします。'}</dd>
        <dt>出欠</dt>
        <dd>{of.ahead && !of.reply ? <strong>まだ御回答をいただいていません。</strong> : <Answer of={of} />}</dd>
        <dt>資料</dt>
        <dd>
          {of.materials ? (
            <a href={`${memberMeetingPath(of.id)}/materials.pdf`}>資料を開く（PDF）</a>
          ) : of.ahead ? (
            'お送りするときにここに載せます。'
          ) : (
            'ありません。'
          )}
        </dd>
        {of.minutesAsked && (
          <>
            <dt>会議録の御確認</dt>
            <dd>{asksMinutes ? <strong>{minutesWord(of)}</strong> : minutesWord(of)}</dd>
          </>
        )}
      </dl>
      <p>
        <a class="button" href={memberMeetingPath(of.id)}>
          {asksMinutes ? '会議録（案）を確かめる' : of.ahead && !of.reply ? '出欠を回答する' : '開く'}
        </a>
      </p>
    </section>
  )
}

/** 会議: those that are ahead, the next one first, and those whose minutes are to be checked. */
export const OpenMeetings: FC<{ meetings: MemberMeeting[] }> = ({ meetings }) => (
  <>
    {meetings
      .filter(isOpen)
      .toReversed()
      .map((one, at) => (
        <Card of={one} at={at} />
      ))}
  </>
)

/** Meetings of which nothing is to be done any more, the latest first. */
export const EarlierMeetings: FC<{ meetings: MemberMeeting[] }> = ({ meetings }) => {
  const earlier = meetings.filter((one) => !isOpen(one))
  if (earlier.length === 0) return null
  return (
    <section aria-labelledby="earlier-meetings">
      <h2 id="earlier-meetings">これまでの会議</h2>
      <table class="member-programmes">
        <thead>
          <tr>
            <th scope="col">会議</th>
            <th scope="col">日</th>
            <th scope="col">出欠</th>
            <th scope="col">資料</th>
          </tr>
        </thead>
        <tbody>
          {earlier.map((one) => (
            <tr>
              <th scope="row">
                <a href={memberMeetingPath(one.id)}>{one.name}</a>
                {one.state === 'cancelled' && '（中止）'}
              </th>
              <td>
                <At at={one.startsAt} as="day" />
              </td>
              <td>
                <Answer of={one} />
              </td>
              <td>{one.materials ? <a href={`${memberMeetingPath(one.id)}/materials.pdf`}>開く（PDF）</a> : '―'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
