import type { FC } from 'hono/jsx'
import { type BenchOpinion, circled } from '../../../../../domain/review/bench-content.js'
import type { Bench } from '../../../../app/review/workbench/bench.js'
import { isLeft, type Said } from '../../../../app/review/workbench/said.js'
import { type BenchForm, mostParts } from '../../../review/bench-form.js'
import type { OfficeYear } from '../../../review/office-year.js'
import { BenchAct, Kinds } from './bench-act.js'
import { ConfirmedState, useWords, Whence } from './remark-parts.js'

interface Panel {
  year: OfficeYear
  bench: Bench
  said: Map<string, Said>
}

/** What was said about the subject, to be chosen: first what is in no opinion yet. */
export const Remarks: FC<Panel & { own: Said[]; names: (key: string) => string }> = ({ year, bench, own, names }) => {
  const left = own.filter(isLeft)
  const used = own.filter(({ usedIn }) => usedIn.length > 0)
  const aside = own.filter(({ usedIn, aside }) => usedIn.length === 0 && aside !== null)
  return (
    <>
      <BenchAct year={year} bench={bench} wide>
        <h2>{`未整理の発言（${left.length}件）`}</h2>
        {left.length === 0 && <p>{own.length === 0 ? 'この対象への発言はまだありません。' : '未整理の発言はありません。'}</p>}
        <Choices of={left} names={names} />
        {used.length > 0 && (
          <details>
            <summary>{`意見にした発言（${used.length}件）も選ぶ`}</summary>
            <Choices of={used} names={names} />
          </details>
        )}
        <h3>選んだ発言から意見をつくる</h3>
        <p>
          <label for="text-new">本文</label>
          <span class="hint" id="text-new-hint">
            空のままだと、選んだ発言の文がそのまま入ります。発言を選ばずに書くこともできます。
          </span>
          <textarea id="text-new" name="text" rows={4} aria-describedby="text-new-hint"></textarea>
        </p>
        <Kinds definition={year.definition} id="new" kind={null} viewpoint={null} />
        <button type="submit" name="_act" value="make">
          意見をつくる
        </button>
        {bench.opinions.length > 0 && (
          <div class="buttons">
            <p>
              <label for="opinion-add">または、加える先の意見</label>
              <select id="opinion-add" name="opinion">
                {bench.opinions.map(({ id, no, text }) => (
                  <option value={id}>{`${circled(no)} ${text.slice(0, 30)}`}</option>
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
            <input id="reason" name="reason" maxlength={500} />
          </p>
          <button type="submit" name="_act" value="aside" class="second">
            選んだ発言を意見にしない
          </button>
        </div>
      </BenchAct>
      {aside.length > 0 && (
        <BenchAct year={year} bench={bench} wide>
          <h2>{`意見にしない発言（${aside.length}件）`}</h2>
          <Choices of={aside} names={names} />
          <button type="submit" name="_act" value="take-up" class="second">
            選んだ発言を未整理に戻す
          </button>
        </BenchAct>
      )}
    </>
  )
}

const Choices: FC<{ of: Said[]; names: (key: string) => string; name?: string }> = ({ of, names, name = 'source' }) => (
  <ul class="said">
    {of.map((one) => (
      <li>
        <input type="checkbox" id={`${name}-${one.key}`} name={name} value={one.key} />
        <div>
          <label for={`${name}-${one.key}`} class="written">
            {one.text}
          </label>
          <Whence said={one} />
          {one.confirmed === 'nobody' ? null : <ConfirmedState of={one.confirmed} />}
          {!isLeft(one) && <span class="soft">{useWords(one, names)}</span>}
        </div>
      </li>
    ))}
  </ul>
)

/** まとめる: the text prefilled with all that is merged; every source is kept. */
export const Merge: FC<Panel & { of: BenchOpinion[] }> = ({ year, bench, of }) => (
  <section id="panel" class="notice">
    <BenchAct year={year} bench={bench} wide>
      <h2>{`意見${of.map(({ no }) => circled(no)).join('・')}をまとめる`}</h2>
      <p>{`もとの発言は全て、意見${circled(of[0]?.no ?? 0)}に残ります。`}</p>
      {of.map(({ id }) => (
        <input type="hidden" name="opinion" value={id} />
      ))}
      <p>
        <label for="text-merge">まとめた本文</label>
        <textarea id="text-merge" name="text" rows={6} required>
          {of.map(({ text }) => text).join('\n')}
        </textarea>
      </p>
      <Kinds definition={year.definition} id="merge" kind={of[0]?.kind ?? null} viewpoint={of[0]?.viewpoint ?? null} />
      <button type="submit" name="_act" value="merge">
        まとめる
      </button>
    </BenchAct>
  </section>
)

/** 分ける: each part with the remarks that are chosen for it. */
export const Split: FC<Panel & { one: BenchOpinion }> = ({ year, bench, said, one }) => (
  <section id="panel" class="notice">
    <BenchAct year={year} bench={bench} more={{ opinion: one.id }} wide>
      <h2>{`意見${circled(one.no)}を分ける`}</h2>
      <p>どの発言も、どれかの意見に入れてください。一つの発言を二つの意見に入れることもできます。</p>
      {Array.from({ length: Math.min(mostParts, Math.max(2, one.sources.length)) }, (_, at) => (
        <fieldset>
          <legend>{at === 0 ? `意見${circled(one.no)}に残すもの` : `分けた意見 ${at}`}</legend>
          <p>
            <label for={`part-${at}`}>本文</label>
            <textarea id={`part-${at}`} name={`part.${at}.text`} rows={3}>
              {at === 0 ? one.text : ''}
            </textarea>
          </p>
          {one.sources.map((key) => (
            <p class="check">
              <label>
                <input type="checkbox" name={`part.${at}.source`} value={key} />
                {` ${(said.get(key)?.text ?? key).slice(0, 80)}`}
              </label>
            </p>
          ))}
        </fieldset>
      ))}
      <button type="submit" name="_act" value="split">
        分ける
      </button>
    </BenchAct>
  </section>
)

const typed = (name: string): boolean => ['text', 'reason', 'unprinted'].includes(name) || /^part\.\d\.text$/.test(name)

/** Where it was to be moved, as that stands now. */
const targetNow = (others: Bench[], value: string): string => {
  const [subject = ''] = value.split('|')
  return `${subject}|${others.find((one) => one.subject === subject)?.revision ?? 0}`
}

/** What was typed and not saved, to be looked at, mended, and done again upon what stands now. */
export const Kept: FC<Panel & { form: BenchForm; word: string; others: Bench[] }> = ({ year, bench, form, word, others }) => (
  <section class="notice">
    <h2>{`あなたの入力（${word}。まだ保存していません）`}</h2>
    <BenchAct year={year} bench={bench} wide>
      {form.entries
        .filter(([name, value]) => !name.startsWith('_') && value !== '')
        .map(([name, value], at) =>
          typed(name) ? (
            <p>
              <label for={`kept-${at}`}>
                {name === 'text' ? '本文' : name.startsWith('part') ? `分けた後の本文 ${Number(name[5]) + 1}` : '理由'}
              </label>
              <textarea id={`kept-${at}`} name={name} rows={4}>
                {value}
              </textarea>
            </p>
          ) : (
            <input type="hidden" name={name} value={name === 'to' ? targetNow(others, value) : value} />
          ),
        )}
      <button type="submit" name="_act" value={form.act}>
        いまの内容を確かめたので、もう一度行う
      </button>
    </BenchAct>
  </section>
)
