import type { FC } from 'hono/jsx'
import type { CycleLine } from '../../app/views/list-cycles.js'
import type { TrailPlace } from '../../app/views/trail-place.js'
import type { TrailRow } from '../../app/views/trail-rows.js'
import type { TrailSection, TrailStep } from '../../app/views/trail-steps.js'
import { Page } from '../layout.js'
import { trailPath, withQuery } from '../paths.js'
import { trailCsvPath, verifyTrailPath } from '../trail-paths.js'
import { queryParameters, queryWords, type TrailQuery } from '../trail-query.js'
import { At, yearWords } from '../words.js'
import { TrailFilterForm } from './trail-filter-form.js'
import { type TemporalPages, TrailTable } from './trail-table.js'

export interface TrailPageProps {
  cycle: CycleLine
  rows: TrailRow[]
  place: TrailPlace
  query: TrailQuery
  steps: TrailStep[]
  sections: TrailSection[]
  temporal: TemporalPages | null
  /** every detail shown and no form, for paper */
  print: boolean
}

/** Where the chain ends, and how anybody can see for themselves that it is whole. */
const Chain: FC<{ cycle: CycleLine; head: TrailPlace['head'] }> = ({ cycle, head }) => (
  <div class="trail-chain">
    <p>
      {`最後の行：${head.no}番　ハッシュ値 `}
      <code>{head.hash}</code>
    </p>
    <p class="near">
      <a href={verifyTrailPath(cycle)}>この年度の記録を今検証する</a>
    </p>
    <details>
      <summary>検証のしかた</summary>
      <p>
        記録は追記だけができ、各行のハッシュ値は、前の行のハッシュ値・番号・記録の原文をこの順に改行でつないだもののSHA-256です。
        どこか一行でも書き換え、抜き取り、入れ替えがあれば、その行から後のハッシュ値が合わなくなります。
      </p>
      <ul>
        <li>この画面から：「この年度の記録を今検証する」を押すと、サーバーが全ての行を計算し直します。</li>
        <li>
          {'サーバーの管理者に頼む：'}
          <code>{`npm run junkan -- trail verify ${cycle.fiscalYear}`}</code>
        </li>
        <li>
          自分で計算する：CSVの「前の行のハッシュ値」「番号」「記録の原文」から計算できます。最後の行の番号とハッシュ値を紙などに控えておけば、後日、それ以前の書換えの有無を確かめられます。公表した報告書にも、公表した時点の番号とハッシュ値が記されています。
        </li>
      </ul>
    </details>
  </div>
)

/** Ways to the rows before and after; `where` tells the two of one page apart. */
const Pages: FC<TrailPageProps & { where: string }> = ({ cycle, rows, place, query, print, where }) => {
  const to = (from: number) => withQuery(trailPath(cycle), { ...queryParameters(query, from), ...(print ? { print: 'yes' } : {}) })
  const next = place.before + rows.length < place.total ? (rows.at(-1)?.no ?? 0) + 1 : null
  if (place.before === 0 && next === null) return null
  return (
    <nav class="near" aria-label={`前後の記録（${where}）`}>
      {place.before > 0 && <a href={to(1)}>最初から見る</a>}
      {place.previous !== null && <a href={to(place.previous)}>{`前を見る（${place.previous}番から）`}</a>}
      {next !== null && <a href={to(next)}>{`続きを見る（${next}番から）`}</a>}
      {next !== null && place.last !== null && <a href={to(place.last)}>最後を見る</a>}
    </nav>
  )
}

const Conditions: FC<TrailPageProps> = (props) => {
  const { cycle, query, rows, place } = props
  const words = queryWords(query, props)
  return (
    <>
      <p>{words.length === 0 ? '条件：なし（全ての記録）' : `条件：${words.join('、')}`}</p>
      {words.length > 0 && (
        <p class="near">
          <a href={trailPath(cycle)}>条件を全て外す</a>
        </p>
      )}
      <p role="status">
        {rows.length === 0
          ? 'この条件に当てはまる記録はありません。'
          : `該当する記録 ${place.total}件のうち、${place.before + 1}件目から${place.before + rows.length}件目までを、起きた順に表示しています。`}
      </p>
    </>
  )
}

/** 経過一覧, for auditors: when, which post and who held it, what, why; every row with its place in the chain. */
export const TrailPage: FC<TrailPageProps> = (props) => {
  const { cycle, rows, place, query, steps, sections, temporal, print } = props
  const path = trailPath(cycle)
  return (
    <Page title="経過一覧" cycle={cycle} here={path} wide>
      <p>
        {`${yearWords(cycle.fiscalYear)}に起きたことの全てです。職の下には、その日にその職に就いていた人を示します。`}
        {cycle.played && '起きた日時は再生用の時計、記録した日時は実際の日時です。'}
      </p>
      <Chain cycle={cycle} head={place.head} />
      {print ? (
        <p>
          {'表示した時点：'}
          <At at={cycle.now} />
        </p>
      ) : (
        <TrailFilterForm query={query} steps={steps} sections={sections} path={path} />
      )}
      <Conditions {...props} />
      <p class="near">
        {print ? (
          <a href={withQuery(path, queryParameters(query))}>検索のできる画面に戻る</a>
        ) : (
          <>
            <a href={withQuery(path, { ...queryParameters(query), print: 'yes' })}>印刷用に表示する（詳しい記録を全て開く）</a>
            <a href={withQuery(trailCsvPath(cycle), queryParameters(query, 1))}>{`該当する${place.total}件をCSVで保存する`}</a>
          </>
        )}
      </p>
      <Pages {...props} where="表の上" />
      {rows.length > 0 && <TrailTable rows={rows} label="経過一覧" temporal={temporal} open={print} />}
      <Pages {...props} where="表の下" />
    </Page>
  )
}
