import type { FC } from 'hono/jsx'
import { changesOf, factsOf, reasonsOf, versionsOf } from '../../app/views/trail-details.js'
import { actorOf } from '../../app/views/trail-people.js'
import type { TrailRow } from '../../app/views/trail-rows.js'
import { sentenceOf, subjectOf } from '../../app/views/trail-sentence.js'
import { comparePath, mailPath, processPath, versionPath } from '../paths.js'
import { At } from '../words.js'
import { Overseers } from './overseers.js'

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

/** Event time and recording time apart by more than this are both worth reading, in milliseconds. */
const apart = 60_000

const When: FC<{ row: TrailRow }> = ({ row }) => {
  const at = row.at ?? row.recordedAt
  return (
    <>
      <At at={at} />
      {Math.abs(Date.parse(row.recordedAt) - Date.parse(at)) > apart && (
        <span class="soft">
          {'記録：'}
          <At at={row.recordedAt} />
        </span>
      )}
    </>
  )
}

const Who: FC<{ row: TrailRow }> = ({ row }) => {
  const actor = actorOf(row)
  if (!actor) return <span class="soft">（自動）</span>
  return (
    <>
      {actor.asked ? `${actor.title}（依頼先）` : actor.title}
      <span class="soft">{actor.holders}</span>
    </>
  )
}

/** What led to it and what it changed, beneath the sentence. */
const Because: FC<{ row: TrailRow }> = ({ row }) => {
  const versions = versionsOf(row)
  const no = row.body['versionNo']
  return (
    <>
      {reasonsOf(row).map((reason) => (
        <span class="reason">{`理由：${reason}`}</span>
      ))}
      {row.marks.map((mark) => (
        <span class="reason warning">{`【注意】${mark}`}</span>
      ))}
      {changesOf(row).map(({ what, before, after }) => (
        <span class="reason">{before === '' ? `${what}：${after}` : `${what}：${before} → ${after}`}</span>
      ))}
      {row.processId && versions && (
        <a
          class="reason"
          href={comparePath(row.processId, versions.from, versions.to)}
        >{`第${versions.from}版と第${versions.to}版の違い`}</a>
      )}
      {row.processId && !versions && typeof no === 'number' && row.body['act'] !== 'accept' && (
        <a class="reason" href={versionPath(row.processId, no)}>{`第${no}版の内容`}</a>
      )}
      {row.mail && typeof row.body['mail'] === 'string' && (
        <Overseers id={row.body['mail']}>
          <a class="reason" href={mailPath(row.body['mail'])}>
            メールの文面
          </a>
        </Overseers>
      )}
    </>
  )
}

const Details: FC<{ row: TrailRow; temporal: TemporalPages | null; open: boolean }> = ({ row, temporal, open }) => (
  <details open={open}>
    <summary>{`詳しい記録（${row.no}番）`}</summary>
    <dl class="trail-facts">
      {factsOf(row).map(([name, value]) => (
        <>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </>
      ))}
    </dl>
    {row.processId && <TemporalLink id={row.processId} temporal={temporal} />}
  </details>
)

const About: FC<{ row: TrailRow }> = ({ row }) => {
  const path = row.processId && processPath(row.processId)
  if (path) return <a href={path}>{subjectOf(row)}</a>
  const spoken = [...new Set(row.mail?.notices.map(({ processId }) => processId))]
  const only = spoken.length === 1 && spoken[0] ? processPath(spoken[0]) : null
  return only ? <a href={only}>この依頼</a> : <span>{row.mail ? 'メール' : '年度全体'}</span>
}

/**
 * Rows of the audit trail, one plain sentence each, with who held the post on that day, why, and what changed. `ofOne`: all
 * about the same thing, which the page names. `open`: with every detail shown, for print. The hash joins each row to the one before it.
 */
export const TrailTable: FC<{ rows: TrailRow[]; label: string; temporal: TemporalPages | null; ofOne?: boolean; open?: boolean }> = ({
  rows,
  label,
  temporal,
  ofOne = false,
  open = false,
}) => (
  <section class="trail" aria-label={label}>
    <table>
      <thead>
        <tr>
          <th scope="col" class="n">
            番号
          </th>
          <th scope="col">起きた日時</th>
          <th scope="col">職と、その日の在職者</th>
          <th scope="col">何があったか</th>
          {!ofOne && <th scope="col">対象</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr id={`no-${row.no}`}>
            <th scope="row" class="n">
              {row.no}
            </th>
            <td>
              <When row={row} />
            </td>
            <td>
              <Who row={row} />
            </td>
            <td>
              {sentenceOf(row)}
              <Because row={row} />
              <Details row={row} temporal={temporal} open={open} />
              <code class="trail-hash" title={row.hash}>
                {row.hash.slice(0, 12)}
              </code>
            </td>
            {!ofOne && (
              <td>
                <About row={row} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)
