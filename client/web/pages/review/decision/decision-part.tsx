import { randomUUID } from 'node:crypto'
import type { FC } from 'hono/jsx'
import { formatDate } from '../../../../../domain/calendar/date-words.js'
import { sizeWord } from '../../../../../domain/sheet/file-size.js'
import { acceptedCovers, type Cover } from '../../../../app/review/decision/cover.js'
import type { DecisionRecord } from '../../../../app/review/decision/declared.js'
import type { Route } from '../../../../app/review/decision/route.js'
import { decisionPath, packagePath } from '../../../decision-paths.js'
import type { CycleAddress } from '../../../paths.js'
import { versionPath } from '../../../paths.js'
import { At } from '../../../words.js'
import { Deputised } from './deputised.js'
import { RoutePart } from './route-part.js'

/** What a step's page shows of its decision. */
export interface DecisionView {
  records: (DecisionRecord & { rankWord: string | null })[]
  covers: Cover[]
  /** how often the package (起案の資料) was made */
  packages: number
  /** the posts that it goes round to; null: it is decided elsewhere and recorded here */
  route: Route | null
  /** whoever looks may attach a cover */
  attaches: boolean
  /** posts that whoever looks holds, not as a deputy */
  holds: string[]
  /** why what was sent was not kept; '': nothing was wrong */
  problem: string
}

const Day: FC<{ name: string; day: string | null }> = ({ name, day }) =>
  day === null ? null : (
    <>
      <dt>{name}</dt>
      <dd>{`${formatDate(day)}（申告）`}</dd>
    </>
  )

const DecisionFacts: FC<{ record: DecisionView['records'][number]; path: string; sees: boolean }> = ({ record, path, sees }) => {
  const { declared, marks, recordedAt, acceptedAt, processId, versionNo, rankWord } = record
  return (
    <>
      {marks.map(({ text }) => (
        <p class="notice">{`【日付の注意】${text}記録は申告のとおり残しています。誤りなら、この記録の修正を依頼し、書き直してもらってください。`}</p>
      ))}
      {record.deputised && <Deputised what="提出" seenAt={record.seenAt} versionId={record.versionId} path={path} sees={sees} />}
      <dl class="facts">
        {declared.documentNo && (
          <>
            <dt>文書番号</dt>
            <dd>{declared.documentNo}</dd>
          </>
        )}
        <Day name="起案日" day={declared.draftedOn} />
        <Day name="決裁日" day={declared.decidedOn} />
        <Day name="施行日" day={declared.effectiveOn} />
        {rankWord && (
          <>
            <dt>決裁区分</dt>
            <dd>{rankWord}</dd>
          </>
        )}
        {declared.consulted.length > 0 && (
          <>
            <dt>合議先</dt>
            <dd>{declared.consulted.join('、')}</dd>
          </>
        )}
        <dt>記録を受け付けた日時</dt>
        <dd>
          <At at={recordedAt} />
          {'　'}
          <a href={versionPath(processId, versionNo)}>{`第${versionNo}版`}</a>
        </dd>
        {acceptedAt && (
          <>
            <dt>決裁の対象が最後に受理された日時</dt>
            <dd>
              <At at={acceptedAt} />
            </dd>
          </>
        )}
      </dl>
    </>
  )
}

/** 決裁: what was declared beside what is known here, the cover, and the way to the package. */
export const DecisionPart: FC<{ cycle: CycleAddress & { state: string }; step: string; of: DecisionView }> = ({ cycle, step, of }) => {
  const path = decisionPath(cycle, step)
  return (
    <section aria-labelledby="decision">
      <h2 id="decision">決裁</h2>
      <p>
        <a href={packagePath(cycle, step)}>起案の資料</a>
        {of.packages > 0 ? `（${of.packages}回作成）` : '（まだ作っていません）'}
      </p>
      {of.route && <RoutePart cycle={cycle} step={step} route={of.route} holds={of.holds} opens reads />}
      {of.records.length === 0 ? (
        of.route ? null : (
          <p>決裁の記録は、まだ提出されていません。</p>
        )
      ) : (
        of.records.map((record) => (
          <DecisionFacts record={record} path={path} sees={of.holds.includes(record.post) && cycle.state === 'running'} />
        ))
      )}
      <h3>鑑</h3>
      {of.covers.length === 0 ? (
        <p>決裁の鑑は付いていません。</p>
      ) : (
        <ul class="rows">
          {of.covers.map((cover) => (
            <li>
              <a href={`${path}/cover/${cover.id}`}>{cover.name}</a>
              <span class="soft">
                {`${sizeWord(cover.size)}・${cover.postTitle}・`}
                <At at={cover.recordedAt.toISOString()} />
              </span>
              <span class="soft">
                {'SHA-256：'}
                <code>{cover.hash}</code>
              </span>
            </li>
          ))}
        </ul>
      )}
      {of.attaches && cycle.state === 'running' && (
        <form method="post" action={`${path}/cover`} enctype="multipart/form-data">
          <input type="hidden" name="_key" value={randomUUID()} />
          <p class={of.problem ? 'wrong' : undefined}>
            <label for="cover">鑑を付ける</label>
            <span class="hint" id="cover-hint">
              PDFか写真（JPEG・PNG）、5 MBまで。事務局・決裁者・監査の職だけが見られます。付けたものは消せません。
            </span>
            {of.problem && (
              <span class="error" id="cover-error">
                {of.problem}
              </span>
            )}
            <input
              type="file"
              id="cover"
              name="cover"
              accept={acceptedCovers}
              required
              aria-describedby={of.problem ? 'cover-hint cover-error' : 'cover-hint'}
            />
          </p>
          <button type="submit" class="second">
            鑑を保存する
          </button>
        </form>
      )}
    </section>
  )
}
