import type { FC } from 'hono/jsx'
import type { CycleLine } from '../../app/views/list-cycles.js'
import { cycleStateWord } from '../../app/views/words.js'
import { Page } from '../layout.js'
import { cyclePath, mailsPath, reportPath, trailPath } from '../paths.js'
import { verifyTrailPath } from '../trail-paths.js'
import { State, yearWords } from '../words.js'

/** An auditor's first page: every year with the way to its trail. */
export const AuditPage: FC<{ cycles: CycleLine[] }> = ({ cycles }) => (
  <Page title="監査する年度" here="/">
    <p>年度ごとに、起きたことの全てを経過一覧で確かめられます。監査の職では見るだけで、何も変わりません。</p>
    {cycles.length === 0 ? (
      <p>年度はまだ始まっていません。事務局が年度を始めると、ここに表示されます。</p>
    ) : (
      <ul class="rows">
        {cycles.map((cycle) => (
          <li>
            <h2>{`${cycle.cityName} ${cycle.name} ${yearWords(cycle.fiscalYear)}`}</h2>
            <p>
              <State of={cycleStateWord(cycle.state)} />
              {`　依頼 ${cycle.assignments}件のうち ${cycle.done}件が済み${cycle.overdue > 0 ? `、期限超過 ${cycle.overdue}件` : ''}`}
            </p>
            <p class="near">
              <a href={trailPath(cycle)}>経過一覧</a>
              <a href={verifyTrailPath(cycle)}>記録を検証する</a>
              <a href={cyclePath(cycle)}>年間進行表</a>
              <a href={mailsPath(cycle.city)}>メール</a>
              {cycle.editions > 0 && <a href={reportPath(cycle)}>公表した報告書</a>}
            </p>
          </li>
        ))}
      </ul>
    )}
  </Page>
)
