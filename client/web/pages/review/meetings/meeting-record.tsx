import type { FC } from 'hono/jsx'
import { timeOf } from '../../../../../domain/calendar/instants.js'
import { type ActsProps, of } from './act-props.js'
import { Choice, Field, Folded, MeetingForm } from './meeting-fields.js'
import { choices, presenceWord, replyWord, writtenWord } from './meeting-words.js'

/** 開催の記録: who came, and what was decided. */
export const Record: FC<ActsProps> = ({ meeting, problem: all }) => {
  const problem = of('record', all)
  const words = meeting.state === 'written' ? writtenWord : replyWord
  return (
    <Folded act="record" summary={meeting.recorded ? '開催の記録を直す' : '開催を記録する'} problem={problem}>
      <MeetingForm id={meeting.id} act="record" revision={meeting.revision}>
        <p>{`定足数は${meeting.quorum}人です。${meeting.state === 'written' ? '書面開催では、定足数にかかわらず、決まったことを記録できます。' : '満たさないときは、決まったことを記録できません。'}`}</p>
        {meeting.seats.map((seat) => (
          <Choice
            name={`present.${seat.id}`}
            label={`${seat.title}${seat.holders.length > 0 ? `　${seat.holders.join('、')}` : ''}`}
            {...(seat.present || !seat.reply ? {} : { hint: `事前の回答：${presenceWord('planned', seat.reply)}` })}
            value={seat.present ?? (meeting.recorded ? '' : (seat.reply ?? ''))}
            empty="選んでください"
            options={choices(words)}
            problem={problem}
          />
        ))}
        <Field
          name="visitors"
          label="傍聴者数（人）"
          value={meeting.visitors === null ? '' : String(meeting.visitors)}
          size={6}
          problem={problem}
        />
        <Field
          name="record-until"
          label="終わった時刻"
          hint="例：15:40。空欄は予定どおり。"
          value={meeting.endsAt ? timeOf(meeting.endsAt) : ''}
          size={8}
          problem={problem}
        />
        <Field
          name="decisions"
          label="決まったこと"
          hint="1行に一つずつ書いてください。"
          value={meeting.decisions.join('\n')}
          rows={4}
          problem={problem}
        />
        <p>
          <button type="submit">開催を記録する</button>
        </p>
      </MeetingForm>
    </Folded>
  )
}
