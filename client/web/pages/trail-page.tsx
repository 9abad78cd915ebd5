import type { FC } from 'hono/jsx'
import type { CycleLine } from '../../app/views/list-cycles.js'
import type { TrailRow } from '../../app/views/trail-rows.js'
import { eventKinds, eventWord } from '../../app/views/words.js'
import { Page } from '../layout.js'
import { trailPath, withQuery } from '../paths.js'
import { yearWords } from '../words.js'
import { type TemporalPages, TrailTable } from './trail-table.js'

export interface TrailPageProps {
  cycle: CycleLine
  rows: TrailRow[]
  query: { process: string; kind: string; from: number }
  /** number of the row the next page begins with, or null at the end */
  next: number | null
  temporal: TemporalPages | null
}

/** 経過一覧, for auditors: when, which post, what; every row with its place in the chain. */
export const TrailPage: FC<TrailPageProps> = ({ cycle, rows, query, next, temporal }) => {
  const path = trailPath(cycle)
  return (
    <Page title="経過一覧" cycle={cycle} here={path} wide>
      <p>{`${yearWords(cycle.fiscalYear)}の記録を、起きた順に示します。記録は追記だけができ、一行ごとのハッシュ値が前の行とつながっています。`}</p>
      <form method="get" class="filter">
        <p>
          <label for="kind">事項</label>
          <select id="kind" name="kind">
            <option value="">全ての事項</option>
            {eventKinds.map((kind) => (
              <option value={kind} selected={kind === query.kind}>
                {eventWord(kind)}
              </option>
            ))}
          </select>
        </p>
        <p>
          <label for="process">工程・依頼の番号</label>
          <input id="process" name="process" value={query.process} size={44} />
        </p>
        <p>
          <label for="from">何番から</label>
          <input id="from" name="from" value={String(query.from)} inputmode="numeric" size={6} />
        </p>
        <p>
          <button type="submit">この条件で表示する</button>
        </p>
      </form>
      {rows.length === 0 ? <p>この条件に当てはまる記録はありません。</p> : <TrailTable rows={rows} label="経過一覧" temporal={temporal} />}
      <nav class="near" aria-label="前後の記録">
        {query.from > 1 && <a href={withQuery(path, { process: query.process, kind: query.kind })}>最初から見る</a>}
        {next !== null && (
          <a href={withQuery(path, { process: query.process, kind: query.kind, from: next })}>{`続きを見る（${next}番から）`}</a>
        )}
      </nav>
    </Page>
  )
}
