import type { FC } from 'hono/jsx'
import { revisedPart } from './earlier-round.js'
import { Heading, Money, TableFrame, Value } from './render-fields.js'
import { ReviewPart } from './render-review.js'
import type { PrintedField, ProgrammePart, Section, Source } from './report-schema.js'
import { dateWords, moneyName, sectionNames } from './report-words.js'

const reference = ({ versionId, hash }: Source): string =>
  versionId === null ? '提出なし（該当なしの申出）' : `${versionId}（SHA-256 ${hash ?? ''}）`

const Fields: FC<{ fields: PrintedField[]; about: string; level: number; titled: boolean }> = ({ fields, about, level, titled }) => (
  <>
    {fields.map((field) => {
      const ownCaption = field.type === 'indicators' || field.type === 'table'
      const block = ownCaption || field.type === 'bullets' || field.type === 'figures' || field.type === 'pictures'
      return (
        <div data-version={field.source.versionId} data-field={field.id}>
          {titled && !ownCaption && <Heading level={level}>{field.label}</Heading>}
          {block ? (
            <Value field={field} about={about} />
          ) : (
            <p>
              <Value field={field} about={about} />
            </p>
          )}
        </div>
      )
    })}
  </>
)

const Facts: FC<{ programme: ProgrammePart }> = ({ programme }) => (
  <dl class="facts">
    <dt>所管</dt>
    <dd>{programme.department}</dd>
    {programme.sharedWith && (
      <>
        <dt>一体で実施</dt>
        <dd>{`「${programme.sharedWith.name}」と一体で実施しています。金額は同事業に含まれ、合計には一度だけ数えています。`}</dd>
      </>
    )}
    {programme.components.length > 0 && (
      <>
        <dt>構成する事業</dt>
        <dd>
          {programme.components
            .map(({ name, article, note }) => `${name}${article ? `（第${article}条）` : ''}${note ? `（${note}）` : ''}`)
            .join('、')}
        </dd>
      </>
    )}
    <Money about={programme.name} fields={programme.fields.filter(({ section }) => section === 'money')} />
    {programme.held.map((one) => (
      <>
        <dt>{one.name}</dt>
        <dd data-version={one.source.versionId}>{dateWords(one.date)}</dd>
      </>
    ))}
    {programme.note && (
      <>
        <dt>注記</dt>
        <dd>{programme.note}</dd>
      </>
    )}
  </dl>
)

const Earlier: FC<{ programme: ProgrammePart }> = ({ programme }) => {
  const parts = programme.rounds.flatMap((round) =>
    round.fields.flatMap((field) => {
      const part = revisedPart(
        field,
        programme.fields.find(({ id }) => id === field.id),
      )
      return part ? [{ round: round.name, field: part }] : []
    }),
  )
  if (parts.length === 0) return null
  return (
    <details>
      <summary>前の回の記載で、後の回に改められたもの</summary>
      {parts.map(({ round, field }) => (
        <div data-version={field.source.versionId}>
          <p>{`${round}の回の「${field.type === 'money' ? moneyName(field.value) : field.label}」`}</p>
          <Value field={field} about={`${programme.name}、${round}の回`} />
        </div>
      ))}
    </details>
  )
}

const Sources: FC<{ programme: ProgrammePart }> = ({ programme }) => (
  <>
    <Earlier programme={programme} />
    {programme.sources.length > 0 && (
      <details>
        <summary>この記載のもととなった版</summary>
        <TableFrame label="記載のもととなった版" about={programme.name}>
          <thead>
            <tr>
              <th scope="col">手続</th>
              <th scope="col">版とハッシュ値</th>
            </tr>
          </thead>
          <tbody>
            {programme.sources.map((source) => (
              <tr>
                <th scope="row">{source.name}</th>
                <td>
                  <code>{reference(source)}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </TableFrame>
      </details>
    )}
  </>
)

/** The sections of a sheet in the order of the printed report; Check and Action follow as opinions with their answers. */
const body: Section[] = ['plan', 'indicators', 'do', 'next', 'check']

/** One programme like its sheet: Plan, indicators, Do, next year, Check, Action. `level` is the level of its heading. */
export const Programme: FC<{ programme: ProgrammePart; level: number }> = ({ programme, level }) => (
  <section id={programme.key} aria-labelledby={`${programme.key}-name`}>
    <Heading level={level} id={`${programme.key}-name`}>
      {programme.name}
    </Heading>
    {(programme.verified || programme.priority) && (
      <p>
        {programme.verified && <span class="tag">検証対象</span>}
        {programme.priority && <span class="tag">重点事業</span>}
      </p>
    )}
    <Facts programme={programme} />
    {programme.fields.length === 0 && programme.attested.length === 0 && <p>この年度の個別の記載はありません。</p>}
    {programme.attested.map(({ name }) => (
      <p>{`${name}：該当なし（報告する事項がない旨の申出がありました）。`}</p>
    ))}
    {body.map((section) => {
      const fields = programme.fields.filter((field) => field.section === section)
      if (fields.length === 0) return null
      return (
        <>
          <Heading level={level + 1}>{sectionNames[section]}</Heading>
          <Fields about={programme.name} fields={fields} level={level + 2} titled={fields.length > 1} />
        </>
      )
    })}
    <ReviewPart review={programme.review} level={level + 1} about={programme.name} />
    {programme.fields.some(({ section }) => section === 'act') && (
      <>
        <Heading level={level + 1}>{sectionNames.act}</Heading>
        <Fields about={programme.name} fields={programme.fields.filter(({ section }) => section === 'act')} level={level + 2} titled />
      </>
    )}
    <Sources programme={programme} />
  </section>
)
