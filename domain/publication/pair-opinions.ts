import { z } from 'zod'
import type { Definition } from '../definition/schema.js'
import { shownBudgets } from '../review/embargo.js'
import { endsOf } from '../review/gate.js'
import { groupsOf } from '../review/groups.js'
import { crossCutting } from '../review/whole.js'
import type { AcceptedVersion, ReportInput } from './report-input.js'
import type { Review, Source } from './report-schema.js'

const opinions = z.array(
  z.object({
    no: z.number().int().nullish(),
    text: z.string(),
    viewpoint: z.string().nullish(),
    printing: z.object({ as: z.string(), into: z.number().int().nullish() }).nullish(),
  }),
)
const actions = z.array(
  z.object({
    no: z.number().int().nullish(),
    text: z.string(),
    answers: z.array(z.number().int()).default([]),
    whole: z.array(z.number().int()).default([]),
    timing: z.string().nullish(),
    budget: z.string().nullish(),
  }),
)

/** An accepted version with what is printed of where it stands. */
interface Sourced {
  version: AcceptedVersion
  source: Source
}

/** A version about another subject, whose Actions may answer these opinions besides. */
export interface Elsewhere extends Sourced {
  /** what that subject is called */
  name: string
}

export const emptyReview = (): Review => ({ opinions: [], actions: [], paired: false, groups: [] })

/** Whether every Action names opinions that exist: then they are shown paired although the definition promises nothing. */
const allNamed = (review: Review): boolean => {
  const numbers = new Set(review.opinions.map(({ no }) => no))
  return review.actions.length > 0 && review.actions.every(({ answers }) => answers.length > 0 && answers.every((no) => numbers.has(no)))
}

/**
 * Opinions beside Actions of one subject, from the versions accepted last. Who said an opinion (`source`), its kind and the
 * category of an Action are the office's own and never printed; nor is an opinion that is merged into another (it is answered
 * there) or not to be printed. A budget kind that needs the finance section stays unpublished until the draft budget is announced.
 * Nothing is paired that the Actions do not pair themselves. `elsewhere`: of other subjects, for opinions about the whole.
 */
export function pairOpinions(
  { definition, fiscalYear, publishedAt }: Pick<ReportInput, 'definition' | 'fiscalYear' | 'publishedAt'>,
  versions: Sourced[],
  elsewhere: Elsewhere[] = [],
): { review: Review; problems: string[] } {
  const review = emptyReview()
  // where Actions name opinions, an opinion without a number is known by its place
  const numbered = definition.pairing === 'numbered'
  const problems: string[] = []
  const budgets = shownBudgets(definition, fiscalYear, publishedAt)
  const name = (list: { id: string; name: string }[], id: string | null | undefined) => list.find((one) => one.id === id)?.name ?? null
  const problem = ({ version, source }: Sourced, type: 'opinions' | 'actions') =>
    `版 ${source.versionId} の「${fieldsOf(definition, version, type)[0]?.label}」を読めません。版の内容を確かめてください。`
  const readActions = (one: Sourced, keep: (action: z.output<typeof actions>[number]) => number[] | null): Review['actions'] =>
    fieldsOf(definition, one.version, 'actions').flatMap(({ id }) => {
      const value = contentOf(one.version, id)
      if (value === undefined || value === null) return []
      const read = actions.safeParse(value)
      if (!read.success) problems.push(problem(one, 'actions'))
      return (read.data ?? []).flatMap((action) => {
        const answers = keep(action)
        const { no, text, timing, budget } = action
        return answers === null
          ? []
          : [{ no: no ?? null, text, answers, timing: timing || null, budget: name(budgets, budget), source: one.source }]
      })
    })

  let where = new Map<number, number[]>()
  for (const one of versions) {
    for (const { id } of fieldsOf(definition, one.version, 'opinions')) {
      const value = contentOf(one.version, id)
      if (value === undefined || value === null) continue
      const read = opinions.safeParse(value)
      if (!read.success) problems.push(problem(one, 'opinions'))
      else {
        where = printedNumbers(read.data)
        review.opinions = read.data.flatMap(({ no, text, viewpoint, printing }, at) =>
          printing && printing.as !== 'printed'
            ? []
            : [{ no: no ?? (numbered ? at + 1 : null), text, viewpoint: name(definition.viewpoints, viewpoint), source: one.source }],
        )
      }
    }
    // What a later version says replaces what an earlier one said.
    if (fieldsOf(definition, one.version, 'actions').some(({ id }) => (contentOf(one.version, id) ?? null) !== null))
      review.actions = readActions(one, ({ answers, whole }) => (one.version.subject === crossCutting ? [...answers, ...whole] : answers))
  }
  const others = elsewhere.flatMap((one) =>
    readActions(one, ({ whole }) => (whole.length > 0 ? whole : null)).map((action) => ({ ...action, of: one.name })),
  )
  review.actions = [...review.actions, ...others].map((action) => ({
    ...action,
    answers: [...new Set(action.answers.flatMap((no) => where.get(no) ?? [no]))],
  }))
  review.paired = numbered || allNamed(review)
  if (review.paired) review.groups = groupsOf(review.opinions, review.actions)
  return { review, problems }
}

const fieldsOf = (definition: Definition, { form }: AcceptedVersion, type: 'opinions' | 'actions') =>
  (definition.forms.find(({ id }) => id === form)?.fields ?? []).filter((field) => field.printed && field.type === type)

const contentOf = (version: AcceptedVersion, id: string): unknown => (version.content as Record<string, unknown> | null)?.[id]

/** For each number that is not printed by itself, the printed ones it went into: none, where it is not printed at all. */
function printedNumbers(read: z.output<typeof opinions>): Map<number, number[]> {
  const all = read.map(({ no, printing }, at) => ({
    processId: '',
    no: no ?? at + 1,
    printedAs: printing?.as ?? 'printed',
    mergedInto: printing?.into ?? null,
  }))
  return new Map(
    all
      .filter(({ printedAs }) => printedAs !== 'printed')
      .map((one) => [one.no, endsOf(one, all).flatMap(({ no, printedAs }) => (printedAs === 'printed' ? [no] : []))]),
  )
}
