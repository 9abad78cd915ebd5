import type { FC } from 'hono/jsx'
import type { TrailRow } from '../../app/views/trail-rows.js'
import { actWord, assignmentStateWord, eventWord, noticeStateWord } from '../../app/views/words.js'
import { mailPath, processPath } from '../paths.js'
import { At, Scroll } from '../words.js'

/** Where Temporal shows its workflows. */
export interface TemporalPages {
  url: string
  namespace: string
}

/** A way to the workflow's own history, where Temporal's pages are known. */
export const TemporalLink: FC<{ id: string; temporal: TemporalPages | null }> = ({ id, temporal }) =>
  temporal && (
    <>
      {'　'}
      <a
        href={`${temporal.url.replace(/\/$/, '')}/namespaces/${encodeURIComponent(temporal.namespace)}/workflows/${encodeURIComponent(id)}`}
        rel="noreferrer"
      >
        処理の履歴（Temporal）
      </a>
    </>
  )

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What a row says in one line: the act and its receipt, what became of it, or the mail's outcome. */
function sentence({ kind, body }: TrailRow): string {
  const parts = [
    body['act'] ? actWord(text(body['act'])) : '',
    typeof body['to'] === 'string' && kind === 'applied' && body['from'] !== body['to']
      ? `→ ${assignmentStateWord(body['to'], null).word}`
      : '',
    body['receipt'] ? `受付番号 ${String(body['receipt'])}` : '',
    body['late'] === true ? '期限後の提出' : '',
    text(body['reason']),
    kind === 'mail' || kind === 'mail-settled' ? noticeStateWord(text(body['outcome'])).word : '',
    kind === 'mail' ? text(body['reply']) : '',
    body['forged'] === true ? '受け付けていない操作' : '',
  ]
  return parts.filter((part) => part !== '').join('　')
}

const shortId = (id: string): string => id.split('/').slice(4).join('/') || '年度全体'

/** Rows of the audit trail; `ofOne`: all about the same thing, which the page names. The hash joins each row to the one before it. */
export const TrailTable: FC<{ rows: TrailRow[]; label: string; temporal: TemporalPages | null; ofOne?: boolean }> = ({
  rows,
  label,
  temporal,
  ofOne = false,
}) => (
  <Scroll label={label}>
    <table>
      <thead>
        <tr>
          <th scope="col" class="n">
            番号
          </th>
          <th scope="col">日時</th>
          <th scope="col">事項</th>
          {!ofOne && <th scope="col">対象</th>}
          <th scope="col">職</th>
          <th scope="col">内容</th>
          <th scope="col">ハッシュ値</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const path = row.processId && processPath(row.processId)
          return (
            <tr id={`no-${row.no}`}>
              <th scope="row" class="n">
                {row.no}
              </th>
              <td>{row.at ? <At at={row.at} /> : <At at={row.recordedAt} />}</td>
              <td>{eventWord(row.kind)}</td>
              {!ofOne && (
                <td>
                  {typeof row.body['mail'] === 'string' && <a href={mailPath(row.body['mail'])}>メールの文面</a>}
                  {row.processId && (path ? <a href={path}>{shortId(row.processId)}</a> : row.processId)}
                  {row.processId && path && <TemporalLink id={row.processId} temporal={temporal} />}
                </td>
              )}
              <td>{row.postTitle ?? text(row.body['post'] ?? row.body['claimedPost'])}</td>
              <td>{sentence(row)}</td>
              <td class="hash">
                <code title={row.hash}>{row.hash.slice(0, 12)}</code>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  </Scroll>
)
