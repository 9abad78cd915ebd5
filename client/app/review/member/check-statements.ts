import type { Definition } from '../../../../domain/definition/schema.js'
import { statementFaults } from '../../../../domain/review/check-statements.js'
import { statementsOf } from '../../../../domain/review/write-statements.js'
import { fieldsAsked } from '../../../../domain/sheet/content.js'
import { asObject } from '../../../../domain/sheet/loose-content.js'
import type { Transaction } from '../../../../prisma/trail.js'
import { Refused } from '../../errors.js'
import type { Request } from '../../request.js'
import type { Target } from '../../target.js'
import { programmesFor, recordedOf, termEnded } from './ground.js'

/**
 * Holds a member's statements against what was allotted to the seat and what the office wrote down of it. Three statements, of forms
 * with statements only. The office may enter on paper what a member said before the term ended.
 * @throws Refused naming each programme that is not the seat's, is kept from it, or was withdrawn
 */
export async function checkStatements(tx: Transaction, definition: Definition, target: Target, request: Request): Promise<void> {
  const { form, owner, cycleId } = target
  if (!form || !owner || owner.role !== 'member') return
  if (!fieldsAsked(definition, form, target.round).some(({ type }) => type === 'statements')) return
  if (target.state === 'accepted' && request.act === 'submit')
    throw new Refused('invalid-content', [
      'すでに送られ、受け取りました。書き直すときは、事務局に知らせてください。事務局が戻すと、続きから書けます。',
    ])
  const programmes = await programmesFor(tx, cycleId, owner.id)
  const remarks = await recordedOf(tx, cycleId, owner.id)
  const ended = target.actor?.role === 'member' && (await termEnded(tx, owner.id, request.person ?? null))
  const faults = statementFaults(statementsOf(asObject(request.content)), { programmes, remarks, termEnded: ended })
  if (faults.length > 0) throw new Refused('invalid-content', faults)
}
