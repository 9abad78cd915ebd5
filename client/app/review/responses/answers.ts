import type { Definition } from '../../../../domain/definition/schema.js'
import { needsAnswer } from '../../../../domain/review/gate.js'
import { type Group, groupsOf } from '../../../../domain/review/groups.js'
import { crossCutting } from '../../../../domain/review/whole.js'
import type { Database } from '../../../../prisma/db.js'
import { unanswered } from '../../../../prisma/requirements.js'
import { type AssignmentLine, type AssignmentRow, assignmentLine, selectAssignments } from '../../views/assignment-rows.js'
import { type CycleLine, lineOf } from '../../views/list-cycles.js'
import { readCycles } from '../../views/read-cycle.js'
import { subjectName } from './check-answers.js'
import { type Consultation, consultationsOf } from './consultations.js'

/** 検証意見: an accepted one, with the office's own words about it. */
export interface OpinionLine {
  processId: string
  subject: string
  no: number
  text: string
  kind: string | null
  viewpoint: string | null
  printedAs: string
  mergedInto: number | null
  /** it is a request, a question or a concern */
  needs: boolean
  /** it needs an answer and has none */
  left: boolean
}

/** 対応: an accepted Action. */
export interface ActionLine {
  processId: string
  subject: string
  no: number
  text: string
  answers: number[]
  whole: number[]
  category: string | null
  timing: string | null
  budget: string | null
  /** which figure will show it, in the section's words */
  indicator: string | null
  needsFinance: boolean
  /** numbers that it names and that no opinion has any more */
  lost: number[]
}

/** Everything about one programme, article, or the whole. */
export interface SubjectAnswers {
  subject: string
  name: string
  article: number | null
  /** key and name of the section that answers; null: the office's own */
  department: string | null
  opinions: OpinionLine[]
  /** besides its own, about the whole: other subjects' Actions that answer it */
  actions: ActionLine[]
  /** what belongs together; one for all where the year pairs nothing */
  groups: Group[]
  /** the assignment in which the answers are written; null: nobody has been asked yet */
  holder: AssignmentLine | null
  /** what the finance section says; null: it need not be asked */
  consultation: Consultation | null
}

export interface AnswersView {
  cycle: CycleLine
  definition: Definition
  subjects: SubjectAnswers[]
  counts: {
    opinions: number
    needing: number
    /** opinions without an answer; where the year pairs nothing, subjects without one */
    left: number
    actions: number
    /** Actions whose budget needs the finance section, and those of them whose consultation is not done */
    finance: number
    financeOpen: number
  }
}

/** How many a subject's answers still lack: opinions, or the subject itself where the year pairs nothing. */
export const leftOf = ({ pairing }: Pick<Definition, 'pairing'>, { subject, opinions, actions }: SubjectAnswers): number =>
  pairing === 'numbered'
    ? opinions.filter(({ left }) => left).length
    : Number(!actions.some((one) => one.subject === subject) && opinions.some(({ needs }) => needs))

type OpinionRow = Omit<OpinionLine, 'needs' | 'left'>
type ActionRow = Omit<ActionLine, 'needsFinance' | 'lost'>

/** 対応の照合: a year's accepted opinions beside its accepted Actions. Six statements. Null: there is no such year. */
export async function answersView(db: Database, cycleId: string): Promise<AnswersView | null> {
  const [cycle] = await readCycles(db, { id: cycleId })
  if (!cycle) return null
  const { definition, row } = cycle
  const forms = definition.forms.filter(({ fields }) => fields.some(({ type }) => type === 'actions')).map(({ id }) => id)
  const [opinions, actions, left, programmes, holders, consultations] = await Promise.all([
    db.$queryRaw<OpinionRow[]>`
      SELECT process_id AS "processId", subject, no, text, kind, viewpoint, printed_as AS "printedAs", merged_into AS "mergedInto"
      FROM opinion WHERE cycle_id = ${cycleId} ORDER BY subject, no`,
    db.$queryRaw<ActionRow[]>`
      SELECT process_id AS "processId", subject, no, text, answers, whole, category, timing, budget, indicator
      FROM action WHERE cycle_id = ${cycleId} ORDER BY subject, no`,
    db.$transaction((tx) => unanswered(tx, cycleId, definition.pairing, definition.opinionKinds)),
    db.programme.findMany({
      where: { cycleId },
      orderBy: { position: 'asc' },
      select: { key: true, name: true, article: true, department: true, verified: true },
    }),
    db.$queryRaw<AssignmentRow[]>`${selectAssignments}
      WHERE p.cycle_id = ${cycleId} AND p.kind = 'assignment' AND p.form = ANY(${forms}) AND p.state <> 'withdrawn' ORDER BY p.opens_at, p.id`,
    consultationsOf(db, definition, cycleId),
  ])
  const finance = new Set(definition.budgetKinds.filter(({ needsFinance }) => needsFinance).map(({ id }) => id))
  const isLeft = ({ subject, no, processId }: OpinionRow) =>
    left.some((one) => one.subject === subject && one.no === no && one.processId === processId)
  const lines = opinions.map((one): OpinionLine => ({ ...one, needs: needsAnswer(one.kind, definition.opinionKinds), left: isLeft(one) }))
  const numbers = (subject: string) => lines.filter((one) => one.subject === subject).map(({ no }) => no)
  const done = actions.map(
    (one): ActionLine => ({
      ...one,
      needsFinance: finance.has(one.budget ?? ''),
      lost:
        definition.pairing === 'numbered'
          ? [
              ...one.answers.filter((no) => !numbers(one.subject).includes(no)),
              ...one.whole.filter((no) => !numbers(crossCutting).includes(no)),
            ]
          : [],
    }),
  )
  const asked = holders.map((one) => assignmentLine(one, definition, row.now))
  const named = subjectsInOrder(definition, programmes, [...lines, ...done, ...asked])
  const subjects = named.map((subject): SubjectAnswers => {
    const programme = programmes.find(({ key }) => key === subject)
    const own = lines.filter((one) => one.subject === subject)
    const given = done.filter((one) => one.subject === subject || (subject === crossCutting && one.whole.length > 0))
    const mine = asked.filter((one) => one.subject === subject)
    return {
      subject,
      name: subjectName(definition, programmes, subject),
      article: programme?.article ?? definition.articles.find(({ no }) => subject === `article-${no}`)?.no ?? null,
      department: programme?.department ?? null,
      opinions: own,
      actions: given,
      groups: grouped(definition, subject, own, given),
      // whoever still has to answer comes before what is done
      holder: mine.find(({ closedAt }) => closedAt === null) ?? mine.at(-1) ?? null,
      consultation: given.some((one) => one.subject === subject && one.needsFinance)
        ? (consultations.get(subject) ?? { state: 'not-asked', processId: null, result: '', text: '', explained: false })
        : null,
    }
  })
  const open = new Set(subjects.filter(({ consultation }) => consultation && consultation.state !== 'done').map(({ subject }) => subject))
  const needsFinance = done.filter((one) => one.needsFinance)
  return {
    cycle: lineOf(cycle),
    definition,
    subjects,
    counts: {
      opinions: lines.length,
      needing: lines.filter(({ needs }) => needs).length,
      left: left.length,
      actions: done.length,
      finance: needsFinance.length,
      financeOpen: needsFinance.filter(({ subject }) => open.has(subject)).length,
    },
  }
}

/** By article: what is about the article itself, then its programmes; the whole comes last. Each that something was said or asked about. */
function subjectsInOrder({ articles }: Definition, programmes: { key: string; article: number }[], of: { subject: string }[]): string[] {
  const known = new Set(of.map(({ subject }) => subject))
  const order = [
    ...articles.flatMap(({ no }) => [`article-${no}`, ...programmes.filter(({ article }) => article === no).map(({ key }) => key)]),
    crossCutting,
  ]
  return [...order.filter((subject) => known.has(subject)), ...[...known].filter((subject) => !order.includes(subject)).sort()]
}

/** What is merged stands with what it went into; where the year pairs nothing, all of a subject stands together. */
function grouped({ pairing }: Definition, subject: string, opinions: OpinionLine[], actions: ActionLine[]): Group[] {
  if (pairing === 'unknown') return [{ opinions: [...opinions.keys()], actions: [...actions.keys()] }]
  const merges = opinions.filter(({ printedAs, mergedInto }) => printedAs === 'merged' && mergedInto !== null)
  // a merge joins its two opinions as an Action that answered both would
  const joins = merges.map(({ no, mergedInto }) => ({ answers: [no, mergedInto ?? no] }))
  const named = actions.map((one) => ({ answers: one.subject === subject ? one.answers : one.whole }))
  const ofWhole = (one: ActionLine) => (subject === crossCutting && one.subject === subject ? [...one.answers, ...one.whole] : null)
  const given = actions.map((one, at) => ({ answers: ofWhole(one) ?? named[at]?.answers ?? [] }))
  return groupsOf(opinions, [...given, ...joins])
    .map((group) => ({ opinions: group.opinions, actions: group.actions.filter((at) => at < actions.length) }))
    .filter((group) => group.opinions.length + group.actions.length > 0)
}
