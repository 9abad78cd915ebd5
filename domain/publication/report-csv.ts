import { crossCutting, wholeName } from '../review/whole.js'
import { type Cell, csv } from './csv.js'
import type { ProgrammePart, ReportModel, Review } from './report-schema.js'
import { comparisonWords, moneyName } from './report-words.js'

const programmesOf = (report: ReportModel): ProgrammePart[] => report.articles.flatMap(({ programmes }) => programmes)

/** One line a programme, with every amount that the report totals; thousand yen. */
export function programmesCsv(report: ReportModel): string {
  const kinds = report.totals
  const money = (programme: ProgrammePart, at: (typeof kinds)[number]): Cell => {
    const found = programme.fields.find(
      (field) => field.type === 'money' && field.value.kind === at.kind && field.value.fiscalYear === at.fiscalYear,
    )
    return found?.type === 'money' ? found.value.value : null
  }
  const head = [
    '条',
    '施策番号',
    '施策名',
    '所管',
    '検証対象',
    '重点',
    '一体で実施する事業',
    ...kinds.map((kind) => `${moneyName(kind)}（千円）`),
    '意見の数',
    '対応の数',
  ]
  return csv([
    head,
    ...programmesOf(report).map((programme) => [
      programme.article,
      programme.key,
      programme.name,
      programme.department,
      programme.verified,
      programme.priority,
      programme.sharedWith?.name ?? null,
      ...kinds.map((kind) => money(programme, kind)),
      programme.review.opinions.length,
      programme.review.actions.length,
    ]),
  ])
}

/** One line an indicator and fiscal year, with what was written where it differs from what was read. */
export const indicatorsCsv = (report: ReportModel): string =>
  csv([
    ['条', '施策番号', '施策名', '指標', '単位', '年度', '目標', '実績', '原文の表記', '目標との比較', '注記', '版', '版のハッシュ値'],
    ...programmesOf(report).flatMap((programme) =>
      programme.fields.flatMap((field) =>
        field.type !== 'indicators'
          ? []
          : field.value.flatMap((indicator) =>
              indicator.values.map((value): Cell[] => [
                programme.article,
                programme.key,
                programme.name,
                indicator.name,
                indicator.unit,
                value.fiscalYear,
                value.target,
                value.actual,
                typeof value.raw === 'object' ? Object.values(value.raw).join('／') : (value.raw ?? null),
                value.fiscalYear === report.cycle.fiscalYear ? comparisonWords[indicator.comparison].word : null,
                [...(indicator.note ? [indicator.note] : []), ...indicator.doubts].join(' '),
                field.source.versionId,
                field.source.hash,
              ]),
            ),
      ),
    ),
  ])

/** Opinions and Actions, each with its number, what it answers and the version it was taken from. */
export function opinionsCsv(report: ReportModel): string {
  const rows = (article: Cell, key: string, name: string, review: Review): Cell[][] => [
    ...review.opinions.map((one): Cell[] => [
      article,
      key,
      name,
      '意見',
      one.no,
      one.text,
      null,
      one.viewpoint,
      null,
      null,
      one.source.versionId,
      one.source.hash,
    ]),
    ...review.actions.map((one): Cell[] => [
      article,
      key,
      name,
      '対応',
      one.no,
      one.text,
      one.answers.join(' '),
      null,
      one.timing,
      one.budget,
      one.source.versionId,
      one.source.hash,
    ]),
  ]
  return csv([
    ['条', '対象', '対象の名称', '区分', '番号', '本文', '対応する意見の番号', '視点', '実施時期', '予算', '版', '版のハッシュ値'],
    ...rows(null, crossCutting, wholeName, report.crossCutting),
    ...report.articles.flatMap((article) => [
      ...rows(article.no, `article-${article.no}`, article.title, article.review),
      ...article.programmes.flatMap(({ key, name, review }) => rows(article.no, key, name, review)),
    ]),
  ])
}
