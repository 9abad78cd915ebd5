import { fiscalYearName, formatDate, formatDateTime, formatDay } from '../../calendar/date-words.js'
import { dateOf } from '../../calendar/instants.js'
import { requirementWord } from '../../definition/requirement-words.js'
import type { Instant } from '../../process/command.js'
import type { ReportModel } from '../../publication/report-schema.js'
import { dateWords, figure } from '../../publication/report-words.js'
import type { SheetChange } from './changes.js'

/** What a decision is asked with (伺い文), besides the report itself. */
export interface InquiryFacts {
  /** number of the package at this step, from 1 */
  no: number
  at: Instant
  report: ReportModel
  /** 決裁の工程 */
  stepName: string
  decideBy: Instant
  /** when the report is to appear; null: no step publishes it */
  publishBy: Instant | null
  statutoryAt: Instant | null
  /** sections that reported */
  sections: number
  /** what the finance section said of the answers on which it was consulted */
  consultations: { result: string; count: number }[]
  /** opinions that the report does not print by themselves: merged into another, or kept out of it with a reason */
  unprinted: { merged: number; kept: number }
  /** what was said of it that nobody has settled (指摘), with the step at which it was said */
  points: { step: string; text: string }[]
  unanswered: { subject: string; no: number | null; kind: string; text: string }[]
  overrides: { step: string; requirement: string; reason: string; by: string; second: string }[]
  previous: { no: number; at: Instant } | null
  changes: SheetChange[]
}

/** A text in parts, from which both its forms are made. */
export interface Inquiry {
  title: string
  lead: string
  parts: { heading: string; lines: string[] }[]
}

/** The opinions that are not printed by themselves: whoever counts them elsewhere finds them here. */
function besideWords({ unprinted: { merged, kept } }: InquiryFacts): string {
  const words = [merged > 0 && `ほかの意見に含めたもの${figure(merged)}件`, kept > 0 && `掲載しないもの${figure(kept)}件`].filter(Boolean)
  return words.length === 0 ? '' : `（ほかに、${words.join('、')}）`
}

/** A result that is no plain yes must not be lost in a number. */
function consultationLine({ consultations }: InquiryFacts): string[] {
  const all = consultations.reduce((sum, { count }) => sum + count, 0)
  const each = consultations.map(({ result, count }) => `${result || '結果の記録なし'} ${figure(count)}件`)
  return all === 0 ? [] : [`財政担当課との協議 ${figure(all)}件（${each.join('、')}）`]
}

const orNone = (lines: string[], none: string): string[] => (lines.length === 0 ? [none] : lines)

function changeLines({ previous, changes }: InquiryFacts): string[] {
  if (!previous) return ['前回の起案の資料はありません。']
  const since = `第${previous.no}号（${formatDateTime(previous.at)}）からの変更は次のとおりです。`
  const words = { added: '新たに受理', removed: '対象から外れた', changed: '変更' }
  const lines = changes.flatMap(({ name, how, differences, embargoed }) => [
    `${name}：${words[how]}`,
    ...differences.map(
      ({ label, place, before, after }) => `　${label}${place && `（${place}）`}：「${before || '（空欄）'}」→「${after || '（空欄）'}」`,
    ),
    ...(embargoed > 0 ? [`　ほかに予算区分の変更が${embargoed}か所あります（予算案の発表前のため載せません）。`] : []),
    ...(how === 'changed' && differences.length + embargoed === 0 ? ['　報告書に載る項目に違いはありません。'] : []),
  ])
  return lines.length === 0 ? [`第${previous.no}号（${formatDateTime(previous.at)}）から変わったところはありません。`] : [since, ...lines]
}

/** In the order of their days; what has none comes last. */
const byDate = (a: { date: string | null }, b: { date: string | null }): number => (a.date ?? '9').localeCompare(b.date ?? '9')

/** The text with which the decision is asked for, from what stands in the records; a draft to be put into the city's document system. */
export function inquiryOf(facts: InquiryFacts): Inquiry {
  const { report, at, no, unanswered, overrides, points } = facts
  const { ordinance, counts } = report
  const title = `${fiscalYearName(report.cycle.fiscalYear)} ${report.title}`
  return {
    title: `${title}の公表について（伺い）`,
    lead: `このことについて、${ordinance.name}${ordinance.verify}に基づき、施策の実施状況の検証の結果を別添「${title}（案）」のとおり取りまとめましたので、同条例${ordinance.publish}に基づき、これを公表してよろしいか伺います。`,
    parts: [
      {
        heading: '根拠',
        lines: [
          `${ordinance.name}（${formatDay(ordinance.inForce)}施行）`,
          `${ordinance.verify}（実施状況の検証、関係者の意見の聴取）`,
          `${ordinance.publish}（実施状況の公表）`,
        ],
      },
      {
        heading: '報告書（案）の内容',
        lines: [
          `事務事業 ${figure(counts.programmes)}件、取組 ${figure(counts.initiatives)}件`,
          `検証対象 ${figure(counts.verified)}件（うち重点事業 ${figure(counts.priority)}件）、指標 ${figure(counts.indicators)}件`,
          `検証意見 ${figure(counts.opinions)}件${besideWords(facts)}、対応 ${figure(counts.actions)}件`,
        ],
      },
      {
        heading: '意見の聴取と協議',
        lines: [
          ...[...report.meetings]
            .sort(byDate)
            .map(({ date, title: held, body }) => `${date ? dateWords(date) : '日付の記録なし'}　${body ? `${body}　` : ''}${held}`),
          `所管課 ${figure(facts.sections)}課`,
          ...consultationLine(facts),
        ],
      },
      {
        heading: '対応のない意見',
        lines: orNone(
          unanswered.map(
            ({ subject, no: number, kind, text }) => `${subject}${number === null ? '' : `　意見${number}`}（${kind}）：${text}`,
          ),
          'ありません。',
        ),
      },
      {
        heading: '対応を決めていない指摘',
        lines: orNone(
          points.map(({ step, text }) => `${step}：${text}`),
          'ありません。',
        ),
      },
      {
        heading: '外した条件',
        lines: orNone(
          overrides.map(
            ({ step, requirement, reason, by, second }) =>
              `${step}：「${requirementWord(requirement)}」を外した。理由：${reason}（${by}、確認：${second}）`,
          ),
          'ありません。',
        ),
      },
      { heading: '前回の資料からの変更', lines: changeLines(facts) },
      {
        heading: '日程',
        lines: [
          `${facts.stepName}の期限　${formatDate(dateOf(facts.decideBy))}`,
          ...(facts.publishBy ? [`公表の予定　${formatDate(dateOf(facts.publishBy))}`] : []),
          ...(facts.statutoryAt ? [`条例による公表の期限　${formatDate(dateOf(facts.statutoryAt))}`] : []),
        ],
      },
      {
        heading: 'この資料',
        lines: [
          `第${no}号　${formatDateTime(at)}現在の受理済みの内容から作成`,
          `経過記録の末尾　${report.trailHead.no}番　${report.trailHead.hash}`,
          '添付した全てのファイルと、基にした版のハッシュ値は「ハッシュ値一覧.txt」のとおり。',
        ],
      },
    ],
  }
}

/** The same as plain text, to be pasted. Parts are numbered; lines end with LF. */
export const inquiryText = ({ title, lead, parts }: Inquiry): string =>
  [
    title,
    '',
    lead,
    ...parts.flatMap(({ heading, lines }, at) => ['', `${at + 1}　${heading}`, ...lines.map((line) => `　${line}`)]),
    '',
  ].join('\n')
