import type { FC } from 'hono/jsx'
import { wholeName } from '../review/whole.js'
import { Heading, TableFrame, Value } from './render-fields.js'
import { ReviewPart } from './render-review.js'
import type { ArticlePart, Chapter, Comparison, ComparisonCounts, MoneyTotal, PrintedField, ReportModel } from './report-schema.js'
import { articleName, comparisonWords, dateWords, figure, moneyName, publishedOn, reportName } from './report-words.js'

/** An edition is what citizens read; a draft is what is decided on, and says so on every page. */
export type RenderedAs = 'edition' | 'draft'

const shown: Comparison[] = ['reached', 'missed', 'uncertain', 'no-comparison']

/** The counts of one article as a bar. It only repeats the row it stands in, so it is hidden from screen readers. */
const Bar: FC<{ counts: ComparisonCounts; most: number }> = ({ counts, most }) => {
  let x = 0
  const unit = 100 / Math.max(1, most)
  return (
    <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      {shown.map((comparison) => {
        const width = counts[comparison] * unit
        x += width
        return width === 0 ? null : (
          <rect
            class={`b-${comparison === 'no-comparison' ? 'none' : comparison}`}
            x={(x - width).toFixed(2)}
            y="1"
            width={Math.max(0, width - 0.6).toFixed(2)}
            height="8"
          />
        )
      })}
    </svg>
  )
}

const sum = (counts: ComparisonCounts): number => shown.reduce((total, comparison) => total + counts[comparison], 0)

const Comparisons: FC<{ report: ReportModel }> = ({ report }) => {
  const most = Math.max(...report.articles.map(({ comparisons }) => sum(comparisons)))
  const cells = (counts: ComparisonCounts) =>
    [...shown.map((comparison) => counts[comparison]), sum(counts)].map((n) => <td class="n">{figure(n)}</td>)
  return (
    <>
      <p>
        {`検証対象の施策が掲げた${report.counts.indicators}の指標のうち、実績が目標以上だったものは${report.comparisons.reached}、目標に届かなかったものは${report.comparisons.missed}です。累計の値や、元の表記から数値を確定できないものは判定していません。`}
      </p>
      <TableFrame label="条ごとの指標の目標と実績の比較（指標の数）">
        <thead>
          <tr>
            <th scope="col">条</th>
            <th scope="col">図</th>
            {shown.map((comparison) => (
              <th scope="col" class={`n ${comparison}`}>{`${comparisonWords[comparison].shape} ${comparisonWords[comparison].word}`}</th>
            ))}
            <th scope="col" class="n">
              計
            </th>
          </tr>
        </thead>
        <tbody>
          {report.articles
            .filter(({ comparisons }) => sum(comparisons) > 0)
            .map((article) => (
              <tr>
                <th scope="row">{articleName(article)}</th>
                <td>
                  <Bar counts={article.comparisons} most={most} />
                </td>
                {cells(article.comparisons)}
              </tr>
            ))}
          <tr class="sum">
            <th scope="row">計</th>
            <td />
            {cells(report.comparisons)}
          </tr>
        </tbody>
      </TableFrame>
    </>
  )
}

/** Sums of money; `label` is the table's caption. */
export const Totals: FC<{ totals: MoneyTotal[]; label: string }> = ({ totals, label }) =>
  totals.length === 0 ? null : (
    <>
      <TableFrame label={label}>
        <thead>
          <tr>
            <th scope="col">区分</th>
            <th scope="col" class="n">
              合計（千円）
            </th>
            <th scope="col" class="n">
              金額の記載がある施策
            </th>
          </tr>
        </thead>
        <tbody>
          {totals.map((total) => (
            <tr>
              <th scope="row">{moneyName(total)}</th>
              <td class="n">{figure(total.thousandYen)}</td>
              <td class="n">{figure(total.counted)}</td>
            </tr>
          ))}
        </tbody>
      </TableFrame>
      {totals.some(({ shared }) => shared > 0) && (
        <p class="soft">他の事業と一体で実施する施策の金額は、主となる事業で一度だけ数えています。</p>
      )}
      {new Set(totals.map(({ counted }) => counted)).size > 1 && (
        <p class="soft">区分によって金額の記載がある施策の数が異なるため、合計どうしを比べることはできません。</p>
      )}
    </>
  )

/** Too wide for a line of facts. */
const standsAlone = ({ type }: PrintedField): boolean => type === 'table' || type === 'indicators' || type === 'pictures'

const ChapterPart: FC<{ chapter: Chapter; level: number; held?: boolean }> = ({ chapter, level, held = false }) => (
  <section data-version={chapter.source.versionId}>
    <Heading level={level}>{`${held && chapter.date ? `${dateWords(chapter.date)} ` : ''}${chapter.name}`}</Heading>
    {chapter.attested ? (
      <p>該当なし（報告する事項がない旨の申出がありました）。</p>
    ) : (
      <dl class="facts">
        {chapter.body && (
          <>
            <dt>会議体</dt>
            <dd>{chapter.body}</dd>
          </>
        )}
        {chapter.fields
          .filter((field) => !standsAlone(field) && !(held && field.type === 'date' && field.value === chapter.date))
          .map((field) => (
            <>
              <dt>{field.label}</dt>
              <dd>
                <Value field={field} about={chapter.name} />
              </dd>
            </>
          ))}
      </dl>
    )}
    {chapter.fields.filter(standsAlone).map((field) => (
      <Value field={field} about={chapter.name} />
    ))}
  </section>
)

/** What the report is, what it counts and how to read it. */
export const Summary: FC<{ report: ReportModel }> = ({ report }) => {
  const { counts, ordinance } = report
  const subjects = `${counts.programmes}の事務事業${counts.initiatives > 0 ? `と${counts.initiatives}の取組` : ''}`
  const facts: [string, number][] = [
    ['事務事業', counts.programmes],
    ['検証対象', counts.verified],
    ['うち重点事業', counts.priority],
    ['指標', counts.indicators],
    ['検証意見', counts.opinions],
    ['意見への対応', counts.actions],
  ]
  return (
    <>
      <p class="lead">
        {`この報告書は、${ordinance.name}（${ordinance.inForce.slice(0, 4)}年施行）に基づき、${subjects}の実施状況と、${counts.verified}件の検証の結果をまとめたものです。`}
      </p>
      <ul class="counts">
        {facts.map(([name, n]) => (
          <li>
            <b>{figure(n)}</b>
            {name}
          </li>
        ))}
      </ul>
      <h2>この報告書について</h2>
      <ul>
        <li>{`${ordinance.verify}は、市長が施策の実施状況を検証し、そのとき関係者の意見を聴くことを定めています。`}</li>
        <li>{`${ordinance.publish}は、その状況を毎年度公表することを定めています。この報告書がその公表です。`}</li>
        <li>
          検証対象の施策は、計画（Plan）、指標、実績（Do）、翌年度の計画、検証意見（Check）、対応（Action）の順に掲載しています。その他の施策は、実績と翌年度の概要を掲載しています。
        </li>
        <li>「目標以上」「目標未満」は、報告年度の目標と実績の数値を比べた結果だけを表し、施策の良し悪しを表すものではありません。</li>
        <li>※を付けた数値は、元の表記のままでは読み取れないところがあるものです。元の表記を併せて示します。</li>
        <li>金額は千円単位です。決算見込は、議会の認定前の額です。</li>
      </ul>
    </>
  )
}

export const Contents: FC<{ report: ReportModel; href: (article: ArticlePart) => string }> = ({ report, href }) => (
  <nav aria-labelledby="contents">
    <h2 id="contents">目次</h2>
    <ol class="plain contents">
      {report.articles.map((article) => (
        <li>
          <a href={href(article)}>{articleName(article)}</a>
          <span class="soft">
            {`${article.programmes.length}施策（うち検証対象${article.programmes.filter(({ verified }) => verified).length}）`}
          </span>
        </li>
      ))}
    </ol>
  </nav>
)

/** What concerns the whole: figures, opinions across measures, the course of the year. Headings begin at level 2. */
export const Whole: FC<{ report: ReportModel }> = ({ report }) => (
  <>
    <h2>指標の状況</h2>
    <Comparisons report={report} />
    <h2>予算・決算</h2>
    <Totals totals={report.totals} label="全施策の予算・決算の合計" />
    {report.crossCutting.opinions.length + report.crossCutting.actions.length > 0 && (
      <>
        <h2>{`${wholeName}に関わる意見と対応`}</h2>
        <ReviewPart review={report.crossCutting} level={3} about={wholeName} />
      </>
    )}
    {report.meetings.length > 0 && (
      <>
        <h2>会議・視察の経過</h2>
        {report.meetings.map((meeting) => (
          <ChapterPart chapter={meeting} level={3} held />
        ))}
      </>
    )}
    {report.chapters.length > 0 && (
      <>
        <h2>検証と公表の手続</h2>
        {report.chapters.map((chapter) => (
          <ChapterPart chapter={chapter} level={3} />
        ))}
      </>
    )}
  </>
)

export const Title: FC<{ report: ReportModel; as: RenderedAs }> = ({ report, as }) => (
  <>
    <h1>{`${reportName(report)}${as === 'draft' ? '（案）' : ''}`}</h1>
    <p class="soft">
      {as === 'draft'
        ? `${report.city}　${publishedOn(report)}現在の案　公表前`
        : `${report.city}　${publishedOn(report)}公表　第${report.edition}版${report.edition > 1 ? '（訂正版）' : ''}`}
    </p>
  </>
)
