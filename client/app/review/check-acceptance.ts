import type { Definition } from '../../../domain/definition/schema.js'
import { crossCutting } from '../../../domain/review/whole.js'
import type { Transaction } from '../../../prisma/trail.js'
import { Refused } from '../errors.js'
import type { Request } from '../request.js'
import type { Target } from '../target.js'
import { checkAnswers } from './responses/check-answers.js'
import { checkOpinions } from './workbench/check-opinions.js'

/**
 * Holds a version that is to be accepted against the opinions and answers as they stand by now: it was held against them when it was handed
 * in, and they may have changed since. Nothing is read of forms with neither.
 * @throws Refused saying that it no longer fits, each place, and what to do
 */
export async function checkAcceptance(tx: Transaction, definition: Definition, target: Target, request: Request): Promise<void> {
  if (request.act !== 'accept' || target.state !== 'submitted') return
  const fields = definition.forms.find(({ id }) => id === target.form)?.fields ?? []
  if (!fields.some(({ type }) => type === 'opinions' || type === 'actions')) return
  const version = await tx.version.findUnique({ where: { id: request.versionId ?? '' }, select: { content: true } })
  if (!version) return
  const given = { ...request, content: version.content }
  try {
    await checkOpinions(tx, definition, target, given)
    await checkAnswers(tx, definition, target, given)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    throw new Refused(error.code, [await remedy(tx, definition, target), ...error.problems])
  }
}

const changed = '提出された後に、意見か対応が変わりました。このままでは受理できません。次の点の修正を依頼してください。'

/** Opinions that are back or wait to be accepted count again by themselves; what has gone for good is the section's to mend. */
async function remedy(tx: Transaction, { forms }: Definition, { id, cycleId, subject, form: ownForm }: Target): Promise<string> {
  const form = forms.filter(({ fields }) => fields.some(({ type }) => type === 'opinions')).map((one) => one.id)
  const own = forms.find(({ id: one }) => one === ownForm)?.fields ?? []
  // Its own opinions wait for no others.
  if (own.some(({ type }) => type === 'opinions')) return changed
  const about = { cycleId, form: { in: form }, subject: { in: [subject ?? '', crossCutting] }, id: { not: id } }
  const waiting = await tx.process.count({ where: { ...about, kind: 'assignment', state: { in: ['returned', 'submitted'] } } })
  return waiting > 0
    ? '検証意見が、修正を依頼されているか、受理を待っています。検証意見が受理されてから、もう一度受理してください。'
    : changed
}
