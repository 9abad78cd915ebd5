import { fiscalYearName, formatDate } from '../calendar/date-words.js'
import { dateOf, isDate } from '../calendar/instants.js'
import type { Comparison, MoneyTotal, ReportModel, Section } from './report-schema.js'

export const sectionNames: Record<Section, string> = {
  money: '予算・決算',
  plan: '計画（Plan）',
  indicators: '主な成果・活動指標',
  do: '実績（Do）',
  next: '翌年度の計画',
  check: '検証（Check）',
  act: '改善（Action）',
}

/** Each comparison has one word and one shape, so that it never rests on colour. */
export const comparisonWords: Record<Comparison, { word: string; shape: string }> = {
  reached: { word: '目標以上', shape: '●' },
  missed: { word: '目標未満', shape: '▲' },
  uncertain: { word: '判定しない', shape: '◇' },
  'no-comparison': { word: '比較なし', shape: '―' },
}

const moneyKinds: Record<MoneyTotal['kind'], string> = {
  initial: '当初予算',
  revised: '補正後予算',
  final: '最終予算',
  'expected-settlement': '決算見込',
  settlement: '決算',
}

/** `平成28年度決算見込` */
export const moneyName = ({ kind, fiscalYear }: { kind: MoneyTotal['kind']; fiscalYear: number }): string =>
  `${fiscalYearName(fiscalYear)}${moneyKinds[kind]}`

/** Thousand separators; the same in every environment. */
export const figure = (value: number): string => {
  const [whole = '', fraction] = Math.abs(value).toString().split('.')
  return `${value < 0 ? '−' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${fraction ? `.${fraction}` : ''}`
}

/** A declared date as an office writes it; anything that is no day stays as it was declared. */
export const dateWords = (date: string): string => (isDate(date) ? formatDate(date) : date)

export const reportName = (report: ReportModel): string => `${fiscalYearName(report.cycle.fiscalYear)} ${report.title}`

export const publishedOn = (report: ReportModel): string => formatDate(dateOf(report.publishedAt))

export const articleName = ({ no, title }: { no: number; title: string }): string => `第${no}条 ${title}`
