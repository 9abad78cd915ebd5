import type { FC } from 'hono/jsx'
import { differences } from '../../../../../domain/sheet/differences.js'
import { type Bench, isOnBench } from '../../../../app/review/workbench/bench.js'
import { isLeft, type Said } from '../../../../app/review/workbench/said.js'
import { assignmentStateWord } from '../../../../app/views/words.js'
import { processPath, versionPath } from '../../../paths.js'
import { acts, type SubjectsYear } from '../../../review/office-year.js'
import { workbenchPath } from '../../../review-paths.js'
import { At, State } from '../../../words.js'
import { DifferenceTable } from '../../difference-table.js'

interface HeadProps {
  year: SubjectsYear
  bench: Bench
  said: Said[]
  /** what keeps it from being handed in */
  missing: string[]
}

const Adopted: FC<{ year: SubjectsYear; bench: Bench }> = ({ year, bench }) => {
  const shown = bench.adopted ?? bench.handed
  if (!shown) return <p>まだ受理された版はありません。提出すると、その版が協議会に諮る意見になります。</p>
  const form = year.definition.forms.find(({ id }) => id === bench.form)
  const changes = differences(form?.fields ?? [], shown.content, bench.content, year.definition)
  return (
    <>
      <p>
        {bench.adopted ? '受理されている版：' : '提出され、まだ受理されていない版（修正の依頼中を含みます）：'}
        <a href={versionPath(bench.id, shown.no)}>{`第${shown.no}版`}</a>
        {year.post !== null &&
          (changes.length === 0
            ? '。その後の変更はありません。'
            : `。その後、${changes.length}か所を変えています（まだ提出していません）。`)}
      </p>
      {changes.length > 0 && <DifferenceTable caption="その後の変更" before={`第${shown.no}版`} after="いまの内容" of={changes} />}
    </>
  )
}

/** How far a subject is: what was said, what stands adopted, and what is missing before it can be handed in. */
export const BenchHead: FC<HeadProps> = ({ year, bench, said, missing }) => {
  const editable = isOnBench(bench) && acts(year)
  const own = said.filter(({ subject }) => subject === bench.subject)
  const left = own.filter(isLeft)
  return (
    <>
      <p>
        <a href={workbenchPath(year.cycle)}>意見整理に戻る</a>
        {'　'}
        <a href={processPath(bench.id) ?? '/'}>依頼の画面</a>
      </p>
      <p>
        {`発言 ${own.length}件・未整理 ${left.length}件・意見 ${bench.opinions.length}件　`}
        <State of={assignmentStateWord(bench.state, null)} />
        {bench.savedAt && isOnBench(bench) && (
          <>
            {`　${bench.savedBy || '名前の記録なし'}が `}
            <At at={bench.savedAt.toISOString()} />
            {' に保存'}
          </>
        )}
      </p>
      <Adopted year={year} bench={bench} />
      {editable && missing.length > 0 && (
        <details>
          <summary>{`提出するまでに要ること（${missing.length}）`}</summary>
          <ul>
            {missing.map((one) => (
              <li>{one}</li>
            ))}
          </ul>
        </details>
      )}
      {editable && missing.length === 0 && (
        <p>
          {'提出できます。'}
          <a href={workbenchPath(year.cycle)}>意見整理の一覧から提出する</a>
        </p>
      )}
    </>
  )
}
