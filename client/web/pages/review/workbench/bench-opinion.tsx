import type { FC } from 'hono/jsx'
import type { BenchOpinion } from '../../../../../domain/review/bench-content.js'
import { circled } from '../../../../../domain/review/circled.js'
import type { Bench } from '../../../../app/review/workbench/bench.js'
import type { Said } from '../../../../app/review/workbench/said.js'
import { withQuery } from '../../../paths.js'
import { type BenchForm, printingOf } from '../../../review/bench-form.js'
import { nameIn, type SubjectsYear } from '../../../review/office-year.js'
import { benchPath } from '../../../review-paths.js'
import { BenchAct, Kinds, Printings, printings } from './bench-act.js'
import { ConfirmedState, Whence } from './remark-parts.js'

const printingWords = ({ printing: { as, into, reason } }: BenchOpinion): string =>
  as === 'merged' ? `意見${circled(into ?? 0)}に含める` : as === 'unprinted' ? `掲載しない（${reason ?? ''}）` : printings.printed

interface Props {
  year: SubjectsYear
  bench: Bench
  one: BenchOpinion
  said: Map<string, Said>
  others: Bench[]
  editable: boolean
  /** a rewording of it that was typed and refused */
  refused: BenchForm | null
}

/** The remarks that an opinion is made of, word for word. */
const Originals: FC<Props> = ({ year, bench, one, said, editable }) =>
  one.sources.length === 0 ? (
    <p class="soft">もとの発言はありません（事務局が書いた意見）。</p>
  ) : (
    <details open>
      <summary>{`もとの発言（${one.sources.length}件）`}</summary>
      <ul class="rows">
        {one.sources.map((key) => {
          const found = said.get(key)
          return (
            <li>
              <span class="written">{found?.text ?? '（この発言の記録は取り消されています）'}</span>
              {found && <Whence said={found} />}
              {found && <ConfirmedState of={found.confirmed} />}
              {editable && (
                <BenchAct year={year} bench={bench} more={{ opinion: one.id, source: key }}>
                  <button type="submit" name="_act" value="take-out" class="plain">
                    この意見から外す
                  </button>
                </BenchAct>
              )}
            </li>
          )
        })}
      </ul>
    </details>
  )

const Reword: FC<Props> = ({ year, bench, one, refused }) => (
  <details open={refused !== null}>
    <summary>{`意見${circled(one.no)}の文・種類・掲載区分を直す`}</summary>
    <BenchAct year={year} bench={bench} more={{ opinion: one.id }} wide>
      <p>
        <label for={`text-${one.id}`}>本文</label>
        <textarea id={`text-${one.id}`} name="text" rows={4} required>
          {refused?.text('text') ?? one.text}
        </textarea>
      </p>
      <Kinds
        definition={year.definition}
        id={one.id}
        kind={refused?.text('kind') ?? one.kind}
        viewpoint={refused?.text('viewpoint') ?? one.viewpoint}
      />
      <Printings bench={bench} id={one.id} opinion={one.id} printing={refused ? printingOf(refused) : one.printing} />
      <button type="submit" name="_act" value="reword">
        直す
      </button>
    </BenchAct>
  </details>
)

const Rest: FC<Props> = ({ year, bench, one, others }) => (
  <details>
    <summary>{`意見${circled(one.no)}を動かす・分ける・取り消す`}</summary>
    <div class="buttons">
      <BenchAct year={year} bench={bench} more={{ opinion: one.id }}>
        <button type="submit" name="_act" value="up" class="second" aria-label={`意見${circled(one.no)}を前へ`}>
          ↑ 前へ
        </button>
        <button type="submit" name="_act" value="down" class="second" aria-label={`意見${circled(one.no)}を後へ`}>
          ↓ 後へ
        </button>
        <button type="submit" name="_act" value="remove" class="second">
          この意見を取り消す（発言は未整理に戻る）
        </button>
      </BenchAct>
      <a href={`${withQuery(benchPath(year.cycle, bench.subject), { split: one.id })}#panel`}>分ける</a>
    </div>
    {others.length > 0 && (
      <BenchAct year={year} bench={bench} more={{ opinion: one.id }}>
        <div class="buttons">
          <p>
            <label for={`to-${one.id}`}>移す先</label>
            <select id={`to-${one.id}`} name="to">
              {others.map(({ subject, revision }) => (
                <option value={`${subject}|${revision}`}>{nameIn(year.subjects, subject)}</option>
              ))}
            </select>
          </p>
          <button type="submit" name="_act" value="move" class="second">
            移す
          </button>
        </div>
      </BenchAct>
    )}
  </details>
)

/** One opinion: what it says, what it is made of, and what can be done to it. */
export const Opinion: FC<Props> = (props) => {
  const { year, one, editable } = props
  const { definition } = year
  const kind = definition.opinionKinds.find(({ id }) => id === one.kind)?.name ?? '種類なし'
  const viewpoint =
    one.viewpoint === null
      ? null
      : (definition.viewpoints.find(({ id }) => id === one.viewpoint)?.name ?? `${one.viewpoint}（いまの実施要領にない視点）`)
  return (
    <section class="opinion" id={`o-${one.id}`}>
      <h3>{`意見${circled(one.no)}`}</h3>
      <p class="written">{one.text}</p>
      <p class="soft">{[kind, viewpoint, printingWords(one)].filter(Boolean).join('・')}</p>
      <Originals {...props} />
      {editable && (
        <>
          {props.bench.opinions.length > 1 && (
            <p class="check">
              <label>
                <input type="checkbox" name="merge" value={one.id} form="merge-form" />
                {` 意見${circled(one.no)}をまとめる意見に選ぶ`}
              </label>
            </p>
          )}
          <Reword {...props} />
          <Rest {...props} />
        </>
      )}
    </section>
  )
}
