import type { FC } from 'hono/jsx'
import type { Rights } from '../../../app/people/posts-held.js'
import type { ReviewStanding } from '../../../app/review/workbench/standing.js'
import type { CycleLine } from '../../../app/views/list-cycles.js'
import { Page } from '../../layout.js'
import { meetingsPath } from '../../meeting-paths.js'
import {
  allotmentPath,
  answersPath,
  releasePath,
  remarksPath,
  reviewPages,
  reviewPath,
  selectionPath,
  workbenchPath,
} from '../../review-paths.js'

interface Stage {
  path(cycle: CycleLine): string
  title: string
  figure: string
  note: string
}

/** The way from what was said to what is done about it, in the order of the year. */
function stagesOf({ verified, allotted, released, said, unused, opinions, actions, meetings, held }: ReviewStanding): Stage[] {
  return [
    {
      path: selectionPath,
      title: '検証対象',
      figure: `${verified}件`,
      note: `担当委員あり ${allotted}件・委員への公開 ${released ? '済み' : 'まだ'}`,
    },
    { path: ({ city }) => meetingsPath(city), title: '会議', figure: `${held}／${meetings}回`, note: '開催した回／予定を含む全ての回' },
    {
      path: remarksPath,
      title: '発言',
      figure: `${said}件`,
      note: said === 0 ? '記録はまだありません' : `まだ意見にしていないもの ${unused}件`,
    },
    { path: workbenchPath, title: '検証意見', figure: `${opinions}件`, note: '受理されたもの' },
    { path: answersPath, title: '対応', figure: `${actions}件`, note: '受理されたもの' },
  ]
}

/** What a year that runs still lacks, and where it is done. */
const Left: FC<{ cycle: CycleLine; standing: ReviewStanding }> = ({ cycle, standing: { verified, allotted, released, unused } }) => {
  const left = [
    ...(allotted < verified
      ? [{ text: `担当委員の決まっていない検証対象が${verified - allotted}件あります。`, path: allotmentPath, to: '担当を決める' }]
      : []),
    ...(released ? [] : [{ text: '受理したシートは、まだ委員に見えません。', path: releasePath, to: '委員に公開する' }]),
    ...(unused > 0 ? [{ text: `まだ意見にしていない発言が${unused}件あります。`, path: workbenchPath, to: '意見を整理する' }] : []),
  ]
  return (
    <>
      <h2>次にすること</h2>
      <ul class="rows">
        {left.map(({ text, path, to }) => (
          <li>
            {text}
            <a href={path(cycle)}>{to}</a>
          </li>
        ))}
        {left.length === 0 && (
          <li>
            {'担当・公開・意見整理に、残っていることはありません。'}
            <a href={answersPath(cycle)}>対応のない意見を確かめる</a>
          </li>
        )}
      </ul>
    </>
  )
}

/** 検証と対応: a year's Check and Action on one page, and the way to each of its pages. */
export const ReviewHubPage: FC<{ cycle: CycleLine; standing: ReviewStanding; rights: Rights }> = ({ cycle, standing, rights }) => (
  <Page title="検証と対応" cycle={cycle} here={reviewPath(cycle)}>
    <ol class="stages short" aria-label="検証から対応まで">
      {stagesOf(standing).map(({ path, title, figure, note }) => (
        <li>
          <a href={path(cycle)}>{title}</a>
          <strong>{figure}</strong>
          <span class="soft">{note}</span>
        </li>
      ))}
    </ol>
    {cycle.state === 'running' && <Left cycle={cycle} standing={standing} />}
    <h2>画面</h2>
    <ul class="rows">
      {reviewPages
        .filter((page) => page.for(rights))
        .map((page) => (
          <li>
            <a href={page.path(cycle)}>{page.title}</a>
            <span class="soft">{page.purpose}</span>
          </li>
        ))}
    </ul>
  </Page>
)
