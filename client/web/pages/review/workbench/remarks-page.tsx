import type { FC } from 'hono/jsx'
import { Page } from '../../../layout.js'
import { acts } from '../../../review/office-year.js'
import { confirmationsPath, workbenchPath } from '../../../review-paths.js'
import { Problems } from './remark-parts.js'
import { List } from './remarks-list.js'
import type { RemarksPageProps } from './remarks-props.js'
import { Notes, RecordForm } from './remarks-record.js'

/** 発言の記録: what was said in a year, and more of it from notes. */
export const RemarksPage: FC<RemarksPageProps> = (props) => (
  <Page title="発言の記録" cycle={props.year.cycle} wide>
    {props.done && (
      <p class="receipt" role="status">
        {props.done}
      </p>
    )}
    <Problems problems={props.problems ?? []} />
    <p>
      {'記録した発言は消えません。直すと新しい行になり、前の文も残ります。'}
      <a href={workbenchPath(props.year.cycle)}>{props.year.post === null ? '意見整理を見る' : '意見整理に進む'}</a>
      {'　'}
      {props.year.post !== null && <a href={confirmationsPath(props.year.cycle)}>委員の確認を見る</a>}
    </p>
    {acts(props.year) && (
      <>
        <RecordForm {...props} />
        <Notes {...props} />
      </>
    )}
    {props.year.cycle.state !== 'running' && <p>この年度の記録は閉じられています。</p>}
    <List {...props} />
  </Page>
)
