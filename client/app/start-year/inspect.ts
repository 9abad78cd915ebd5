import { askedOf } from '../../../domain/bundle/hand-in.js'
import { CalendarError } from '../../../domain/calendar/instants.js'
import { type PlannedStep, planYear } from '../../../domain/calendar/plan.js'
import { PlanError } from '../../../domain/calendar/plan-order.js'
import { LetterError } from '../../../domain/correspondence/letter-error.js'
import type { Definition } from '../../../domain/definition/schema.js'
import { rowFaults, unusualForms } from '../../../domain/register/row-faults.js'
import { registerFaults } from '../start-cycle.js'
import { type FirstMail, firstMails } from './first-mails.js'
import { type Preparation, registerOf } from './preparation.js'

/** Something to mend or to look at, and where: a programme's line, the register, the choice of the definition, the dates, or the city's posts. */
export interface Finding {
  text: string
  at: { programme: string } | 'register' | 'definition' | 'dates' | 'people'
}

/** One step of the year as it is planned. */
export interface PlannedLine extends PlannedStep {
  key: string
  name: string
  /** it would open, or be due, before the present */
  past: 'opens' | 'due' | null
  /** its date is not the office's to move */
  fixed: boolean
}

/** Who answers for what. */
export interface StaffLine {
  key: string
  name: string
  bureau: string
  officer: string | null
  head: string | null
  programmes: number
  verified: number
  /** sheets and answers that the section will be asked for in the whole year */
  asked: number
}

export interface Inspection {
  /** with any of these the year does not start */
  faults: Finding[]
  /** worth a look; they stop nobody */
  warnings: Finding[]
  steps: PlannedLine[]
  staff: StaffLine[]
  mails: FirstMail[]
}

/** Looks through everything before a year is started, all at once. @param publicUrl the address people use, as mails name it */
export function inspect(prep: Preparation, post: string, publicUrl: string): Inspection {
  const { definition } = prep
  if (!definition) {
    const faults = ['選んだ実施要領が使えなくなっています。選び直してください。', ...(prep.choice?.problems ?? [])]
    return { faults: faults.map((text) => ({ text, at: 'definition' })), warnings: [], steps: [], staff: [], mails: [] }
  }
  const { plan, faults: planFaults } = planned(definition, prep.fiscalYear)
  const steps = definition.steps.flatMap(({ id, name, fixed }): PlannedLine[] => {
    const step = plan[id]
    return step ? [{ ...step, key: id, name, fixed, past: step.dueAt < prep.now ? 'due' : step.opensAt < prep.now ? 'opens' : null }] : []
  })
  const faults = [...planFaults, ...registerFindings(prep, definition, post)]
  // What is wrong with the register or the plan makes the mails meaningless.
  const { mails, unwritable } = faults.length === 0 ? written(prep, definition, plan, publicUrl) : { mails: [], unwritable: [] }
  const warnings = [...unwritable, ...warningsOf(prep, definition, steps)]
  return { faults, warnings, steps, staff: staffOf(prep, definition), mails }
}

function written(prep: Preparation, definition: Definition, plan: Record<string, PlannedStep>, publicUrl: string) {
  try {
    return { mails: firstMails(prep, definition, plan, publicUrl), unwritable: [] }
  } catch (error) {
    if (error instanceof LetterError) return { mails: [], unwritable: [{ text: error.message, at: 'definition' } satisfies Finding] }
    throw error
  }
}

function planned(definition: Definition, fiscalYear: number): { plan: Record<string, PlannedStep>; faults: Finding[] } {
  try {
    return { plan: planYear(definition, fiscalYear), faults: [] }
  } catch (error) {
    if (error instanceof PlanError) return { plan: {}, faults: error.problems.map(({ text }) => ({ text, at: 'definition' })) }
    if (error instanceof CalendarError) return { plan: {}, faults: [{ text: error.message, at: 'definition' }] }
    throw error
  }
}

function registerFindings(prep: Preparation, definition: Definition, post: string): Finding[] {
  const { rows } = prep.draft.body
  const own = rowFaults(rows, definition, prep.departments, prep.last?.rows ?? []).map(
    ({ key, text }): Finding => ({ text, at: { programme: key } }),
  )
  // A department that does not exist is told by its line already.
  const known = {
    ...registerOf(prep),
    programmes: registerOf(prep).programmes.filter((row) => prep.departments.some(({ key }) => key === row.department)),
  }
  const staffed = registerFaults(definition, known, post).map((text): Finding => ({ text, at: 'people' }))
  const empty: Finding[] = rows.length === 0 ? [{ text: '名簿に施策が一つもありません。施策を加えてください。', at: 'register' }] : []
  return [...empty, ...own, ...staffed]
}

function warningsOf(prep: Preparation, definition: Definition, steps: PlannedLine[]): Finding[] {
  const { rows } = prep.draft.body
  const past = steps.filter(({ past }) => past !== null)
  const clashes = steps.flatMap(({ name, reasons }) =>
    reasons.filter(({ warning }) => warning).map(({ text }): Finding => ({ text: `${name}：${text}。`, at: 'dates' })),
  )
  const toHead = definition.chases.some(({ notices }) => notices.some(({ to }) => to === 'head'))
  const headless = staffOf(prep, definition).filter(({ head, asked }) => toHead && asked > 0 && head === null)
  return [
    ...past.map((step): Finding => ({ text: `${step.name}：${pastWords(step)}`, at: 'dates' })),
    ...clashes,
    ...headless.map(
      ({ name }): Finding => ({ text: `${name}に課長の職がありません。課長宛ての確認のお願いは送られません。`, at: 'people' }),
    ),
    ...unheld(prep, definition),
    ...unusualForms(prep.last?.rows ?? [], rows, prep.names.forms).map(({ key, text }): Finding => ({ text, at: { programme: key } })),
  ]
}

/** Posts that the year asks and whose holder nobody has entered: the mails arrive, and nobody can sign in for them. */
function unheld(prep: Preparation, definition: Definition): Finding[] {
  const sections = new Set(prep.draft.body.rows.map(({ department }) => department))
  const roles = new Set(definition.steps.flatMap(({ asks }) => asks.flatMap(({ to, check }) => [to, check])))
  const empty = prep.posts.filter(
    ({ key, role, department }) => prep.unheld.includes(key) && (role === 'officer' ? sections.has(department) : roles.has(role)),
  )
  if (empty.length === 0) return []
  const titles = empty.map(({ title }) => title).join('、')
  const text = `就いている人が登録されていない職が${empty.length}あります（${titles}）。メールは届きますが、サインインできる人がいません。`
  return [{ text, at: 'people' }]
}

function pastWords({ past, fixed }: PlannedLine): string {
  if (past === 'opens') return '開始の予定日がすでに過ぎています。順番が来次第、始まります。'
  if (fixed) return '期限がすでに過ぎています。市では動かせない日程のため、期限はそのままです。'
  return '期限がすでに過ぎています。始まったときに、期限は開始の5開庁日後に改まります。'
}

function staffOf(prep: Preparation, definition: Definition): StaffLine[] {
  const { rows } = prep.draft.body
  const byOwner = definition.steps.map((step) => ({ ...step, asks: step.asks.filter(({ to }) => to === 'owner') }))
  const asked = askedOf({ programmes: rows, posts: prep.posts }, { ...definition, steps: byOwner })
  const ownerOf = new Map(rows.map(({ key, department }) => [key, department]))
  const holder = (department: string, role: string) =>
    prep.posts.find((post) => post.department === department && post.role === role)?.title ?? null
  return prep.departments
    .map(({ key, name, bureau }) => {
      const own = rows.filter(({ department }) => department === key)
      const count = asked.filter(({ subject }) => (ownerOf.get(subject) ?? subject) === key).length
      const verified = own.filter((row) => row.verified).length
      return {
        key,
        name,
        bureau,
        officer: holder(key, 'officer'),
        head: holder(key, 'head'),
        programmes: own.length,
        verified,
        asked: count,
      }
    })
    .filter(({ programmes }) => programmes > 0)
}
