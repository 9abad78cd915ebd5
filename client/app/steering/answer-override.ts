import { applyCommand, type Outcome } from '../apply.js'
import type { Connections } from '../connections.js'
import { Refused } from '../errors.js'
import { receiveIn } from '../receive.js'
import { readTarget } from '../target.js'
import { holdStep, pendingOverrides, record } from './ask-override.js'
import { keepSettled } from './settled-command.js'

/** What the second person says to a requested override, after looking for themselves. */
export interface OverrideAnswer {
  /** the request's number */
  ask: string
  stepId: string
  agrees: boolean
  /** declining: why */
  reason: string
  /** the second person's post, and who that is */
  post: string
  person: string
}

/** Roles whose word counts as the second person's. */
export const secondRoles = ['approver', 'head']

/**
 * The second person's own act. Agreed, the override is received in the same transaction, in the name of who asked with this post
 * as the second; declined, it stands in the trail. Answered once.
 * @returns what became of the override; null: declined
 * @throws Refused: not asked or answered already, not another person, not an approver or a head, declined without a reason
 */
export async function answerOverride(connections: Connections, answer: OverrideAnswer): Promise<Outcome | null> {
  const { ask, stepId, agrees, post, person } = answer
  const reason = answer.reason.trim()
  if (!agrees && reason === '') throw new Refused('incomplete-command', ['同意しない理由を書いてください。'])
  const receipt = await connections.db.$transaction(async (tx) => {
    await holdStep(tx, stepId)
    const pending = (await pendingOverrides(tx, stepId)).find((one) => one.id === ask)
    if (!pending) throw new Refused('already-applied', ['この依頼には返事が済んでいます。画面を開き直してください。'])
    const target = await readTarget(tx, `${ask}/agreed`, { processId: stepId, post, act: 'override', via: 'page' })
    const fit = target.actor?.city === target.city && secondRoles.includes(target.actor.role)
    if (!fit || pending.post === post || pending.person === person) throw new Refused('second-person')
    if (!agrees) {
      if (target.cycleState !== 'running') throw new Refused('sealed')
      const { requirement } = pending
      const payload = { request: ask, requirement, reason }
      await record(tx, { id: `${ask}/declined`, target, act: 'decline-override', kind: 'override-declined', post, person, payload })
      return null
    }
    const received = await receiveIn(tx, {
      id: `${ask}/agreed`,
      processId: stepId,
      act: 'override',
      post: pending.post,
      ...(pending.person ? { person: pending.person } : {}),
      via: 'page',
      requirement: pending.requirement,
      reason: pending.reason,
      second: post,
    })
    // The override is in the name of who asked: who agreed is kept beside it.
    const { cycleId, now } = target
    const agreeing = { act: 'agree-override', post, person, payload: { request: ask }, now }
    await keepSettled(tx, { id: `${ask}/second`, processId: stepId, cycleId, ...agreeing })
    return received
  })
  return receipt && applyCommand(connections, receipt.id)
}
