import { grouped, type Lineage, lineageOf, type Place, placeId, type RegisterLine } from './lineage.js'

/** What became of a promise, as a section says it. */
export type PromiseAnswer = 'done' | 'under-way' | 'dropped'

/** An accepted Action. `asked`: its category is one that has to be answered for in the following years. */
export interface PromiseRow {
  /** `{fiscal year}/{subject}/{number}` */
  ref: string
  fiscalYear: number
  subject: string
  no: number
  text: string
  category: string | null
  timing: string | null
  budget: string | null
  /** ref of the earlier promise that it carries on */
  continues: string | null
  asked: boolean
}

/** What a later year's accepted sheet says of a promise. */
export interface AnswerRow {
  ref: string
  fiscalYear: number
  /** the programme that answers */
  subject: string
  state: PromiseAnswer
  text: string | null
  reason: string | null
}

/** All that is known of a city's promises under one definition. */
export interface PromiseRecords {
  /** every year there is */
  years: number[]
  register: RegisterLine[]
  promises: PromiseRow[]
  /** in the order in which they were given: of one year and programme the last one counts */
  answers: AnswerRow[]
}

/** One year in the course of a promise. */
export interface CourseStep {
  fiscalYear: number
  /** made: the Action itself · answer: what a sheet says · carried: an Action of that year carries it on */
  kind: 'made' | 'answer' | 'carried'
  subject: string
  state: PromiseAnswer | null
  text: string
  reason: string
  /** carried: the Action by which */
  by: string | null
}

/** A promise with what became of it, year by year. */
export interface PromiseCourse extends PromiseRow {
  /** open: nobody has answered yet · under-way: carried on · done, dropped: nothing is asked any more */
  state: 'open' | PromiseAnswer
  /** refs of the later Actions that carry it on: what is asked in its place */
  carriedBy: string[]
  /** it carries on what carries it on: no such thing can be, and it is shown */
  circular: boolean
  course: CourseStep[]
}

/** An answer about no Action that stands: it was renumbered or withdrawn after it had been answered. */
export type StrayAnswer = AnswerRow

/** Categories of a year's definition whose Actions are answered for in later years: those that say so, else all but the one that needs no answer. */
export function promiseCategories(
  categories: readonly { id: string; promise?: boolean | undefined }[],
): (category: string | null) => boolean {
  const said = categories.filter(({ promise }) => promise === true).map(({ id }) => id)
  return (category) => (said.length > 0 ? category !== null && said.includes(category) : category !== 'no-answer')
}

/** Every promise with its course, in the order of years, subjects and numbers. `until`: what is said in that year and later does not count. */
export function promiseCourses(records: PromiseRecords, until = Number.POSITIVE_INFINITY): PromiseCourse[] {
  const lineage = lineageOf(records.register, records.years)
  const standing = records.promises.filter(({ fiscalYear }) => fiscalYear < until)
  const byRef = new Map(standing.map((one) => [one.ref, one]))
  const answers = grouped(
    records.answers.filter(({ fiscalYear }) => fiscalYear < until),
    ({ ref }) => ref,
  )
  const carrying = grouped(
    standing.filter(({ continues }) => continues !== null),
    ({ continues }) => continues ?? '',
  )
  return standing
    .filter((one) => one.asked || answers.has(one.ref) || carrying.has(one.ref) || one.continues !== null)
    .map((one): PromiseCourse => {
      const carriedBy = carrying.get(one.ref) ?? []
      const course = courseOf(one, answers.get(one.ref) ?? [], carriedBy)
      return {
        ...one,
        state: stateOfAll(one, course, lineage),
        carriedBy: carriedBy.map(({ ref }) => ref),
        circular: goesRound(one, byRef),
        course,
      }
    })
    .toSorted((a, b) => a.fiscalYear - b.fiscalYear || (a.subject === b.subject ? a.no - b.no : a.subject < b.subject ? -1 : 1))
}

const stepOf = (kind: CourseStep['kind'], { fiscalYear, subject, text }: { fiscalYear: number; subject: string; text: string | null }) => ({
  kind,
  fiscalYear,
  subject,
  text: text ?? '',
  state: null,
  reason: '',
  by: null,
})

function courseOf(promise: PromiseRow, answers: AnswerRow[], carrying: PromiseRow[]): CourseStep[] {
  const latest = [...new Map(answers.map((answer) => [placeId({ fiscalYear: answer.fiscalYear, key: answer.subject }), answer])).values()]
  const said = latest.map((one): CourseStep => ({ ...stepOf('answer', one), state: one.state, reason: one.reason ?? '' }))
  const carried = carrying.map((one): CourseStep => ({ ...stepOf('carried', one), by: one.ref }))
  return [stepOf('made', promise), ...[...said, ...carried].toSorted((a, b) => a.fiscalYear - b.fiscalYear)]
}

const within = (course: CourseStep[], past: ReadonlySet<string>): CourseStep[] =>
  course.filter(({ fiscalYear, subject }) => past.has(placeId({ fiscalYear, key: subject })))

/** How it stands with all that its programme became: after a split it is under way until each part has ended it. */
function stateOfAll({ fiscalYear, subject }: PromiseRow, course: CourseStep[], lineage: Lineage): PromiseCourse['state'] {
  const whole = stateOf(course)
  if (whole !== 'done' && whole !== 'dropped') return whole
  const family = lineage.whole({ fiscalYear, key: subject })
  const ends = family.filter((place) => place.fiscalYear >= fiscalYear && lineage.after(place).length === 0)
  const states = ends.map((end) => stateOf(within(course, new Set(lineage.past(end).map(placeId)))))
  if (states.length < 2) return whole
  if (states.some((state) => state === 'open' || state === 'under-way')) return 'under-way'
  return states.includes('done') ? 'done' : 'dropped'
}

/** The last year's word counts. Where several programmes answer, it is under way as long as one says so, and dropped when all do. */
function stateOf(course: CourseStep[]): PromiseCourse['state'] {
  const answers = course.filter(({ kind }) => kind === 'answer')
  const last = Math.max(...answers.map(({ fiscalYear }) => fiscalYear))
  const states = answers.filter(({ fiscalYear }) => fiscalYear === last).map(({ state }) => state)
  if (states.length === 0) return 'open'
  if (states.includes('under-way')) return 'under-way'
  return states.includes('done') ? 'done' : 'dropped'
}

function goesRound(promise: PromiseRow, byRef: Map<string, PromiseRow>): boolean {
  const seen = new Set<string>()
  for (let at: PromiseRow | undefined = promise; at?.continues; at = byRef.get(at.continues)) {
    if (at.continues === promise.ref) return true
    if (seen.has(at.ref)) return false
    seen.add(at.ref)
  }
  return false
}

/** Answers to what is no accepted Action (any more). */
export function strayAnswers({ promises, answers }: PromiseRecords): StrayAnswer[] {
  const known = new Set(promises.map(({ ref }) => ref))
  return answers.filter(({ ref }) => !known.has(ref))
}

/** A promise that a subject has to answer for in a year. */
export interface OpenPromise extends PromiseCourse {
  /** the name of the programme that made it, where that is called otherwise; null: the same */
  madeAs: string | null
}

/**
 * The promises that a subject has to answer for on its sheet of a year: its own and those of the programmes it came from, made in earlier
 * years, not ended there, and not carried on by a later Action (which is asked in their place).
 */
export function openPromises(records: PromiseRecords, place: Place): OpenPromise[] {
  const lineage = lineageOf(records.register, records.years)
  return openAmong(promiseCourses(records, place.fiscalYear), lineage, place)
}

/** The same among courses up to that year. */
export function openAmong(courses: PromiseCourse[], lineage: Lineage, place: Place): OpenPromise[] {
  const past = new Set(lineage.past(place).map(placeId))
  const here = lineage.lineOf(place)
  return courses
    .filter((one) => past.has(placeId({ fiscalYear: one.fiscalYear, key: one.subject })) && isAsked(one, past))
    .map((one) => {
      const was = lineage.lineOf({ fiscalYear: one.fiscalYear, key: one.subject })
      return { ...one, madeAs: was && was.name !== here?.name ? was.name : null }
    })
}

/** Whether it is still asked of whoever has this past: another programme's word about what both came from ends it for that one alone. */
function isAsked(one: PromiseCourse, past: ReadonlySet<string>): boolean {
  const own = within(one.course, past)
  const carried = own.some(({ kind, by }) => kind === 'carried' && by !== one.ref)
  const state = stateOf(own)
  return one.asked && !carried && (state === 'open' || state === 'under-way')
}
