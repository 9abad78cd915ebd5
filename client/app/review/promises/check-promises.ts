import type { Definition } from '../../../../domain/definition/schema.js'
import { type GivenPromises, promiseProblems } from '../../../../domain/review/check-promises.js'
import type { Place } from '../../../../domain/review/lineage.js'
import { openPromises } from '../../../../domain/review/promises.js'
import { unregisteredName } from '../../../../domain/review/whole.js'
import { fieldsAsked } from '../../../../domain/sheet/content.js'
import { asList, asObject, asText } from '../../../../domain/sheet/loose-content.js'
import { canonical } from '../../../../domain/trail/canonical.js'
import type { Transaction } from '../../../../prisma/trail.js'
import { standingVersion } from '../../desk/standing-version.js'
import { Refused } from '../../errors.js'
import type { Request } from '../../request.js'
import type { Target } from '../../target.js'
import { type ReadPromises, readPromises } from './read-promises.js'

type Said = Pick<GivenPromises, 'answers' | 'continues'>

/**
 * What is handed in about earlier promises: every open one is answered once, and no other.
 * @throws Refused with which one, whose it is, and what to do
 */
export async function checkPromises(tx: Transaction, definition: Definition, target: Target, request: Request): Promise<void> {
  const asks = askedTypes(definition, target)
  const said = saidIn(asObject(request.content), asks)
  if (said.answers === null && said.continues.length === 0) return
  // Wording can be mended after the promises have moved on: they are as they were accepted.
  if (request.act === 'edit') {
    const standing = await standingVersion(tx, target.id)
    if (standing && canonical(saidIn(standing.content, asks)) === canonical(said)) return
  }
  const { place, records } = await readFor(tx, definition, target)
  const problems = promiseProblems({ ...said, place, records, nameOf: nameIn(records) })
  if (problems.length > 0) throw new Refused('invalid-content', problems)
}

/**
 * 該当なし: nothing to report, and nothing promised either.
 * @throws Refused when earlier promises wait for their answer on this sheet
 */
export async function checkNothingPromised(tx: Transaction, definition: Definition, target: Target): Promise<void> {
  if (!askedTypes(definition, target).includes('promises')) return
  const { place, records } = await readFor(tx, definition, target)
  const open = openPromises(records, place)
  if (open.length > 0)
    throw new Refused('invalid-input', [
      `前の年度までに約束した対応が${open.length}件あり、その後を答える必要があるため、該当なしとしては提出できません。行わないことにしたものは「取りやめた」を選び、理由を書いてください。`,
    ])
}

const askedTypes = (definition: Definition, { form, round }: Target): string[] =>
  form === null ? [] : fieldsAsked(definition, form, round).map(({ type }) => type)

/** @param asks types of the fields that the form asks for */
function saidIn(content: Record<string, unknown>, asks: string[]): Said {
  const items = (name: string) => asList(content[name]).map(asObject)
  return {
    answers: asks.includes('promises') ? items('promises').map(({ ref }) => ({ ref: asText(ref) })) : null,
    continues: items('actions').flatMap(({ continues }, at) => (asText(continues) === '' ? [] : [{ at: at + 1, ref: asText(continues) }])),
  }
}

async function readFor(tx: Transaction, definition: Definition, target: Target): Promise<{ place: Place; records: ReadPromises }> {
  const { city, cycleId, subject } = target
  const fiscalYear = Number(cycleId.split('/').at(-1))
  return {
    place: { fiscalYear, key: subject ?? '' },
    // All of them: of a promise that is another programme's, the words say whose it is.
    records: await readPromises(tx, { city, definition: definition.id }),
  }
}

const nameIn =
  ({ register }: ReadPromises) =>
  ({ fiscalYear, key }: Place): string =>
    register.find((line) => line.fiscalYear === fiscalYear && line.key === key)?.name ?? unregisteredName(key)
