import type { FC } from 'hono/jsx'
import type { MeetingView, SeatView } from '../../../../app/review/meetings/meeting-view.js'
import { noticeKindWord, noticeStateWord } from '../../../../app/views/words.js'
import { noticePath } from '../../../paths.js'
import { Scroll } from '../../../words.js'
import { presenceWord, replyWord } from './meeting-words.js'

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

/** 委員と出欠 */
export const Members: FC<{ meeting: MeetingView }> = ({ meeting }) => (
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
              {seat.formerReply && <span class="soft">{`変更前の日時には「${replyWord[seat.formerReply]}」`}</span>}
              {seat.note && <span class="soft">{seat.note}</span>}
            </td>
            <td>{seat.present ? presenceWord(meeting.state, seat.present) : '―'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
)
