import type { FC } from 'hono/jsx'
import type { MeetingView } from '../../../../app/review/meetings/meeting-view.js'
import type { MinutesVersion, MinutesWordView } from '../../../../app/review/meetings/read-minutes.js'
import { Choice, Field, Folded, MeetingForm, type MeetingProblem } from './meeting-fields.js'

export interface MinutesProps {
  meeting: MeetingView
  versions: MinutesVersion[]
  words: MinutesWordView[]
  office: boolean
  problem: MeetingProblem | null
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

/** What comes next for the minutes: asked about, confirmed, published. */
export const Steps: FC<MinutesProps> = (props) => {
  const { meeting, versions, words, problem } = props
  const [last] = versions
  if (!last || !meeting.recorded) return null
  const there = meeting.seats.filter(({ present }) => present === 'attend' || present === 'online')
  const agreed = words.filter((one) => one.minutesNo === last.no && one.agreed).length
  return (
    <>
      {(meeting.minutesState === 'draft' || meeting.minutesState === 'asked') && (
        <Folded act="minutes-ask" summary="委員に確認を依頼する" problem={problem}>
          <MeetingForm id={meeting.id} act="minutes-ask">
            <p>{`出席した委員${there.length}人のうち、第${last.no}版の確認をまだ頼んでいない委員に、次の送信時刻にメールを送ります。`}</p>
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
