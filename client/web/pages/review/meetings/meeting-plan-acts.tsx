import type { FC } from 'hono/jsx'
import { fiscalYearName } from '../../../../../domain/calendar/date-words.js'
import { dateOf, timeOf } from '../../../../../domain/calendar/instants.js'
import { agendaFixed } from '../../../../../domain/review/meeting.js'
import type { AgendaView } from '../../../../app/review/meetings/meeting-view.js'
import { type ActsProps, of } from './act-props.js'
import { Choice, Field, Folded, MeetingForm, type MeetingProblem, Tick } from './meeting-fields.js'
import { agendaKindWord, choices, opennessWord } from './meeting-words.js'

const Item: FC<{ item: AgendaView; at: number; problem: MeetingProblem | null }> = ({ item, at, problem }) => (
  <fieldset>
    <legend>{`議題${item.no}${item.step ? `（${fiscalYearName(item.step.fiscalYear)}　${item.step.name}）` : '（会議体独自）'}`}</legend>
    <input type="hidden" name={`item.${at}.step`} value={item.step ? `${item.step.cycleId}/${item.step.key}` : ''} />
    <input type="hidden" name={`item.${at}.was`} value={String(item.no)} />
    <Field name={`item.${at}.title`} label="題名" value={item.title} problem={problem} />
    <Choice name={`item.${at}.kind`} label="扱い" value={item.kind} options={choices(agendaKindWord)} problem={problem} />
    <Field name={`item.${at}.order`} label="順番" value={String(item.no)} size={4} problem={problem} />
    <Tick name={`item.${at}.closed`} label="非公開で扱う（一部非公開のとき）" on={item.closed} problem={problem} />
    <Tick name={`item.${at}.drop`} label="この議題を除く" on={false} problem={problem} />
  </fieldset>
)

/** The meeting's details and its agenda. */
export const Save: FC<ActsProps> = ({ meeting, steps, problem: all }) => {
  const problem = of('save', all)
  return (
    <Folded act="save" summary="議題・公開区分などを直す" problem={problem}>
      {agendaFixed(meeting.minutesState) && <p>会議録の確認を依頼した後は、議題と公開区分は変えられません。</p>}
      <MeetingForm id={meeting.id} act="save" revision={meeting.revision}>
        <Field name="name" label="会議の名前" value={meeting.name} problem={problem} />
        <Tick
          name="written"
          label="書面で開催する（集まらずに、書面で意見や賛否を聞く）"
          on={meeting.state === 'written'}
          problem={problem}
        />
        <Choice name="openness" label="公開区分" value={meeting.openness} options={choices(opennessWord)} problem={problem} />
        <Field name="closed-reason" label="一部非公開・非公開の理由" value={meeting.closedReason ?? ''} rows={2} problem={problem} />
        <Field
          name="announced-on"
          label="開催を公表した日（まだなら空欄）"
          hint="例：2017-02-10、平成29年2月10日"
          value={meeting.announcedOn ?? ''}
          size={14}
          problem={problem}
        />
        <Field
          name="quorum"
          label="定足数（人）"
          hint="特に定めがなければ、在任の委員の過半数です。"
          value={String(meeting.quorum)}
          size={4}
          problem={problem}
        />
        {meeting.agenda.map((item, at) => (
          <Item item={item} at={at} problem={problem} />
        ))}
        <fieldset>
          <legend>議題を加える</legend>
          <Choice
            name="add-step"
            label="ほかの年度の工程から"
            value=""
            empty="加えない"
            options={steps.map((one) => ({ id: `${one.cycleId}/${one.step}`, word: `${fiscalYearName(one.fiscalYear)}　${one.name}` }))}
            problem={problem}
          />
          <Field name="add-title" label="会議体独自の議題（題名）" value="" problem={problem} />
        </fieldset>
        <p>
          <button type="submit">保存する</button>
        </p>
      </MeetingForm>
    </Folded>
  )
}

/** Another time or place. */
export const Move: FC<ActsProps> = ({ meeting, problem: all }) => {
  const problem = of('move', all)
  return (
    <Folded act="move" summary="日時・場所を変える（何がずれるかを見てから決めます）" problem={problem}>
      <MeetingForm id={meeting.id} act="move" revision={meeting.revision}>
        <Field
          name="date"
          label="開催日"
          hint="例：2017-02-20、平成29年2月20日、2月20日"
          value={dateOf(meeting.startsAt)}
          size={14}
          problem={problem}
        />
        <Field name="from" label="始まりの時刻" hint="例：14:00" value={timeOf(meeting.startsAt)} size={8} problem={problem} />
        <Field
          name="until"
          label="終わりの時刻（未定なら空欄）"
          value={meeting.endsAt ? timeOf(meeting.endsAt) : ''}
          size={8}
          problem={problem}
        />
        <Field name="place" label="場所" value={meeting.place} problem={problem} />
        <Field
          name="move-reason"
          label="理由"
          hint="開催通知を送った委員に知らせ、日程の理由として記録に残ります。"
          value=""
          rows={2}
          problem={problem}
        />
        <p>
          <button type="submit">何がずれるかを見る</button>
        </p>
      </MeetingForm>
    </Folded>
  )
}
