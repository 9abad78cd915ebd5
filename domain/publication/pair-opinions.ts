import { z } from 'zod'
import type { Definition } from '../definition/schema.js'
import type { AcceptedVersion } from './report-input.js'
import type { Review, Source } from './report-schema.js'

const opinions = z.array(z.object({ no: z.number().int().nullish(), text: z.string(), viewpoint: z.string().nullish() }))
const actions = z.array(
  z.object({
    no: z.number().int().nullish(),
    text: z.string(),
    answers: z.array(z.number().int()).default([]),
    timing: z.string().nullish(),
    budget: z.string().nullish(),
  }),
)

export const emptyReview = (): Review => ({ opinions: [], actions: [], paired: false, groups: [] })

/** Groups of what belongs together: an Action with the opinions it answers, joined where they share one (n:m). */
function group(review: Review): Review['groups'] {
  const groups: { opinions: Set<number>; actions: Set<number> }[] = review.opinions.map((_, index) => ({
    opinions: new Set([index]),
    actions: new Set(),
  }))
  review.actions.forEach((action, index) => {
    const answered = groups.filter((one) => [...one.opinions].some((at) => action.answers.includes(review.opinions[at]?.no ?? 0)))
    const joined = answered[0] ?? { opinions: new Set<number>(), actions: new Set<number>() }
    if (answered.length === 0) groups.push(joined)
    for (const other of answered.slice(1)) {
      for (const at of other.opinions) joined.opinions.add(at)
      for (const at of other.actions) joined.actions.add(at)
      groups.splice(groups.indexOf(other), 1)
    }
    joined.actions.add(index)
  })
  const inOrder = (positions: Set<number>) => [...positions].sort((a, b) => a - b)
  return groups.map((one) => ({ opinions: inOrder(one.opinions), actions: inOrder(one.actions) }))
}

/** Whether every Action names opinions that exist: then they are shown paired although the definition promises nothing. */
const allNamed = (review: Review): boolean => {
  const numbers = new Set(review.opinions.map(({ no }) => no))
  return review.actions.length > 0 && review.actions.every(({ answers }) => answers.length > 0 && answers.every((no) => numbers.has(no)))
}

/**
 * Opinions beside Actions of one subject, from the versions accepted last. Who said an opinion (`source`), its kind and the
 * category of an Action are the office's own and never printed; a budget kind that needs the finance section stays unpublished
 * until the draft budget is announced. Nothing is paired that the Actions do not pair themselves.
 */
export function pairOpinions(
  definition: Definition,
  versions: { version: AcceptedVersion; source: Source }[],
): { review: Review; problems: string[] } {
  const review = emptyReview()
  // where Actions name opinions, an opinion without a number is known by its place
  const numbered = definition.pairing === 'numbered'
  const problems: string[] = []
  const name = (list: { id: string; name: string }[], id: string | null | undefined) => list.find((one) => one.id === id)?.name ?? null
  for (const { version, source } of versions) {
    const form = definition.forms.find(({ id }) => id === version.form)
    for (const field of form?.fields ?? []) {
      if (!field.printed || (field.type !== 'opinions' && field.type !== 'actions')) continue
      const value = (version.content as Record<string, unknown> | null)?.[field.id]
      if (value === undefined || value === null) continue
      const problem = `版 ${source.versionId} の「${field.label}」を読めません。版の内容を確かめてください。`
      if (field.type === 'opinions') {
        const read = opinions.safeParse(value)
        if (read.success) {
          review.opinions = read.data.map(({ no, text, viewpoint }, at) => ({
            no: no ?? (numbered ? at + 1 : null),
            text,
            viewpoint: name(definition.viewpoints, viewpoint),
            source,
          }))
        } else problems.push(problem)
      } else {
        const read = actions.safeParse(value)
        const open = definition.budgetKinds.filter((kind) => !kind.needsFinance)
        if (read.success) {
          review.actions = read.data.map(({ no, text, answers, timing, budget }) => ({
            no: no ?? null,
            text,
            answers,
            timing: timing || null,
            budget: name(open, budget),
            source,
          }))
        } else problems.push(problem)
      }
    }
  }
  review.paired = numbered || allNamed(review)
  if (review.paired) review.groups = group(review)
  return { review, problems }
}
