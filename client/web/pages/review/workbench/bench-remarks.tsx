import type { FC } from 'hono/jsx'
import { circled } from '../../../../../domain/review/circled.js'
import type { Bench } from '../../../../app/review/workbench/bench.js'
import { isLeft, type Said } from '../../../../app/review/workbench/said.js'
import type { BenchForm } from '../../../review/bench-form.js'
import type { SubjectsYear } from '../../../review/office-year.js'
import { BenchAct, Kinds } from './bench-act.js'
import { ConfirmedState, useWords, Whence } from './remark-parts.js'

interface RemarksProps {
  year: SubjectsYear
  bench: Bench
  own: Said[]
  names: (key: string) => string
  /** what was typed and chosen here and refused */
  refused: BenchForm | null
}

/** What was said about the subject, to be chosen: first what is in no opinion yet. */
export const Remarks: FC<RemarksProps> = ({ year, bench, own, names, refused }) => {
  const typed = refused && refused.act !== 'take-up' ? refused : null
  const chosen = refused?.all('source') ?? []
  const left = own.filter(isLeft)
  const used = own.filter(({ usedIn }) => usedIn.length > 0)
  const aside = own.filter(({ usedIn, aside }) => usedIn.length === 0 && aside !== null)
  return (
    <>
      <BenchAct year={year} bench={bench} wide>
        <h2>{`未整理の発言（${left.length}件）`}</h2>
        {left.length === 0 && <p>{own.length === 0 ? 'この対象への発言はまだありません。' : '未整理の発言はありません。'}</p>}
        <Choices of={left} names={names} chosen={chosen} />
        {used.length > 0 && (
          <details open={used.some(({ key }) => chosen.includes(key))}>
            <summary>{`意見にした発言（${used.length}件）も選ぶ`}</summary>
            <Choices of={used} names={names} chosen={chosen} />
          </details>
        )}
        <h3>選んだ発言から意見をつくる</h3>
        <p>
          <label for="text-new">本文</label>
          <span class="hint" id="text-new-hint">
            空のままだと、選んだ発言の文がそのまま入ります。発言を選ばずに書くこともできます。
          </span>
          <textarea id="text-new" name="text" rows={4} aria-describedby="text-new-hint">
            {typed?.text('text') ?? ''}
          </textarea>
        </p>
        <Kinds definition={year.definition} id="new" kind={typed?.text('kind') ?? null} viewpoint={typed?.text('viewpoint') ?? null} />
        {year.definition.pairing === 'unknown' && (
          <p>
            <label>
              <input type="checkbox" name="unnumbered" value="on" checked={typed?.text('unnumbered') === 'on'} />
              番号を付けない（報告書に番号なしで載せる）
            </label>
          </p>
        )}
        <button type="submit" name="_act" value="make">
          意見をつくる
        </button>
        {bench.opinions.length > 0 && (
          <div class="buttons">
            <p>
              <label for="opinion-add">または、加える先の意見</label>
              <select id="opinion-add" name="opinion">
                {bench.opinions.map(({ id, no, text }) => (
                  <option value={id} selected={id === typed?.text('opinion')}>{`${circled(no)} ${text.slice(0, 30)}`}</option>
                ))}
              </select>
            </p>
            <button type="submit" name="_act" value="add" class="second">
              選んだ発言を加える
            </button>
          </div>
        )}
        <div class="buttons">
          <p>
            <label for="reason">または、意見にしない理由</label>
            <input id="reason" name="reason" maxlength={500} value={typed?.text('reason') ?? ''} />
          </p>
          <button type="submit" name="_act" value="aside" class="second">
            選んだ発言を意見にしない
          </button>
        </div>
      </BenchAct>
      {aside.length > 0 && (
        <BenchAct year={year} bench={bench} wide>
          <h2>{`意見にしない発言（${aside.length}件）`}</h2>
          <Choices of={aside} names={names} chosen={chosen} />
          <button type="submit" name="_act" value="take-up" class="second">
            選んだ発言を未整理に戻す
          </button>
        </BenchAct>
      )}
    </>
  )
}

const Choices: FC<{ of: Said[]; names: (key: string) => string; chosen: string[] }> = ({ of, names, chosen }) => (
  <ul class="said">
    {of.map((one) => (
      <li>
        <input type="checkbox" id={`source-${one.key}`} name="source" value={one.key} checked={chosen.includes(one.key)} />
        <div>
          <label for={`source-${one.key}`} class="written">
            {one.text}
          </label>
          <Whence said={one} />
          {one.confirmed === 'nobody' ? null : <ConfirmedState of={one.confirmed} />}
          {!isLeft(one) && <span class="soft">{`　${useWords(one, names)}`}</span>}
        </div>
      </li>
    ))}
  </ul>
)
