import type { FC } from 'hono/jsx'
import type { MeetingView } from '../../../../app/review/meetings/meeting-view.js'
import type { MinutesVersion } from '../../../../app/review/meetings/read-minutes.js'
import type { CycleLine } from '../../../../app/views/list-cycles.js'
import { Page } from '../../../layout.js'
import { meetingPath } from '../../../meeting-paths.js'
import { DifferenceTable } from '../../difference-table.js'
import { minutesDifferences } from './minutes-parts.js'

/** What two versions of a meeting's minutes say differently. */
export const MinutesComparePage: FC<{ meeting: MeetingView; cycle: CycleLine | null; from: MinutesVersion; to: MinutesVersion }> = ({
  meeting,
  cycle,
  from,
  to,
}) => {
  const differences = minutesDifferences(from.text, to.text)
  return (
    <Page title={`${meeting.name}：会議録の版の違い`} cycle={cycle}>
      <p>
        <a href={meetingPath(meeting.id)}>会議の画面に戻る</a>
      </p>
      {differences.length === 0 ? (
        <p>違いはありません。</p>
      ) : (
        <DifferenceTable caption={`第${from.no}版と第${to.no}版の違い`} before={`第${from.no}版`} after={`第${to.no}版`} of={differences} />
      )}
    </Page>
  )
}
