import type { FC } from 'hono/jsx'
import { joinMinutes, type MinutesPart, splitMinutes } from '../../../../../domain/review/minutes-text.js'
import type { Difference } from '../../../../../domain/sheet/differences.js'
import type { MeetingView } from '../../../../app/review/meetings/meeting-view.js'
import type { MinutesVersion, MinutesWordView } from '../../../../app/review/meetings/read-minutes.js'
import { minutesComparePath, publicMinutesPath } from '../../../meeting-paths.js'
import { At, State } from '../../../words.js'
import { DifferenceTable } from '../../difference-table.js'
import { Choice, Field, Folded, MeetingForm, type MeetingProblem } from './meeting-fields.js'
import { minutesStateWord } from './meeting-words.js'

interface MinutesProps {
  meeting: MeetingView
  versions: MinutesVersion[]
  words: MinutesWordView[]
  office: boolean
  problem: MeetingProblem | null
}

/** One box for what is general, and one for each item of the agenda, with what stands. */
export const minutesParts = (meeting: MeetingView, text: string): MinutesPart[] => {
  const standing = splitMinutes(text)
  const textOf = (no: number) => standing.find((part) => part.no === no)?.text ?? ''
  return [{ no: 0, title: '', text: textOf(0) }, ...meeting.agenda.map(({ no, title }) => ({ no, title, text: textOf(no) }))]
}

/** What two texts of minutes say differently, item by item. */
export const minutesDifferences = (before: string, after: string): Difference[] => {
  const [from, to] = [splitMinutes(before), splitMinutes(after)]
  const nos = [...new Set([...from, ...to].map(({ no }) => no))].sort((a, b) => a - b)
  return nos.flatMap((no) => {
    const [a, b] = [from, to].map((parts) => parts.find((part) => part.no === no))
    if ((a?.text ?? '') === (b?.text ?? '')) return []
    const label = no === 0 ? '全般' : `議題${no}　${b?.title ?? a?.title ?? ''}`
    return [{ field: `part-${no}`, label, place: '', before: a?.text ?? '', after: b?.text ?? '' }]
  })
}

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

const Told: FC<MinutesProps & { last: MinutesVersion }> = ({ meeting, last, problem: all }) => {
  const problem = all?.act === 'minutes-word' ? all : null
  const there = meeting.seats.filter(({ present }) => present === 'attend' || present === 'online')
  return (
    <Folded act="minutes-word" summary="委員から聞いた返事を記録する" problem={problem}>
      <MeetingForm id={meeting.id} act="minutes-word">
        <input type="hidden" name="minutes" value={String(last.no)} />
        <Choice
          name="word-seat"
          label="委員"
          value=""
          empty="選んでください"
          options={there.map(({ id, title }) => ({ id, word: title }))}
          problem={problem}
        />
        <Choice
          name="agreed"
          label="返事"
          value=""
          empty="選んでください"
          options={[
            { id: 'yes', word: 'このとおりでよい' },
            { id: 'no', word: '直すところがある' },
          ]}
          problem={problem}
        />
        <Field name="word-text" label="直すところ" value="" rows={4} problem={problem} />
        <p>
          <button type="submit">記録する</button>
        </p>
      </MeetingForm>
    </Folded>
  )
}

const Steps: FC<MinutesProps> = (props) => {
  const { meeting, versions, words, problem } = props
  const [last] = versions
  if (!last) return null
  const there = meeting.seats.filter(({ present }) => present === 'attend' || present === 'online')
  const agreed = words.filter((one) => one.minutesNo === last.no && one.agreed).length
  return (
    <>
      {(meeting.minutesState === 'draft' || meeting.minutesState === 'asked') && (
        <Folded act="minutes-ask" summary="委員に確認を依頼する" problem={problem}>
          <MeetingForm id={meeting.id} act="minutes-ask">
            <p>{`出席した委員${there.length}人のうち、第${last.no}版の確認をまだ頼んでいない委員に、次の便でメールを送ります。`}</p>
            <p>
              <button type="submit">確認を依頼する</button>
            </p>
          </MeetingForm>
        </Folded>
      )}
      {meeting.minutesState === 'asked' && <Told {...props} last={last} />}
      {(meeting.minutesState === 'draft' || meeting.minutesState === 'asked') && (
        <Folded act="minutes-confirm" summary="会議録を確定する" problem={problem}>
          <MeetingForm id={meeting.id} act="minutes-confirm">
            <input type="hidden" name="minutes" value={String(last.no)} />
            <p>{`出席した委員${there.length}人のうち${agreed}人が、第${last.no}版を「このとおりでよい」と答えています。確定すると、もう直せません。`}</p>
            <Field
              name="confirm-reason"
              label="全員の返事を待たずに確定するときは、その理由"
              value=""
              rows={2}
              problem={problem?.act === 'minutes-confirm' ? problem : null}
            />
            <p>
              <button type="submit">{`第${last.no}版で確定する`}</button>
            </p>
          </MeetingForm>
        </Folded>
      )}
      {meeting.minutesState === 'confirmed' && (
        <Folded act="minutes-publish" summary="会議録を公表する" problem={problem} open>
          <MeetingForm id={meeting.id} act="minutes-publish">
            <p>
              {meeting.openness === 'closed'
                ? '非公開の会議のため、開催の日時・場所・議題・傍聴者数だけを公表し、会議録の本文は載せません。'
                : meeting.openness === 'partly'
                  ? '非公開とした議題を除いて、誰でも読める画面に載せます。'
                  : '誰でも読める画面に載せます。'}
              公表は取り消せません。
            </p>
            <p>
              <button type="submit">会議録を公表する</button>
            </p>
          </MeetingForm>
        </Folded>
      )}
    </>
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
