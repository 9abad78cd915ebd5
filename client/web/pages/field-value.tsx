import type { Child, FC } from 'hono/jsx'
import type { Definition, Field } from '../../../domain/definition/schema.js'
import { isBlank, printField } from '../../../domain/publication/print-field.js'
import { Value } from '../../../domain/publication/render-fields.js'
import { circled } from '../../../domain/review/circled.js'
import { wholeName } from '../../../domain/review/whole.js'
import { asList, asObject, asText } from '../../../domain/sheet/loose-content.js'
import { picturesOf } from '../../../domain/sheet/pictures.js'
import { writeEntry } from '../../../domain/sheet/write-entry.js'
import { PicturesShown } from './field-pictures.js'
import { PromisesShown } from './promise-fields.js'
import { RulingShown } from './review/decision/ruling-field.js'
import { StatementsShown } from './statement-fields.js'

interface ValueProps {
  field: Field
  rules: Definition
  value: unknown
  /** the year against whose target indicators are compared; without it, the last one that has a result */
  fiscalYear?: number | undefined
  /** tells tables of one page apart, e.g. 平成27年度の記載 */
  about?: string
  /** folder of the assignment's pictures; without it, of pictures the texts are shown */
  pictures?: string
}

/** The value of one field to be read, under its label: order and words of the printed report. */
export const FieldValue: FC<ValueProps> = (props) => (
  <section class="field-value">
    <h2>{props.field.label}</h2>
    <FieldText {...props} />
  </section>
)

/** The same without its label. */
export const FieldText: FC<ValueProps> = ({ field, rules, value, fiscalYear, about = '', pictures }) => {
  if (isBlank(value)) return <p class="soft">記載なし</p>
  if (field.type === 'opinions') return <Opinions rules={rules} list={asList(value).map(asObject)} />
  if (field.type === 'actions') return <Actions rules={rules} list={asList(value).map(asObject)} />
  if (field.type === 'statements') return <StatementsShown value={value} />
  if (field.type === 'promises') return <PromisesShown list={asList(value).map(asObject)} />
  if (field.type === 'ruling') return <RulingShown value={value} />
  if (field.type === 'pictures') return <PicturesShown list={picturesOf(value)} path={pictures} />
  const source = { versionId: null, hash: null, step: '', round: null }
  const read = printField(rules, '', { ...field, printed: true }, value, fiscalYear ?? lastYear(value), source)
  if (read === null || 'problem' in read) return <AsWritten field={field} value={value} />
  return (
    <Framed type={field.type}>
      <Value field={read.printed} about={about} />
    </Framed>
  )
}

/** What is a list or a table already stands alone; everything else is a paragraph. */
const Framed: FC<{ type: Field['type']; children?: Child }> = ({ type, children }) => {
  if (type === 'bullets' || type === 'figures' || type === 'indicators' || type === 'table') return <div class="value">{children}</div>
  return <p class={type === 'money' || type === 'number' ? 'value amount' : 'value'}>{children}</p>
}

function lastYear(value: unknown): number {
  const years = asList(value).flatMap((one) => asList(asObject(one).values).map(asObject))
  return Math.max(
    0,
    ...years.flatMap(({ fiscalYear, actual }) => (typeof fiscalYear === 'number' && typeof actual === 'number' ? [fiscalYear] : [])),
  )
}

/** A value that is not yet in its field's shape (an indicator still without a name): its texts, none left out. */
const AsWritten: FC<{ field: Field; value: unknown }> = ({ field, value }) => {
  const texts = Object.entries(writeEntry([field], { [field.id]: value })).filter(([name]) => !/\.(written|read)$/.test(name))
  return (
    <>
      <p class="soft">書きかけです。書いてあるものだけを並べています。</p>
      <ul>
        {texts.map(([, text]) => (
          <li class="written">{text}</li>
        ))}
      </ul>
    </>
  )
}

const wordOf = (words: { id: string; name: string }[], id: unknown): string => words.find((word) => word.id === id)?.name ?? asText(id)

const Facts: FC<{ of: [name: string, text: string][] }> = ({ of }) => {
  const told = of.filter(([, text]) => text !== '')
  return told.length === 0 ? null : <span class="soft">{`（${told.map(([name, text]) => `${name}：${text}`).join('、')}）`}</span>
}

const numberOf = (no: unknown): string => (typeof no === 'number' ? `${circled(no)} ` : no === undefined ? '' : `${asText(no)} `)

const Opinions: FC<{ rules: Definition; list: Record<string, unknown>[] }> = ({ rules, list }) => (
  <ul class="value">
    {list.map(({ no, text, kind, viewpoint, source, printing }) => (
      <li class="written">
        {`${numberOf(no)}${asText(text)}`}
        <Facts
          of={[
            ['種類', wordOf(rules.opinionKinds, kind)],
            ['視点', wordOf(rules.viewpoints, viewpoint)],
            ['出所', asText(source)],
            ['掲載', printedWord(asObject(printing))],
          ]}
        />
      </li>
    ))}
  </ul>
)

const printedWord = ({ as, into, reason }: Record<string, unknown>): string =>
  as === 'merged' ? `${numberOf(into).trim()}に含める` : as === 'unprinted' ? `掲載しない。理由：${asText(reason)}` : ''

const Actions: FC<{ rules: Definition; list: Record<string, unknown>[] }> = ({ rules, list }) => (
  <ul class="value">
    {list.map(({ no, text, answers, whole, category, timing, budget, indicator }) => (
      <li class="written">
        {`${numberOf(no)}${asText(text)}`}
        <Facts
          of={[
            ['答える意見', asList(answers).map(asText).join('、')],
            [`あわせて答える${wholeName}への意見`, asList(whole).map(asText).join('、')],
            ['対応区分', wordOf(rules.responseCategories, category)],
            ['実施時期', asText(timing)],
            ['予算', wordOf(rules.budgetKinds, budget)],
            ['効果を示す指標', asText(indicator)],
          ]}
        />
      </li>
    ))}
  </ul>
)
