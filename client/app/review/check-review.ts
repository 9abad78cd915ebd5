import type { Definition } from '../../../domain/definition/schema.js'
import type { Transaction } from '../../../prisma/trail.js'
import type { Request } from '../request.js'
import type { Target } from '../target.js'
import { checkStage } from './decision/check-stage.js'
import { checkStatements } from './member/check-statements.js'
import { checkNothingPromised, checkPromises } from './promises/check-promises.js'
import { checkAnswers } from './responses/check-answers.js'
import { checkOpinions } from './workbench/check-opinions.js'

/** One rule about what is handed in, held against what stands elsewhere. @throws Refused with sentences for the person who hands it in */
type Rule = (tx: Transaction, definition: Definition, target: Target, request: Request) => Promise<void>

/** What members say, what opinions become, what answers name, what is said of earlier promises: each must be about something that is there. */
const rules: Rule[] = [checkPromises, checkOpinions, checkAnswers, checkStatements]

/** Holds a content that is handed in against the rest of the review. @throws Refused: nothing has been written */
export async function checkReview(tx: Transaction, definition: Definition, target: Target, request: Request): Promise<void> {
  if (target.kind !== 'assignment') return
  await checkStage(tx, definition, target, request)
  if (request.act === 'attest') await checkNothingPromised(tx, definition, target)
  // Nothing to report, or asked no more: then the opinions that stand there are gone, as if none were handed in.
  if (request.act === 'attest' || request.act === 'withdraw')
    await checkOpinions(tx, definition, target, { ...request, content: { opinions: [] } })
  if (request.content === undefined) return
  for (const rule of rules) await rule(tx, definition, target, request)
}
