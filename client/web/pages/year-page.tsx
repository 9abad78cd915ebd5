import type { FC } from 'hono/jsx'
import type { ComingNotice } from '../../app/views/coming-mails.js'
import type { CycleStatus } from '../../app/views/cycle-status.js'
import type { CycleLine } from '../../app/views/list-cycles.js'
import type { ToDecide } from '../../app/views/to-decide.js'
import type { ToSettle } from '../../app/views/to-settle.js'
import type { Waiting } from '../../app/views/waiting.js'
import { cycleStateWord } from '../../app/views/words.js'
import { Page } from '../layout.js'
import { comingMailsPath, cyclePath, reportPath } from '../paths.js'
import { At, State, yearWords } from '../words.js'
import { StartedBanner } from './start-year-check-page.js'
import { YearChart } from './year-chart.js'
import { DecisionList } from './year-decisions.js'
import { SendingList, WaitingList } from './year-lists.js'

export interface YearPageProps {
  /** the years shown, newest first; the first names the page */
  cycles: CycleStatus[]
  waiting: Waiting[]
  /** what only those who oversee the year see; null: somebody of a section looks */
  office: (ToSettle & ToDecide & { coming: ComingNotice[] }) | null
  live: { on: boolean; other: string } | null
  /** the button that starts a year leads here: new | already | '' */
  started: string
}

/** 年間進行表: where the year stands, whom it waits for, and when the report appears. */
export const YearPage: FC<YearPageProps> = ({ cycles, waiting, office, live, started }) => {
  const cycle = cycles[0]
  if (!cycle) return null
  const publication = cycle.steps.find(({ kind }) => kind === 'publish')
  return (
    <Page title="年間進行表" cycle={cycle} here={cyclePath(cycle)} wide live={live}>
      {started && <StartedBanner fiscalYear={cycle.fiscalYear} how={started === 'new' ? 'new' : 'already'} />}
      {office &&
        cycles
          .filter((one) => one.state === 'running' && !one.mailsLeave)
          .map((one) => (
            <p class="notice">
              {`${yearWords(one.fiscalYear)}の初回メールの点検が済んでいません。済ませるまで、この年度のメールは一通も送りません。`}
              <a href={`${comingMailsPath(one.city)}#first-${one.definition}-${one.fiscalYear}`}>初回メールを点検する</a>
            </p>
          ))}
      <p class="lead">
        <State of={cycleStateWord(cycle.state)} />
        {cycle.editions > 0 ? (
          <>
            {'　'}
            <a href={reportPath(cycle)}>{`${cycle.reportTitle}（公表済み）`}</a>
          </>
        ) : (
          publication && (
            <>
              {'　報告書の公表は'}
              <At at={publication.dueAt} as="day" />
              {'の予定です。'}
            </>
          )
        )}
      </p>
      {cycles.map((one) => (
        <YearChart cycle={one} steers={office !== null} />
      ))}
      <div class="three">
        <WaitingList waiting={waiting} cycles={cycles} />
        {office && (
          <>
            <SendingList coming={office.coming} city={cycle.city} />
            <DecisionList cycles={cycles} {...office} />
          </>
        )}
      </div>
    </Page>
  )
}

/** Every year of every city, when there is more than one to choose from. */
export const YearsPage: FC<{ cycles: CycleLine[] }> = ({ cycles }) => (
  <Page title="年度の一覧">
    {cycles.length === 0 ? (
      <p>年度はまだ始まっていません。事務局が年度を始めると、ここに年間進行表が表示されます。</p>
    ) : (
      <ul class="rows">
        {cycles.map((cycle) => (
          <li>
            <a href={cyclePath(cycle)}>{`${cycle.cityName} ${cycle.name} ${yearWords(cycle.fiscalYear)}`}</a>
            <span class="soft">
              <State of={cycleStateWord(cycle.state)} />
            </span>
          </li>
        ))}
      </ul>
    )}
  </Page>
)
