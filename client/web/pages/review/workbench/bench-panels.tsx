import type { FC } from 'hono/jsx'
import type { BenchOpinion } from '../../../../../domain/review/bench-content.js'
import { circled } from '../../../../../domain/review/circled.js'
import type { Bench } from '../../../../app/review/workbench/bench.js'
import type { Said } from '../../../../app/review/workbench/said.js'
import { type BenchForm, mostParts } from '../../../review/bench-form.js'
import type { SubjectsYear } from '../../../review/office-year.js'
import { BenchAct, Kinds } from './bench-act.js'

interface Panel {
  year: SubjectsYear
  bench: Bench
  /** what was typed and chosen here and refused */
  refused: BenchForm | null
}

/** まとめる: the text prefilled with all that is merged; every source is kept. */
export const Merge: FC<Panel & { of: BenchOpinion[] }> = ({ year, bench, of, refused }) => (
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
          {refused?.text('text') ?? of.map(({ text }) => text).join('\n')}
        </textarea>
      </p>
      <Kinds
        definition={year.definition}
        id="merge"
        kind={refused?.text('kind') ?? of[0]?.kind ?? null}
        viewpoint={refused?.text('viewpoint') ?? of[0]?.viewpoint ?? null}
      />
      <button type="submit" name="_act" value="merge">
        まとめる
      </button>
    </BenchAct>
  </section>
)

/** 分ける: each part with the remarks that are chosen for it. */
export const Split: FC<Panel & { said: Map<string, Said>; one: BenchOpinion }> = ({ year, bench, said, one, refused }) => (
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
              {refused?.text(`part.${at}.text`) ?? (at === 0 ? one.text : '')}
            </textarea>
          </p>
          {one.sources.map((key) => (
            <p class="check">
              <label>
                <input type="checkbox" name={`part.${at}.source`} value={key} checked={refused?.all(`part.${at}.source`).includes(key)} />
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
