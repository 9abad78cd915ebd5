import type { FC } from 'hono/jsx'
import type { CycleLine } from '../../app/views/list-cycles.js'
import { chainFaultWord } from '../../app/views/trail-words.js'
import type { Verification } from '../../app/views/verify-trail.js'
import { Page } from '../layout.js'
import { trailPath, withQuery } from '../paths.js'
import { verifyTrailPath } from '../trail-paths.js'
import { At, yearWords } from '../words.js'

const columnWords: Record<string, string> = { key: '鍵', kind: '事項', process: '対象', body: '記録の原文' }

/** Faults beyond this many are counted only: after one row was taken out, nothing more is learnt from the rest. */
const listed = 100

const Faults: FC<{ cycle: CycleLine; found: Verification }> = ({ cycle, found: { faults } }) => (
  <div class="error-summary" role="alert">
    <h2>{`改変の疑いがあります（${faults.length}か所）`}</h2>
    <p>
      画面や操作では起こらないことです。この画面を印刷して残し、サーバーの管理者と監査の担当に知らせてください。控えがあれば、控えの番号とハッシュ値も確かめてください。
    </p>
    <ul>
      {faults.slice(0, listed).map(({ no, fault, columns }) => (
        <li>
          <a href={withQuery(trailPath(cycle), { from: Math.max(1, no) })}>{`${no}番`}</a>
          {`：${chainFaultWord(fault)}${columns ? `（${columns.map((one) => columnWords[one] ?? one).join('、')}）` : ''}`}
        </li>
      ))}
    </ul>
    {faults.length > listed && <p>{`ほかに${faults.length - listed}か所あります。`}</p>}
  </div>
)

/** The chain of a year computed anew just now, and what came of it. `at`: the machine's clock. */
export const TrailVerifiedPage: FC<{ cycle: CycleLine; found: Verification; at: string }> = ({ cycle, found, at }) => (
  <Page title="経過記録の検証" cycle={cycle} here={trailPath(cycle)}>
    {found.faults.length === 0 ? (
      <div class="receipt" role="status">
        <p>
          <strong>{`${yearWords(cycle.fiscalYear)}の記録は、書き換えられていません。`}</strong>
        </p>
        <p>{`${found.rows}行の全てについてハッシュ値を計算し直し、記録されたものと一致しました。抜けた行も、入れ替わった行もありません。`}</p>
      </div>
    ) : (
      <Faults cycle={cycle} found={found} />
    )}
    <dl class="facts">
      <dt>検証した日時</dt>
      <dd>
        <At at={at} />
        （サーバーの時計）
      </dd>
      <dt>検査した行</dt>
      <dd>{`${found.rows}行`}</dd>
      <dt>最後の行</dt>
      <dd>
        {`${found.head.no}番　`}
        <code>{found.head.hash}</code>
      </dd>
    </dl>
    <p>
      この番号とハッシュ値を紙などに控えておくと、後日、控えた番号の行のハッシュ値と比べて、それまでの記録が変わっていないことを確かめられます。
    </p>
    <p class="near">
      <a href={trailPath(cycle)}>経過一覧に戻る</a>
      <a href={verifyTrailPath(cycle)}>もう一度検証する</a>
    </p>
  </Page>
)
