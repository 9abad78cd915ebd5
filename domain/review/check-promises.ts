import { fiscalYearName } from '../calendar/date-words.js'
import { circled } from './circled.js'
import { lineageOf, type Place, placeId } from './lineage.js'
import { promiseStateWords } from './promise-words.js'
import { openAmong, type PromiseCourse, type PromiseRecords, promiseCourses } from './promises.js'

/** What a sheet or an answer that is handed in says of earlier promises. */
export interface GivenPromises {
  place: Place
  records: PromiseRecords
  /** the sheet's answers; null: the form does not ask for them */
  answers: { ref: string }[] | null
  /** the Actions' `continues`, by their place in the list; empty: no Actions are handed in */
  continues: { at: number; ref: string }[]
  /** what people call a subject of a year */
  nameOf(place: Place): string
}

/** `2016/p12-01/3` in its parts; null: it is no such reference. */
export function refParts(ref: string): (Place & { no: number }) | null {
  const [, year, key, no] = /^(\d{4})\/([a-z0-9-]+)\/(\d+)$/.exec(ref) ?? []
  return year && key && no ? { fiscalYear: Number(year), key, no: Number(no) } : null
}

/** 平成28年度の対応③ */
export function refWords(ref: string): string {
  const parts = refParts(ref)
  return parts ? `${fiscalYearName(parts.fiscalYear)}の対応${circled(parts.no)}` : ref
}

/** What is wrong with what is said of earlier promises, as sentences that say which one, whose it is, and what to do. */
export function promiseProblems(given: GivenPromises): string[] {
  const { place, records, answers, continues } = given
  const lineage = lineageOf(records.register, records.years)
  const courses = promiseCourses(records, place.fiscalYear)
  const open = openAmong(courses, lineage, place)
  const past = new Set(lineage.past(place).map(placeId))
  const problems = (what: string, ref: string) => refProblem({ ...given, past, courses, open }, what, ref)
  const refs = (answers ?? []).map(({ ref }) => ref)
  const missing = answers === null ? [] : open.filter(({ ref }) => !refs.includes(ref))
  const twice = refs.filter((ref, at) => refs.indexOf(ref) !== at)
  const carried = continues.filter(({ ref }, at) => continues.findIndex((one) => one.ref === ref) !== at)
  return [
    ...missing.map(
      ({ ref, text }) =>
        `${refWords(ref)}「${shortened(text)}」のその後が選ばれていません。実施した、実施中、取りやめたのどれかを選んでください。`,
    ),
    ...[...new Set(twice)].map((ref) => `${refWords(ref)}のその後に二度答えています。一つにしてください。`),
    ...[...new Set(refs)].flatMap((ref) => problems('その後を答えた', ref)),
    ...[...new Set(continues.map(({ ref }) => ref))].flatMap((ref) => problems('対応が引き継ぐ', ref)),
    ...carried.map(
      ({ at, ref }) =>
        `${at}番目の対応は、ほかの対応も引き継いでいる${refWords(ref)}を引き継いでいます。引き継ぐ対応を一つにまとめてください。`,
    ),
  ]
}

interface Known extends GivenPromises {
  past: ReadonlySet<string>
  courses: PromiseCourse[]
  open: PromiseCourse[]
}

function refProblem({ place, records, nameOf, past, courses, open }: Known, what: string, ref: string): string[] {
  if (open.some((one) => one.ref === ref)) return []
  const parts = refParts(ref)
  const words = `${what}${refWords(ref)}`
  const ask =
    open.length === 0
      ? 'いま答えることを求めている対応はありません。'
      : `求めているのは${open.map((one) => refWords(one.ref)).join('、')}です。`
  if (!parts) return [`${what}「${shortened(ref)}」を読めません。示された対応の中から選んでください。`]
  if (parts.fiscalYear >= place.fiscalYear)
    return [
      `${words}は、${parts.fiscalYear === place.fiscalYear ? 'この年度のもの' : '後の年度のもの'}です。前の年度までの対応を選んでください（同じ年度どうしの引き継ぎは、輪になってしまいます）。`,
    ]
  const made = records.promises.find((one) => one.ref === ref)
  if (!made) return [`${words}は、記録にありません。番号を確かめてください。${ask}`]
  const from = { fiscalYear: made.fiscalYear, key: made.subject }
  if (!past.has(placeId(from))) return [`${words}は、別の施策「${nameOf(from)}」のものです。取り除いてください。${ask}`]
  const course = courses.find((one) => one.ref === ref)
  if (!course?.asked) return [`${words}は、その後を答えることになっていない対応です。取り除いてください。${ask}`]
  const by = course.carriedBy.find((one) => one !== ref)
  if (by) return [`${words}は、すでに${refWords(by)}に引き継がれています。${refWords(by)}のほうを選んでください。`]
  return [
    `${words}は、すでに「${promiseStateWords[course.state]}」と答えて終わっています。取り除き、続けるときは新しい対応として書いてください。`,
  ]
}

const shortened = (text: string): string => {
  const signs = [...text.replace(/\s+/g, ' ')]
  return signs.length > 30 ? `${signs.slice(0, 30).join('')}…` : signs.join('')
}
