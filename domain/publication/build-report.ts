import { crossCutting } from '../review/whole.js'
import { countComparisons } from './compare-indicator.js'
import { composeProgramme, inOrderOfYear, isPrinted, printVersion, sourceOf } from './compose-programme.js'
import { emptyReview, pairOpinions } from './pair-opinions.js'
import { type AcceptedVersion, PublicationError, type ReportInput } from './report-input.js'
import { type ArticlePart, type Chapter, type PrintedIndicator, type ProgrammePart, type ReportModel, report } from './report-schema.js'
import { totalMoney } from './total-money.js'

const indicatorsOf = (programmes: ProgrammePart[]): PrintedIndicator[] =>
  programmes.flatMap(({ fields }) => fields.flatMap((field) => (field.type === 'indicators' ? field.value : [])))

/** What was asked once and has something to print: meetings, the choice of programmes, the decision's declared dates. */
function chapters(input: ReportInput): { chapters: Chapter[]; problems: string[] } {
  const { definition } = input
  const problems: string[] = []
  const found = [...input.accepted].sort(inOrderOfYear(definition)).flatMap((version): Chapter[] => {
    const step = definition.steps.find(({ id }) => id === version.step)
    const ask = step?.asks.find(({ per, subject, form }) => per === 'once' && subject === version.subject && form === version.form)
    if (!step || !ask || !isPrinted(definition, version)) return []
    const printed = version.attested ? { fields: [], problems: [] } : printVersion(input, version)
    problems.push(...printed.problems)
    if (printed.fields.length === 0 && !version.attested) return []
    const date = printed.fields.find(({ type }) => type === 'date')
    return [
      {
        step: step.id,
        kind: step.kind,
        name: step.name,
        title: ask.title,
        body: definition.bodies.find(({ id }) => id === step.body)?.name ?? null,
        date: date?.type === 'date' ? date.value : null,
        fields: printed.fields,
        attested: version.attested,
        source: sourceOf(version),
      },
    ]
  })
  return { chapters: found, problems }
}

/** Lines of the register and versions that name each other must agree before anything is printed. */
function disagreements({ definition, programmes, accepted }: ReportInput): string[] {
  const articles = new Set(definition.articles.map(({ no }) => no))
  const forms = new Set(definition.forms.map(({ id }) => id))
  return [
    ...programmes
      .filter(({ article }) => !articles.has(article))
      .map(({ name, article }) => `「${name}」の第${article}条が実施要領にありません。登録簿の条を確かめてください。`),
    ...accepted
      .filter(({ form, attested }) => !attested && !forms.has(form))
      .map(({ versionId, form }) => `版 ${versionId} の様式「${form}」が実施要領にありません。実施要領の forms を確かめてください。`),
  ]
}

/**
 * The content of one edition (第23条の報告書), from accepted versions only; it is written to report.json as it is.
 * Pure: the same versions make the same report, byte for byte. What the definition does not print is not in it at all.
 * @throws PublicationError with every problem at once, when a version does not fit its form or the register.
 */
export function buildReport(input: ReportInput): ReportModel {
  const { definition } = input
  const composed = input.programmes.map((line) => composeProgramme(input, line))
  const once = chapters(input)
  const printable = (of: (version: AcceptedVersion) => boolean) =>
    input.accepted
      .filter((version) => of(version) && !version.attested)
      .sort(inOrderOfYear(definition))
      .map((version) => ({ version, source: sourceOf(version) }))
  const reviewOf = (subject: string) =>
    pairOpinions(
      input,
      printable((version) => version.subject === subject),
    )
  // An opinion about the whole may be answered by any programme's Action.
  const elsewhere = printable(({ subject }) => subject !== crossCutting).map((one) => ({
    ...one,
    name: input.programmes.find(({ key }) => key === one.version.subject)?.name ?? one.version.subject,
  }))
  const whole = pairOpinions(
    input,
    printable(({ subject }) => subject === crossCutting),
    elsewhere,
  )
  const byArticle = definition.articles.map(({ no, title }) => {
    const programmes = composed.map(({ programme }) => programme).filter(({ article }) => article === no)
    const own = reviewOf(`article-${no}`)
    const part: ArticlePart = {
      no,
      title,
      programmes,
      comparisons: countComparisons(indicatorsOf(programmes)),
      totals: totalMoney(programmes),
      review: own.review,
    }
    return { part, problems: own.problems }
  })
  const problems = [
    ...new Set([
      ...disagreements(input),
      ...composed.flatMap((one) => one.problems),
      ...once.problems,
      ...whole.problems,
      ...byArticle.flatMap((one) => one.problems),
    ]),
  ]
  if (problems.length > 0) throw new PublicationError(problems)

  const programmes = byArticle.flatMap(({ part }) => part.programmes)
  const reviews = [...programmes.map(({ review }) => review), ...byArticle.map(({ part }) => part.review), whole.review ?? emptyReview()]
  const indicators = indicatorsOf(programmes)
  const versions = new Set(
    input.accepted.filter((version: AcceptedVersion) => isPrinted(definition, version)).flatMap(({ versionId }) => versionId ?? []),
  )
  const meeting = ({ kind }: Chapter) => kind === 'meet' || kind === 'hear'
  return report.parse({
    junkan: 'report/1',
    city: definition.city.name,
    office: definition.report.office,
    title: definition.report.title,
    cycle: { definition: definition.id, edition: definition.edition, fiscalYear: input.fiscalYear },
    ordinance: definition.ordinance,
    edition: input.edition,
    publishedAt: input.publishedAt,
    trailHead: input.trailHead,
    counts: {
      programmes: programmes.filter(({ kind }) => kind === 'programme').length,
      initiatives: programmes.filter(({ kind }) => kind !== 'programme').length,
      verified: programmes.filter(({ verified }) => verified).length,
      priority: programmes.filter(({ priority }) => priority).length,
      opinions: reviews.reduce((sum, { opinions }) => sum + opinions.length, 0),
      actions: reviews.reduce((sum, { actions }) => sum + actions.filter(({ of }) => of === undefined).length, 0),
      indicators: indicators.length,
      versions: versions.size,
    },
    comparisons: countComparisons(indicators),
    totals: totalMoney(programmes),
    articles: byArticle.map(({ part }) => part),
    crossCutting: whole.review,
    meetings: once.chapters.filter(meeting),
    chapters: once.chapters.filter((one) => !meeting(one)),
  })
}
