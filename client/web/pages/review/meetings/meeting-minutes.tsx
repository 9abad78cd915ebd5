import type { FC } from 'hono/jsx'
import { joinMinutes, type MinutesPart, splitMinutes } from '../../../../../domain/review/minutes-text.js'
import { minutesComparePath, publicMinutesPath } from '../../../meeting-paths.js'
import { At, State } from '../../../words.js'
import { DifferenceTable } from '../../difference-table.js'
import { Field, Folded, MeetingForm } from './meeting-fields.js'
import { minutesStateWord } from './meeting-words.js'
import { minutesDifferences, minutesParts } from './minutes-parts.js'
import { type MinutesProps, Steps } from './minutes-steps.js'

export const MinutesText: FC<{ parts: MinutesPart[] }> = ({ parts }) => (
  <>
    {parts
      .filter(({ no, text }) => no > 0 || text !== '')
      .map(({ no, title, text }) => (
        <>
          {no > 0 && <h3>{`議題${no}　${title}`}</h3>}
          <p class="written">{text || '（記載なし）'}</p>
        </>
      ))}
  </>
)

const Write: FC<MinutesProps> = ({ meeting, versions, problem: all }) => {
  const problem = all?.act === 'minutes-save' ? all : null
  const [last] = versions
  const parts = minutesParts(meeting, last?.text ?? '')
  const typed = problem?.conflict ? joinMinutes(parts.map((part) => ({ ...part, text: problem.texts(`part-${part.no}`) }))) : null
  return (
    <Folded act="minutes-save" summary={last ? '会議録（案）を直す' : '会議録（案）を書く'} problem={problem}>
      {typed !== null && last && (
        <DifferenceTable
          caption={`いま保存されている第${last.no}版と、あなたの入力との違い`}
          before={`第${last.no}版`}
          after="あなたの入力"
          of={minutesDifferences(last.text, typed)}
        />
      )}
      <MeetingForm id={meeting.id} act="minutes-save">
        <input type="hidden" name="base" value={String(last?.no ?? 0)} />
        {meeting.minutesState === 'asked' && (
          <p class="warning">直すと新しい版になり、確認の依頼は終わります。もう一度、確認を依頼してください。</p>
        )}
        {parts.map(({ no, title, text }) => (
          <Field
            name={`part-${no}`}
            label={no === 0 ? '全般（開会、出席者など）' : `議題${no}　${title}`}
            value={text}
            rows={no === 0 ? 4 : 10}
            problem={problem ? { ...problem, conflict: false } : null}
          />
        ))}
        <p>
          <button type="submit">{`第${(last?.no ?? 0) + 1}版として保存する`}</button>
        </p>
      </MeetingForm>
    </Folded>
  )
}

/** 会議録: its versions, what members said of them, and what comes next. */
export const Minutes: FC<MinutesProps> = (props) => {
  const { meeting, versions, words, office } = props
  const [last] = versions
  const settled = ['confirmed', 'published'].includes(meeting.minutesState)
  return (
    <section aria-labelledby="minutes">
      <h2 id="minutes">会議録</h2>
      <p>
        <State of={minutesStateWord[meeting.minutesState] ?? { word: meeting.minutesState, shape: '・', tone: 'quiet' }} />
        {meeting.minutesState === 'published' && (
          <>
            {'　'}
            <a href={publicMinutesPath(meeting.id)}>公表している画面</a>
          </>
        )}
      </p>
      {versions.length > 0 && (
        <ul class="rows">
          {versions.map(({ no, postTitle, recordedAt }) => (
            <li>
              {`第${no}版　`}
              <At at={recordedAt} />
              {`　${postTitle}　`}
              {no > 1 && <a href={minutesComparePath(meeting.id, no - 1, no)}>{`第${no - 1}版との違い`}</a>}
            </li>
          ))}
        </ul>
      )}
      {words.length > 0 && (
        <>
          <h3>委員の返事</h3>
          <ul class="rows">
            {words.map(({ seatTitle, minutesNo, agreed, text, byOffice, recordedAt }) => (
              <li>
                {`${seatTitle}　第${minutesNo}版：${agreed ? 'このとおりでよい' : '直すところがある'}${byOffice ? '（事務局が聞いて記録）' : ''}　`}
                <At at={recordedAt} />
                {text !== '' && <p class="written">{text}</p>}
              </li>
            ))}
          </ul>
        </>
      )}
      {last && (
        <details open={settled}>
          <summary>{`第${last.no}版を読む`}</summary>
          <MinutesText parts={splitMinutes(last.text)} />
        </details>
      )}
      {office && !settled && meeting.state !== 'cancelled' && <Write {...props} />}
      {office && <Steps {...props} />}
    </section>
  )
}
