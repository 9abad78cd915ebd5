import type { FC } from 'hono/jsx'
import { formatDate } from '../../../../../domain/calendar/date-words.js'
import { materialsPath } from '../../../meeting-paths.js'
import type { ActsProps } from './act-props.js'
import { Folded, MeetingForm, Tick } from './meeting-fields.js'

/** 会議資料: made and sent. */
export const Materials: FC<ActsProps> = ({ meeting, materials: { newest, released }, problem: all }) => {
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
