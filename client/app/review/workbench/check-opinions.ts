import type { Definition } from '../../../../domain/definition/schema.js'
import { givenOpinions, type Identified, namedIn, opinionProblems } from '../../../../domain/review/check-opinions.js'
import { crossCutting } from '../../../../domain/review/whole.js'
import { fieldsAsked } from '../../../../domain/sheet/content.js'
import type { Transaction } from '../../../../prisma/trail.js'
import { Refused } from '../../errors.js'
import type { Request } from '../../request.js'
import type { Target } from '../../target.js'
import { comingVersions, holdPairing } from '../pairing.js'

/**
 * Holds opinions that are handed in against the Actions, accepted or about to be, that answer them by number. Four statements, of forms
 * with opinions only, in years of pairing numbered.
 * @throws Refused naming each opinion without a kind, and each answered number that would be another opinion's, or none's
 */
export async function checkOpinions(tx: Transaction, definition: Definition, target: Target, request: Request): Promise<void> {
  const { id, form, subject, cycleId } = target
  if (!form || !subject || definition.pairing !== 'numbered') return
  if (!fieldsAsked(definition, form, target.round).some(({ type }) => type === 'opinions')) return
  const opinions = givenOpinions(request.content)
  await holdPairing(tx, cycleId)
  const coming = await comingVersions(tx, cycleId, id)
  // What a number meant: as it was accepted, or else as it was handed in last.
  const before = await tx.$queryRaw<Identified[]>`
    SELECT DISTINCT ON (no) no, id, text FROM (
      SELECT CASE WHEN jsonb_typeof(e.item -> 'no') = 'number' THEN (e.item ->> 'no')::numeric::int ELSE e.position::int END AS no,
        nullif(e.item ->> 'id', '') AS id, coalesce(e.item ->> 'text', '') AS text, v.no AS version, v.id = p.accepted_version AS accepted
      FROM process p JOIN version v ON v.process_id = p.id CROSS JOIN LATERAL jsonb_array_elements(
        CASE WHEN jsonb_typeof(v.content -> 'opinions') = 'array' THEN v.content -> 'opinions' ELSE '[]' END
      ) WITH ORDINALITY AS e (item, position)
      WHERE p.id = ${id}) AS said
    ORDER BY no, accepted DESC NULLS LAST, version DESC`
  // Of the same form's own Actions, those that are handed in now count.
  const answered = await tx.$queryRaw<{ no: number; by: string }[]>`
    SELECT DISTINCT (n.no #>> '{}')::numeric::int AS no, coalesce(d.name, o.title, '') AS by
    FROM action x JOIN process p ON p.id = x.process_id LEFT JOIN post o ON o.id = p.post
    LEFT JOIN department d ON d.city = o.city AND d.key = o.department
    CROSS JOIN LATERAL jsonb_array_elements(
      CASE WHEN x.subject = ${subject} THEN x.answers ELSE '[]' END || CASE WHEN ${subject} = ${crossCutting} THEN x.whole ELSE '[]' END) AS n (no)
    WHERE x.cycle_id = ${cycleId} AND x.process_id <> ${id} AND jsonb_typeof(n.no) = 'number'
    ORDER BY 1, 2`
  const named = coming.flatMap(({ by, ...version }) => namedIn(version, subject).map((no) => ({ no, by })))
  const problems = opinionProblems({ opinions, before, answered: [...answered, ...named], definition })
  if (problems.length > 0) throw new Refused('invalid-content', problems)
}
