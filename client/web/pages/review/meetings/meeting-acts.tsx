import type { FC } from 'hono/jsx'
import { formatDate } from '../../../../../domain/calendar/date-words.js'
import { dateOf, timeOf } from '../../../../../domain/calendar/instants.js'
import { agendaFixed } from '../../../../../domain/review/meeting.js'
import type { MaterialsStanding } from '../../../../app/review/meetings/materials.js'
import type { AgendaView, MeetingView, StepWithoutMeeting } from '../../../../app/review/meetings/meeting-view.js'
import { materialsPath } from '../../../meeting-paths.js'
import { Choice, Field, Folded, MeetingForm, type MeetingProblem, Tick } from './meeting-fields.js'
import { agendaKindWord, choices, opennessWord, presenceWord, replyWord, writtenWord } from './meeting-words.js'

interface ActsProps {
  meeting: MeetingView
  steps: StepWithoutMeeting[]
  materials: MaterialsStanding
  problem: MeetingProblem | null
}

/** What was typed belongs to the form that was sent, and to no other of the page. */
const of = (act: string, problem: MeetingProblem | null): MeetingProblem | null => (problem?.act === act ? problem : null)

const Item: FC<{ item: AgendaView; at: number; problem: MeetingProblem | null }> = ({ item, at, problem }) => (
  <fieldset>
    <legend>{`議題${item.no}${item.step ? `（${item.step.fiscalYear}年度　${item.step.name}）` : '（会議体独自）'}`}</legend>
    <input type="hidden" name={`item.${at}.step`} value={item.step ? `${item.step.cycleId}/${item.step.key}` : ''} />
    <Field name={`item.${at}.title`} label="題名" value={item.title} problem={problem} />
    <Choice name={`item.${at}.kind`} label="扱い" value={item.kind} options={choices(agendaKindWord)} problem={problem} />
    <Field name={`item.${at}.order`} label="順番" value={String(item.no)} size={4} problem={problem} />
    <Tick name={`item.${at}.closed`} label="非公開で扱う（一部非公開のとき）" on={item.closed} problem={problem} />
    <Tick name={`item.${at}.drop`} label="この議題を除く" on={false} problem={problem} />
  </fieldset>
)

const Save: FC<ActsProps> = ({ meeting, steps, problem: all }) => {
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
            options={steps.map((one) => ({ id: `${one.cycleId}/${one.step}`, word: `${one.fiscalYear}年度　${one.name}` }))}
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

const Move: FC<ActsProps> = ({ meeting, problem: all }) => {
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
          <p>{`まだ送っていない委員${left.length}人に、次の便で送ります。送る前に「送信予定」で文面を確かめ、止めることもできます。予定表に入る .ics と、出欠を答える画面へのリンクが付きます。`}</p>
          <p>
            <button type="submit">{`開催通知を送る（${left.length}人）`}</button>
          </p>
        </MeetingForm>
      )}
    </Folded>
  )
}

const Materials: FC<ActsProps> = ({ meeting, materials: { newest, released }, problem: all }) => {
  const problem = all?.act === 'materials-make' || all?.act === 'materials-send' ? all : null
  return (
    <Folded act="materials" summary="会議資料を作る・送る" problem={null} open={problem !== null}>
      <p>{`議題、検証対象の受理したシート（委員に公開した年度のものだけ）、載せることにした検証意見を、目次とページ番号の付いた一つの PDF にします。開催の5開庁日前（${formatDate(meeting.materialsOn)}）までに送ります。`}</p>
      {newest && (
        <p>
          <a href={materialsPath(meeting.id)}>{newest.name}</a>
          {`（${Math.ceil(newest.size / 1024).toLocaleString('ja-JP')} KB）${released?.id === newest.id ? '　委員に公開済み' : '　まだ委員に公開していません'}`}
        </p>
      )}
      <MeetingForm id={meeting.id} act="materials-make">
        <p>
          資料は全ての委員が同じものを見ます。この会議体に利害関係のある委員が一人でもいる施策は、シートも意見も入れず、名前だけを示します。
        </p>
        <Tick name="with-conflicts" label="利害関係のある委員がいる施策も含める" on={false} problem={problem} />
        <p>
          <button type="submit" class="second">
            {newest ? '資料を作り直す' : '資料を作る'}
          </button>
        </p>
      </MeetingForm>
      {newest && (
        <MeetingForm id={meeting.id} act="materials-send">
          <p>押すと、委員のページで資料を見られるようになり、次の便で委員に知らせます。</p>
          <p>
            <button type="submit">資料を送る（委員に公開する）</button>
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

const Record: FC<ActsProps> = ({ meeting, problem: all }) => {
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
      <Materials {...props} />
      {ahead && <Answer {...props} />}
      {!settled && (meeting.state === 'written' || meeting.startsAt <= meeting.now) && <Record {...props} />}
      {ahead && meeting.state !== 'held' && <Cancel {...props} />}
    </section>
  )
}
