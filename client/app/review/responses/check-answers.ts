import type { Definition } from '../../../../domain/definition/schema.js'
import { answerProblems, type GivenAction } from '../../../../domain/review/check-answers.js'
import type { OpinionAtGate } from '../../../../domain/review/gate.js'
import { crossCutting, wholeName } from '../../../../domain/review/whole.js'
import { fieldsAsked } from '../../../../domain/sheet/content.js'
import { asList, asNumber, asObject, asText } from '../../../../domain/sheet/loose-content.js'
import type { Transaction } from '../../../../prisma/trail.js'
import { Refused } from '../../errors.js'
import type { Request } from '../../request.js'
import type { Target } from '../../target.js'
import { type ComingVersion, comingVersions, holdPairing } from '../pairing.js'

/**
 * Holds the numbers that Actions name against the year's opinions, accepted or about to be. Four statements, of forms with Actions only.
 * @throws Refused naming each number that is no opinion of the subject, and whose it is
 */
export async function checkAnswers(tx: Transaction, definition: Definition, target: Target, request: Request): Promise<void> {
  const { form, subject, cycleId } = target
  if (!form || !subject) return
  const content = asObject(request.content)
  const fields = fieldsAsked(definition, form, target.round)
  if (!fields.some(({ type }) => type === 'actions')) return
  const actions = asList(content.actions) as GivenAction[]
  if (actions.length === 0) return
  await holdPairing(tx, cycleId)
  const coming = await comingVersions(tx, cycleId, target.id)
  const accepted = await tx.$queryRaw<OpinionAtGate[]>`
    SELECT process_id AS "processId", subject, no, kind, printed_as AS "printedAs", merged_into AS "mergedInto" FROM opinion
    WHERE cycle_id = ${cycleId} AND process_id <> ${target.id} ORDER BY subject, no`
  const programmes = await tx.programme.findMany({ where: { cycleId }, select: { key: true, name: true } })
  const standing = accepted.filter(({ processId }) => !coming.some((one) => one.processId === processId))
  const problems = answerProblems({
    subject,
    actions,
    opinions: [...standing, ...[...coming, { processId: target.id, subject, content }].flatMap(opinionsIn)],
    definition,
    nameOf: (of) => subjectName(definition, programmes, of),
  })
  if (problems.length > 0) throw new Refused('invalid-content', problems)
}

/** Opinions of a version; of the same form's: accepted together with their answers. */
const opinionsIn = ({ processId, subject, content }: Omit<ComingVersion, 'by'>): OpinionAtGate[] =>
  asList(asObject(content)['opinions'])
    .map(asObject)
    .map(({ no, kind, printing }, at) => ({
      processId,
      subject,
      no: asNumber(no) ?? at + 1,
      kind: asText(kind) || null,
      printedAs: asText(asObject(printing).as) || 'printed',
      mergedInto: asNumber(asObject(printing).into),
    }))

/** What people call what an opinion is about. */
export function subjectName(
  { articles }: Pick<Definition, 'articles'>,
  programmes: { key: string; name: string }[],
  subject: string,
): string {
  if (subject === crossCutting) return wholeName
  const article = articles.find(({ no }) => subject === `article-${no}`)
  return article ? `第${article.no}条（${article.title}）` : (programmes.find(({ key }) => key === subject)?.name ?? subject)
}
