import { raw } from 'hono/html'
import type { Child, FC } from 'hono/jsx'
import { Contents, type RenderedAs, Summary, Title, Totals, Whole } from './render-overview.js'
import { Programme } from './render-programme.js'
import { ReviewPart } from './render-review.js'
import { reportHash } from './report-hash.js'
import type { ArticlePart, ReportModel } from './report-schema.js'
import { draftStyle, reportStyle } from './report-style.js'
import { articleName, publishedOn, reportName } from './report-words.js'

export const articlePath = (no: number): string => `article-${no}.html`
export const wholePath = 'all.html'

const Head: FC<{ report: ReportModel }> = ({ report }) => (
  <>
    {`作成時の経過記録の末尾（${report.trailHead.no}番）：`}
    <code>{report.trailHead.hash}</code>
  </>
)

const DraftFooter: FC<{ report: ReportModel }> = ({ report }) => (
  <footer>
    <div class="frame">
      <p>{`${report.city}${report.office}　案　${publishedOn(report)}現在の受理済みの内容から作成　公表前`}</p>
      <p>
        <Head report={report} />
      </p>
    </div>
  </footer>
)

const Footer: FC<{ report: ReportModel }> = ({ report }) => (
  <footer>
    <div class="frame">
      <p>{`${report.city}${report.office}　${publishedOn(report)}公表　第${report.edition}版`}</p>
      <p>
        再利用できるデータ：<a href="report.json">report.json（全内容）</a>、<a href="programmes.csv">施策一覧（CSV）</a>、
        <a href="indicators.csv">指標（CSV）</a>、<a href="opinions.csv">意見と対応（CSV）</a>、
        <a href="report.schema.json">項目の定義（JSON Schema）</a>
      </p>
      <p>
        report.json のハッシュ値（SHA-256）：<code>{reportHash(report)}</code>
        <br />
        <Head report={report} />
      </p>
    </div>
  </footer>
)

function document(report: ReportModel, as: RenderedAs, title: string, body: Child): string {
  const draft = as === 'draft'
  const page = (
    <html lang="ja">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${draft ? '【案】' : ''}${title}`}</title>
        <style>{raw(draft ? `${reportStyle}${draftStyle}` : reportStyle)}</style>
      </head>
      <body>
        <a class="skip" href="#main">
          本文へ移動
        </a>
        {draft && <p class="draft">案</p>}
        <header class="top">
          <div class="frame">
            <p>
              <a href="index.html">{`${report.city} ${reportName(report)}${draft ? '（案）' : ''}`}</a>
            </p>
          </div>
        </header>
        <main id="main" class="frame" tabindex={-1}>
          {body}
        </main>
        {draft ? <DraftFooter report={report} /> : <Footer report={report} />}
      </body>
    </html>
  )
  return `<!doctype html>\n${page}`
}

const Article: FC<{ article: ArticlePart; level: number }> = ({ article, level }) => (
  <>
    <Totals totals={article.totals} label={`第${article.no}条の予算・決算の合計`} />
    <ReviewPart review={article.review} level={level} about={articleName(article)} />
    {article.programmes.map((programme) => (
      <Programme programme={programme} level={level} />
    ))}
  </>
)

const List: FC<{ article: ArticlePart }> = ({ article }) => (
  <nav aria-label={`第${article.no}条の施策`}>
    <ul>
      {article.programmes.map(({ key, name, verified }) => (
        <li>
          <a href={`#${key}`}>{name}</a>
          {verified && '（検証対象）'}
        </li>
      ))}
    </ul>
  </nav>
)

/** The first page of an edition: what the report is, its figures, its contents. */
export const renderOverview = (report: ReportModel, as: RenderedAs = 'edition'): string =>
  document(
    report,
    as,
    `${reportName(report)}｜${report.city}`,
    <>
      <Title report={report} as={as} />
      <Summary report={report} />
      <Contents report={report} href={({ no }) => articlePath(no)} />
      <p>
        <a href={wholePath}>全体を一つのページで見る（印刷用）</a>
      </p>
      <Whole report={report} />
    </>,
  )

/** One article with all its programmes. @throws Error when the report has no such article. */
export function renderArticle(report: ReportModel, no: number, as: RenderedAs = 'edition'): string {
  const at = report.articles.findIndex((article) => article.no === no)
  const article = report.articles[at]
  if (!article) throw new Error(`第${no}条はこの報告書にありません。掲載している条を指定してください。`)
  const neighbours: [string, ArticlePart | undefined][] = [
    ['前の条', report.articles[at - 1]],
    ['次の条', report.articles[at + 1]],
  ]
  return document(
    report,
    as,
    `${articleName(article)}｜${reportName(report)}｜${report.city}`,
    <>
      <h1>{articleName(article)}</h1>
      <List article={article} />
      <Article article={article} level={2} />
      <nav class="near" aria-label="前後の条">
        {neighbours.map(([word, other]) => other && <a href={articlePath(other.no)}>{`${word}：${articleName(other)}`}</a>)}
        <a href="index.html">目次に戻る</a>
      </nav>
    </>,
  )
}

/** The whole edition as one document, for printing and for reading offline. */
export const renderReport = (report: ReportModel, as: RenderedAs = 'edition'): string =>
  document(
    report,
    as,
    `${reportName(report)}（全体）｜${report.city}`,
    <>
      <Title report={report} as={as} />
      <Summary report={report} />
      <Contents report={report} href={({ no }) => `#article-${no}`} />
      <Whole report={report} />
      {report.articles.map((article) => (
        <section class="article" id={`article-${article.no}`} aria-labelledby={`article-${article.no}-name`}>
          <h2 id={`article-${article.no}-name`}>{articleName(article)}</h2>
          <Article article={article} level={3} />
        </section>
      ))}
    </>,
  )
