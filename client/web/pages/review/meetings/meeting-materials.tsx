import type { FC } from 'hono/jsx'
import { formatDate, formatDateTime } from '../../../../../domain/calendar/date-words.js'
import { sizeWord } from '../../../../../domain/sheet/file-size.js'
import type { MeetingView } from '../../../../app/review/meetings/meeting-view.js'
import { materialsPath } from '../../../meeting-paths.js'
import type { ActsProps } from './act-props.js'
import { Folded, MeetingForm, Tick } from './meeting-fields.js'

/** Whether what is made now leaves by itself, and not only on its day. */
const leavesAtOnce = (meeting: MeetingView): boolean => isAhead(meeting) && isBegun(meeting) && meeting.materials.dayPassed
const isAhead = ({ recorded, startsAt, now }: MeetingView): boolean => !recorded && startsAt > now
const isBegun = ({ agenda }: MeetingView): boolean => agenda.some(({ step }) => step?.assignment)

/** When what is made now leaves, before anybody presses. */
const Course: FC<{ meeting: MeetingView }> = ({ meeting }) => {
  const { days, on, leavesAt, next } = meeting.materials
  if (!isAhead(meeting)) return <p>開催日時を過ぎた会議の資料は、作っても自動では送りません。送るときは「今すぐ送る」を押してください。</p>
  if (!isBegun(meeting))
    return (
      <p>
        会議の工程がまだ始まっていません。工程が始まると、翌開庁日までに予定が立ち、送る日（過ぎていれば次の送信時刻）に自動で送られます。
      </p>
    )
  if (leavesAtOnce(meeting))
    return (
      <p class="warning">
        <strong>{`資料を送る日（開催の${days}開庁日前の${formatDate(on)}）を過ぎています。`}</strong>
        {`資料を作ると、待たずに次の送信時刻（${formatDateTime(next)}）に委員に送られます。`}
      </p>
    )
  return (
    <p>{`作った資料は、開催の${days}開庁日前の送信時刻（${formatDateTime(leavesAt)}）に、在任の委員に自動で送られ、委員のページで見られるようになります。「送信予定」で確かめ、止めることもできます。それまでに作り直したときは、新しい資料を送ります。資料がないときは委員には何も送らず、その前の開庁日に事務局へ知らせます。`}</p>
  )
}

/** 会議資料: made, and sent on its day or at once. */
export const Materials: FC<ActsProps> = ({ meeting, materials: { newest, held, released }, problem: all }) => {
  const problem = all?.act === 'materials-make' || all?.act === 'materials-send' ? all : null
  const make = newest ? '資料を作り直す' : '資料を作る'
  return (
    <Folded act="materials" summary="会議資料を作る・送る" problem={null} open={problem !== null}>
      <p>
        議題、検証対象の受理したシート（委員に公開した年度のものだけ）、載せることにした検証意見、添付資料を、目次とページ番号の付いた一つのPDFにします。
      </p>
      <Course meeting={meeting} />
      {newest && (
        <p>
          <a href={materialsPath(meeting.id)}>{newest.name}</a>
          {`（${sizeWord(newest.size)}）${released?.id === newest.id ? '　委員に公開済み' : '　まだ委員に公開していません'}`}
        </p>
      )}
      {newest && held && (
        <p class="warning">
          <strong>この資料は、自動では送られません。</strong>
          作った後に、シートの委員への公開が取りやめられたか、委員の利害関係が加わりました。作り直してください。「今すぐ送る」を押すと、このまま委員に公開します。
        </p>
      )}
      {meeting.materials.coming.held > 0 && (
        <p class="warning">
          <strong>{`委員${meeting.materials.coming.held}人への送付は止まっています。`}</strong>
          委員への公開を取りやめたとき、利害関係が加わったときは、送る前の資料を止めます。資料を作り直し、「送信予定」で保留を解くと送られます。
        </p>
      )}
      {newest && (
        <p>資料を作った後に、会議の日時や場所、シート、意見、利害関係が変わったときは、作り直してください。作った資料は変わりません。</p>
      )}
      <MeetingForm id={meeting.id} act="materials-make">
        <p>
          資料は全ての委員が同じものを見ます。この会議体に利害関係のある委員が一人でもいる施策は、シートも意見も入れず、名前だけを示します。
        </p>
        <Tick name="with-conflicts" label="利害関係のある委員がいる施策も含める" on={false} problem={problem} />
        <p>
          <button type="submit" class="second">
            {leavesAtOnce(meeting) ? `${make}（次の送信時刻に委員に送られます）` : make}
          </button>
        </p>
      </MeetingForm>
      {newest && (
        <MeetingForm id={meeting.id} act="materials-send">
          <p>{`押すと、送る日を待たずに、委員のページで資料を見られるようになり、次の送信時刻（${formatDateTime(meeting.materials.next)}）に委員に知らせます。`}</p>
          <p>
            <button type="submit">今すぐ送る（委員に公開する）</button>
          </p>
        </MeetingForm>
      )}
    </Folded>
  )
}
