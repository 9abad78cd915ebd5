import { randomUUID } from 'node:crypto'
import type { FC } from 'hono/jsx'
import type { AskedHead } from '../../../../app/review/workbench/ask-heads.js'
import { type Bench, isOnBench } from '../../../../app/review/workbench/bench.js'
import type { HandedIn } from '../../../../app/review/workbench/hand-in-opinions.js'
import { isLeft, type Said } from '../../../../app/review/workbench/said.js'
import { assignmentStateWord } from '../../../../app/views/words.js'
import { Page } from '../../../layout.js'
import { acts, nameIn, type SubjectsYear } from '../../../review/office-year.js'
import { benchPath, remarksPath, workbenchPath } from '../../../review-paths.js'
import { Scroll, State } from '../../../words.js'
import { Problems } from './remark-parts.js'
import { Elsewhere, Viewpoints } from './workbench-rest.js'

/** A subject on the workbench; to its office, with what is missing before it can be handed in. */
export interface BenchLine {
  bench: Bench
  missing: string[]
}

export interface WorkbenchPageProps {
  year: SubjectsYear
  lines: BenchLine[]
  said: Said[]
  /** viewpoints that the definition got in mid-cycle */
  added: { id: string; name: string }[]
  /** what a hand-in, or asking the head, has come to */
  answers: (HandedIn | AskedHead)[] | null
  problems: string[]
  /** what was ticked in the form that was sent; null: none was, and everything that is ready is ticked */
  sent: { subjects: string[]; oral: boolean } | null
}

const Line: FC<Pick<WorkbenchPageProps, 'year' | 'said' | 'sent'> & { line: BenchLine }> = ({
  year,
  said,
  sent,
  line: { bench, missing },
}) => {
  const own = said.filter(({ subject }) => subject === bench.subject)
  const ready = acts(year) && isOnBench(bench) && missing.length === 0
  const name = nameIn(year.subjects, bench.subject)
  return (
    <tr>
      <th scope="row">
        <a href={benchPath(year.cycle, bench.subject)}>{name}</a>
      </th>
      <td class="n">{own.length}</td>
      <td class="n">{own.filter(isLeft).length}</td>
      <td class="n">{bench.opinions.length}</td>
      <td>
        <State of={assignmentStateWord(bench.state, null)} />
      </td>
      {year.post !== null && (
        <td>
          {ready ? (
            <label>
              <input
                type="checkbox"
                name="ready"
                value={`${bench.subject}|${bench.revision}`}
                checked={sent === null || sent.subjects.includes(bench.subject)}
                aria-label={`${name}を提出する`}
                form="hand-in"
              />
              {' 提出できます'}
            </label>
          ) : (
            missing.length > 0 && (
              <ul>
                {missing.map((one) => (
                  <li>{one}</li>
                ))}
              </ul>
            )
          )}
        </td>
      )}
    </tr>
  )
}

const outcome = (one: HandedIn | AskedHead): string => {
  if ('problems' in one) return one.problems.join(' ')
  return 'asked' in one ? '課長に確認を依頼しました。次の送信時刻のメールで知らせます。' : `提出しました（受付番号 ${one.receiptNo}）。`
}

const Answers: FC<{ year: SubjectsYear; answers: (HandedIn | AskedHead)[] }> = ({ year, answers }) => (
  <div class="notice" role="status">
    <h2>{answers.some((one) => 'asked' in one) ? '確認の依頼の結果' : '提出の結果'}</h2>
    <ul>
      {answers.map((one) => (
        <li>{`${nameIn(year.subjects, one.subject)}：${outcome(one)}`}</li>
      ))}
    </ul>
  </div>
)

/** 意見整理: all subjects of a year, how far each is, and the hand-in of what is ready. */
export const WorkbenchPage: FC<WorkbenchPageProps> = (props) => {
  const { year, lines, said, answers, problems, sent } = props
  const ready = lines.filter(({ bench, missing }) => isOnBench(bench) && missing.length === 0)
  const asks = ready.some(({ bench }) => bench.hasHead && bench.confirmed !== bench.revision)
  return (
    <Page title="意見整理" cycle={year.cycle} wide>
      {answers && <Answers year={year} answers={answers} />}
      <Problems problems={problems} />
      <p>
        {`発言 ${said.length}件・未整理 ${said.filter(isLeft).length}件・意見 ${lines.reduce((sum, { bench }) => sum + bench.opinions.length, 0)}件　`}
        <a href={remarksPath(year.cycle)}>発言の記録</a>
      </p>
      {lines.length === 0 ? (
        <p>意見を整理する工程は、まだ始まっていません。発言の記録は、いつでもできます。</p>
      ) : (
        <Scroll label="対象の一覧">
          <table>
            <caption class="unseen">対象ごとの発言と意見</caption>
            <thead>
              <tr>
                <th scope="col">対象</th>
                <th scope="col" class="n">
                  発言
                </th>
                <th scope="col" class="n">
                  未整理
                </th>
                <th scope="col" class="n">
                  意見
                </th>
                <th scope="col">状態</th>
                {year.post !== null && <th scope="col">提出までに要ること</th>}
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <Line year={year} line={line} said={said} sent={sent} />
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {ready.length > 0 && acts(year) && (
        <form method="post" action={`${workbenchPath(year.cycle)}/hand-in`} id="hand-in">
          <input type="hidden" name="_key" value={randomUUID()} />
          {asks && (
            <p class="check">
              <label>
                <input type="checkbox" name="oral" value="yes" checked={sent?.oral} />
                {' 課長の確認を口頭で得た'}
              </label>
            </p>
          )}
          <button type="submit">選んだ対象の意見を提出する</button>
          {asks && (
            <button type="submit" class="second" name="_act" value="ask-head">
              課長の確認を依頼する
            </button>
          )}
        </form>
      )}
      <Elsewhere year={year} lines={lines} said={said} />
      <Viewpoints {...props} />
    </Page>
  )
}
