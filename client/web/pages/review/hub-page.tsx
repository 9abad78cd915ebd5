import type { FC } from 'hono/jsx'
import type { Rights } from '../../../app/people/posts-held.js'
import type { ReviewStanding } from '../../../app/review/workbench/standing.js'
import type { CycleLine } from '../../../app/views/list-cycles.js'
import { Page } from '../../layout.js'
import { reviewPages, reviewPath } from '../../review-paths.js'

interface Stage {
  title: string
  figure: string
  note: string
}

/** The way from what was said to what is done about it, in the order of the year. */
function stagesOf({ verified, allotted, released, said, unused, opinions, actions, meetings, held }: ReviewStanding): Stage[] {
  return [
    { title: '検証対象', figure: `${verified}件`, note: `担当委員あり ${allotted}件・委員への公開 ${released ? '済み' : 'まだ'}` },
    { title: '会議', figure: `${held}／${meetings}回`, note: '開催した回／予定を含む全ての回' },
    { title: '発言', figure: `${said}件`, note: said === 0 ? '記録はまだありません' : `まだ意見にしていないもの ${unused}件` },
    { title: '検証意見', figure: `${opinions}件`, note: '受理されたもの' },
    { title: '対応', figure: `${actions}件`, note: '受理されたもの' },
  ]
}

/** 検証と対応: a year's Check and Action on one page, and the way to each of its pages. */
export const ReviewHubPage: FC<{ cycle: CycleLine; standing: ReviewStanding; rights: Rights }> = ({ cycle, standing, rights }) => (
  <Page title="検証と対応" cycle={cycle} here={reviewPath(cycle)}>
    <ol class="stages" aria-label="検証から対応まで">
      {stagesOf(standing).map(({ title, figure, note }) => (
        <li>
          <span>{title}</span>
          <strong>{figure}</strong>
          <span class="soft">{note}</span>
        </li>
      ))}
    </ol>
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
