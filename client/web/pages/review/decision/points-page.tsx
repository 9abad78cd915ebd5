import { randomUUID } from 'node:crypto'
import type { FC } from 'hono/jsx'
import type { MendingVersion, YearPoint } from '../../../../app/review/points/read-points.js'
import type { CycleStatus } from '../../../../app/views/cycle-status.js'
import type { StateWord } from '../../../../app/views/words.js'
import { Page } from '../../../layout.js'
import { versionPath, withQuery } from '../../../paths.js'
import { pointsPath } from '../../../review-paths.js'
import { At, State } from '../../../words.js'

/** The point that is being dealt with, with what was typed and what was wrong with it. */
export interface Settling {
  point: YearPoint
  versions: MendingVersion[]
  typed: { standing: string; version: string; reason: string }
  problem: string
}

interface PointsPageProps {
  cycle: CycleStatus
  points: YearPoint[]
  office: boolean
  settling: Settling | null
  /** why what was sent was not recorded, where no form can say it */
  problem: string
}

const states: Record<YearPoint['state'], StateWord> = {
  open: { shape: '○', word: '未対応', tone: 'attention' },
  done: { shape: '✓', word: '対応済み', tone: 'done' },
  'no-change': { shape: '―', word: '対応しない', tone: 'quiet' },
  gone: { shape: '／', word: '書き換えられた', tone: 'quiet' },
}

const stepName = (cycle: CycleStatus, key: string): string => cycle.steps.find((step) => step.key === key)?.name ?? key

const Given: FC<{ cycle: CycleStatus; point: YearPoint }> = ({ cycle, point: { given } }) => (
  <span class="soft">
    {`${stepName(cycle, given.stepKey)}・${given.sectionName ?? given.postTitle}・`}
    <At at={given.createdAt} as="day" />
    {'　'}
    <a href={versionPath(given.processId, given.versionNo)}>{`第${given.versionNo}版`}</a>
  </span>
)

const Became: FC<{ word: NonNullable<YearPoint['word']> }> = ({ word: { mended, reason, postTitle, recordedAt } }) => (
  <span class="soft">
    {mended && <a href={versionPath(mended.processId, mended.no)}>{`第${mended.no}版で直した`}</a>}
    {`${mended && reason ? '。' : ''}${reason}（${postTitle}、`}
    <At at={recordedAt.toISOString()} as="day" />
    {'）'}
  </span>
)

const List: FC<{ cycle: CycleStatus; points: YearPoint[]; office: boolean; none: string }> = ({ cycle, points, office, none }) =>
  points.length === 0 ? (
    <p>{none}</p>
  ) : (
    <ul class="rows">
      {points.map((point) => (
        <li>
          <State of={states[point.state]} />
          {`　${point.text}`}
          <Given cycle={cycle} point={point} />
          {point.word && <Became word={point.word} />}
          {office && cycle.state === 'running' && point.state !== 'gone' && (
            <a href={`${withQuery(pointsPath(cycle), { point: point.key })}#settle`}>
              {point.state === 'open' ? '対応を記録する' : '対応の記録を改める'}
              <span class="unseen">{`：${point.text}`}</span>
            </a>
          )}
        </li>
      ))}
    </ul>
  )

const choices: [string, string][] = [
  ['done', '対応した'],
  ['no-change', '対応しない（理由が要ります）'],
]

const Settle: FC<{ cycle: CycleStatus; of: Settling }> = ({ cycle, of: { point, versions, typed, problem } }) => (
  <form method="post" action={pointsPath(cycle)} class="question" aria-labelledby="settle">
    <h2 id="settle">指摘への対応を記録する</h2>
    <p>{`「${point.text}」`}</p>
    {problem && (
      <p class="error" role="alert" id="settle-problem">
        {problem}
      </p>
    )}
    <input type="hidden" name="_key" value={randomUUID()} />
    <input type="hidden" name="point" value={point.key} />
    <input type="hidden" name="seen" value={point.word?.no ?? 0} />
    <fieldset>
      <legend>どうしましたか</legend>
      {[...choices, ...(point.state === 'open' ? [] : ([['open', '未対応に戻す（理由が要ります）']] as [string, string][]))].map(
        ([value, word]) => (
          <p>
            <input type="radio" id={`standing-${value}`} name="standing" value={value} checked={typed.standing === value} required />
            <label for={`standing-${value}`}>{word}</label>
          </p>
        ),
      )}
    </fieldset>
    <p>
      <label for="version">直した版（対応したとき）</label>
      <span class="hint" id="version-hint">
        指摘の後に提出された版を、新しい順に並べています。体裁だけを直したときは選ばずに、下に書いてください。
      </span>
      <select id="version" name="version" aria-describedby="version-hint">
        <option value="">選ばない</option>
        {versions.map(({ id, stepKey, subjectName, no }) => (
          <option value={id} selected={typed.version === id}>
            {`${subjectName ? `${subjectName}：` : ''}${stepName(cycle, stepKey)}　第${no}版`}
          </option>
        ))}
      </select>
    </p>
    <p>
      <label for="reason">どう対応したか、または対応しない理由</label>
      <textarea id="reason" name="reason" rows={2} aria-describedby={problem ? 'settle-problem' : undefined}>
        {typed.reason}
      </textarea>
    </p>
    <p class="buttons">
      <button type="submit">記録する</button>
    </p>
  </form>
)

/** 指摘と対応: what was instructed at the briefing, corrected in the proof round and remarked by the assembly, and what became of it. */
export const PointsPage: FC<PointsPageProps> = ({ cycle, points, office, settling, problem }) => {
  const of = (...kinds: YearPoint['state'][]) => points.filter(({ state }) => kinds.includes(state))
  const lists: [string, YearPoint[], string][] = [
    ['未対応', of('open'), points.length === 0 ? 'まだ指摘はありません。' : '未対応の指摘はありません。'],
    ['対応済み・対応しない', of('done', 'no-change'), 'まだありません。'],
  ]
  const gone = of('gone')
  return (
    <Page title="指摘と対応" cycle={cycle} here={pointsPath(cycle)}>
      <p>
        局長説明の指示、全課校正の修正、議会の質疑・指摘を、一行ずつ、対応が済むまで追います。元の記録（それぞれの依頼）に書かれたものが、ここに並びます。
      </p>
      {problem && (
        <div class="error-summary" role="alert">
          <h2>記録しませんでした</h2>
          <p>{problem}</p>
        </div>
      )}
      {settling && <Settle cycle={cycle} of={settling} />}
      {lists.map(([title, listed, none]) => (
        <>
          <h2>{`${title}（${listed.length}）`}</h2>
          <List cycle={cycle} points={listed} office={office} none={none} />
        </>
      ))}
      {gone.length > 0 && (
        <>
          <h2>{`その後の版で書き換えられたもの（${gone.length}）`}</h2>
          <List cycle={cycle} points={gone} office={false} none="" />
        </>
      )}
    </Page>
  )
}

/** The points that are still open, on the page of a step that should not end before they are dealt with. */
export const OpenPoints: FC<{ cycle: CycleStatus; open: number; all: number }> = ({ cycle, open, all }) =>
  all === 0 ? null : (
    <section aria-labelledby="points">
      <h2 id="points">指摘と対応</h2>
      <p class={open > 0 ? 'notice' : undefined}>
        {open > 0 ? `未対応の指摘が${open}件あります（全${all}件）。` : `指摘${all}件は、全て対応が記録されています。`}
        <a href={pointsPath(cycle)}>指摘と対応を見る</a>
      </p>
    </section>
  )
