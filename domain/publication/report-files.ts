import { articlePath, renderArticle, renderOverview, renderReport, wholePath } from './render-report.js'
import { indicatorsCsv, opinionsCsv, programmesCsv } from './report-csv.js'
import { reportJson } from './report-hash.js'
import { type ReportModel, reportJsonSchema } from './report-schema.js'

/** One file of an edition. `path` has no folder: the files link to each other by name and can stand anywhere. */
export interface ReportFile {
  path: string
  mediaType: string
  content: string
}

const html = 'text/html; charset=utf-8'
const csv = 'text/csv; charset=utf-8'

/** Every file of an edition: the overview, a page an article, all on one page, and the data that citizens may reuse. */
export const reportFiles = (report: ReportModel): ReportFile[] => [
  { path: 'index.html', mediaType: html, content: renderOverview(report) },
  ...report.articles.map(({ no }) => ({ path: articlePath(no), mediaType: html, content: renderArticle(report, no) })),
  { path: wholePath, mediaType: html, content: renderReport(report) },
  { path: 'report.json', mediaType: 'application/json', content: reportJson(report) },
  { path: 'report.schema.json', mediaType: 'application/schema+json', content: `${JSON.stringify(reportJsonSchema(), null, 2)}\n` },
  { path: 'programmes.csv', mediaType: csv, content: programmesCsv(report) },
  { path: 'indicators.csv', mediaType: csv, content: indicatorsCsv(report) },
  { path: 'opinions.csv', mediaType: csv, content: opinionsCsv(report) },
]

/** The pages of a draft, which is not published and brings no data to be used again. */
export const draftFiles = (report: ReportModel): ReportFile[] => [
  { path: 'index.html', mediaType: html, content: renderOverview(report, 'draft') },
  ...report.articles.map(({ no }) => ({ path: articlePath(no), mediaType: html, content: renderArticle(report, no, 'draft') })),
  { path: wholePath, mediaType: html, content: renderReport(report, 'draft') },
]

/** The number of pages (HTML documents) of an edition. */
export const pageCount = (report: ReportModel): number => report.articles.length + 2
