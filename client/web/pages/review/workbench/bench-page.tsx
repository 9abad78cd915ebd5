import type { FC } from 'hono/jsx'
import { circled } from '../../../../../domain/review/circled.js'
import { type Bench, isOnBench } from '../../../../app/review/workbench/bench.js'
import { benchActWords } from '../../../../app/review/workbench/bench-act.js'
import type { Said } from '../../../../app/review/workbench/said.js'
import { Page } from '../../../layout.js'
import { editPath } from '../../../paths.js'
import type { BenchForm } from '../../../review/bench-form.js'
import { acts, nameIn, type SubjectsYear } from '../../../review/office-year.js'
import { benchPath } from '../../../review-paths.js'
import { BenchAct } from './bench-act.js'
import { BenchHead } from './bench-head.js'
import { Kept, KeptAlone, stillThere } from './bench-kept.js'
import { Opinion } from './bench-opinion.js'
import { Merge, Split } from './bench-panels.js'
import { Remarks } from './bench-remarks.js'
import { Problems } from './remark-parts.js'

export interface BenchPageProps {
  year: SubjectsYear
  bench: Bench
  /** of the other subjects */
  others: Bench[]
  said: Said[]
  /** what keeps it from being handed in */
  missing: string[]
  /** opinions that are to be merged, or the one that is to be split, by id */
  merge: string[]
  split: string
  problems: string[]
  /** what was typed and not saved */
  kept: BenchForm | null
  /** another page saved since this one was read: its writer */
  conflict: string | null
  done: boolean
}

const actWord = (act: string): string => benchActWords[act as keyof typeof benchActWords] ?? '操作'

/** 意見整理 of one subject: what was said on the left, what is made of it on the right. */
export const BenchPage: FC<BenchPageProps> = (props) => {
  const { year, bench, others, said, problems, kept, conflict, merge, split, done } = props
  const byKey = new Map(said.map((one) => [one.key, one]))
  const names = (key: string) => nameIn(year.subjects, key)
  const editable = isOnBench(bench) && acts(year)
  const there = kept !== null && editable && stillThere(kept, bench)
  const refused = conflict === null && there ? kept : null
  const refusedAs = (...acts: string[]) => (refused && acts.includes(refused.act) ? refused : null)
  const [refusedMerge, refusedSplit, refusedWording] = [refusedAs('merge'), refusedAs('split'), refusedAs('reword')]
  const merged = refusedMerge?.all('opinion') ?? merge
  const merging = bench.opinions.filter(({ id }) => merged.includes(id))
  const splitting = bench.opinions.find(({ id }) => id === (refusedSplit?.text('opinion') ?? split))
  const panel = { year, bench }
  return (
    <Page title={`意見整理：${names(bench.subject)}`} cycle={year.cycle} wide>
      {done && (
        <p class="receipt" role="status">
          保存しました。
        </p>
      )}
      {conflict !== null && (
        <div class="error-summary" role="alert">
          <h2>ほかの画面で先に保存されています</h2>
          <p>{`${conflict || '別の画面'}が先に保存したか、提出されました。下はいまの内容です。あなたの入力は保存していませんが、残してあります。`}</p>
        </div>
      )}
      <Problems problems={problems} />
      {kept && conflict !== null && there && <Kept {...panel} form={kept} others={others} word={actWord(kept.act)} />}
      {kept && !there && <KeptAlone form={kept} word={actWord(kept.act)} />}
      <BenchHead {...props} />
      {editable && (
        <div class="buttons">
          {bench.last && (
            <BenchAct year={year} bench={bench}>
              <button type="submit" name="_act" value="undo" class="second">
                {`元に戻す（${actWord(bench.last.act)}）`}
              </button>
            </BenchAct>
          )}
          {bench.opinions.some(({ no }, at) => no !== at + 1) && (
            <BenchAct year={year} bench={bench}>
              <button type="submit" name="_act" value="renumber" class="second">
                番号を①から振り直す
              </button>
            </BenchAct>
          )}
          {bench.opinions.length > 1 && (
            <form method="get" action={`${benchPath(year.cycle, bench.subject)}#panel`} id="merge-form">
              <input type="hidden" name="merge" value="" />
              <button type="submit" class="second">
                選んだ意見をまとめる
              </button>
            </form>
          )}
        </div>
      )}
      {editable && merging.length > 1 && <Merge {...panel} of={merging} refused={refusedMerge} />}
      {editable && merge.length > 0 && merging.length < 2 && <p role="status">まとめる意見を二つ以上選んでください。</p>}
      {editable && splitting && <Split {...panel} said={byKey} one={splitting} refused={refusedSplit} />}
      {!editable && bench.state === 'withdrawn' && <p>この対象の依頼は取り下げられています。意見は書けません。</p>}
      {year.post !== null && bench.state === 'accepted' && (
        <p>
          {'意見は提出されています。直すときは、依頼の画面から修正を依頼するか、'}
          <a href={editPath(bench.id)}>事務局修正</a>
          を使ってください。
        </p>
      )}
      <div class="bench">
        {editable && (
          <div>
            <Remarks
              {...panel}
              own={said.filter(({ subject }) => subject === bench.subject)}
              names={names}
              refused={refusedAs('make', 'add', 'aside', 'take-up')}
            />
          </div>
        )}
        <div>
          <h2>{`意見（${bench.opinions.length}件）`}</h2>
          {bench.opinions.length === 0 && year.post === null && <p>提出された意見は、まだありません。提出されると、ここに出ます。</p>}
          {bench.opinions.length === 0 && year.post !== null && (
            <p>{`意見はまだありません。${editable ? '未整理の発言を選んで「意見をつくる」を押すと、ここに並びます。' : ''}`}</p>
          )}
          {bench.opinions.map((one) => (
            <Opinion
              {...panel}
              one={one}
              said={byKey}
              others={others.filter(isOnBench)}
              editable={editable}
              refused={refusedWording?.text('opinion') === one.id ? refusedWording : null}
            />
          ))}
          {bench.answered.length > 0 && (
            <p class="soft">{`意見${bench.answered.map(circled).join('')}には、受理された対応があります。番号が変わる操作はできません。`}</p>
          )}
        </div>
      </div>
    </Page>
  )
}
