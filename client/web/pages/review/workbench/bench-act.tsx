import { randomUUID } from 'node:crypto'
import type { Child, FC } from 'hono/jsx'
import type { Definition } from '../../../../../domain/definition/schema.js'
import type { Printing } from '../../../../../domain/review/bench-content.js'
import { circled } from '../../../../../domain/review/circled.js'
import type { Bench } from '../../../../app/review/workbench/bench.js'
import type { SubjectsYear } from '../../../review/office-year.js'
import { benchPath } from '../../../review-paths.js'

/** A form of the workbench: it names the draft that was looked at. */
export const BenchAct: FC<{ year: SubjectsYear; bench: Bench; children?: Child; more?: Record<string, string>; wide?: boolean }> = ({
  year,
  bench,
  more = {},
  wide = false,
  children,
}) => (
  <form method="post" action={benchPath(year.cycle, bench.subject)} class={wide ? 'question' : undefined}>
    <input type="hidden" name="_key" value={randomUUID()} />
    <input type="hidden" name="_revision" value={String(bench.revision)} />
    <input type="hidden" name="_base" value={bench.base} />
    {Object.entries(more).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    {children}
  </form>
)

/** Kind and viewpoint of an opinion, as the definition names them. */
export const Kinds: FC<{ definition: Definition; id: string; kind: string | null; viewpoint: string | null }> = ({
  definition,
  id,
  kind,
  viewpoint,
}) => (
  <>
    <p>
      <label for={`kind-${id}`}>種類</label>
      <select id={`kind-${id}`} name="kind">
        <option value="">選んでください</option>
        {definition.opinionKinds.map((one) => (
          <option value={one.id} selected={one.id === kind}>
            {`${one.name}（対応${one.needsAnswer ? 'が要る' : 'は要らない'}）`}
          </option>
        ))}
      </select>
    </p>
    {definition.viewpoints.length > 0 && (
      <p>
        <label for={`viewpoint-${id}`}>視点</label>
        <select id={`viewpoint-${id}`} name="viewpoint">
          <option value="">なし</option>
          {definition.viewpoints.map((one) => (
            <option value={one.id} selected={one.id === viewpoint}>
              {one.name}
            </option>
          ))}
        </select>
      </p>
    )}
  </>
)

export const printings = { printed: '掲載', merged: 'ほかの意見に含める', unprinted: '掲載しない' } as const

/** 掲載区分 of an opinion: whether and where the report prints it. */
export const Printings: FC<{ bench: Bench; id: string; opinion: string; printing: Printing }> = ({ bench, id, opinion, printing }) => (
  <>
    <p>
      <label for={`printing-${id}`}>掲載区分</label>
      <select id={`printing-${id}`} name="printing">
        {Object.entries(printings).map(([as, word]) => (
          <option value={as} selected={as === printing.as}>
            {word}
          </option>
        ))}
      </select>
    </p>
    <p>
      <label for={`into-${id}`}>含める先（「ほかの意見に含める」とき）</label>
      <select id={`into-${id}`} name="into">
        <option value="">―</option>
        {bench.opinions
          .filter((one) => one.id !== opinion)
          .map(({ no, text }) => (
            <option value={String(no)} selected={no === printing.into}>
              {`${circled(no)} ${text.slice(0, 30)}`}
            </option>
          ))}
      </select>
    </p>
    <p>
      <label for={`unprinted-${id}`}>掲載しない理由（「掲載しない」とき）</label>
      <input id={`unprinted-${id}`} name="unprinted" value={printing.reason ?? ''} maxlength={500} />
    </p>
  </>
)
