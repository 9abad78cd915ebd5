import { z } from 'zod'
import type { Fault, Problem } from '../definition/problem.js'
import type { Definition } from '../definition/schema.js'
import { checkConduct } from './check-conduct.js'
import { checkContents } from './check-contents.js'
import { checkOpinionsAndActions } from './check-opinions-and-actions.js'
import { addressWarnings, checkRegister } from './check-register.js'
import { checkSaid } from './check-said.js'
import { askedOf } from './hand-in.js'
import { inOrder, type ProblemAt } from './read-bundle.js'
import { type Bundle, bundle as bundleSchema } from './schema.js'

/**
 * A bundle beside the definition it names: every reference, every word, every content; all problems at once, in the file's order.
 * `problemAt` comes from readBundle; without it (a bundle that was never a file) problems name their place and no line.
 */
export function checkBundle(
  bundle: Bundle,
  definition: Definition,
  problemAt: ProblemAt = nowhere,
): { ok: true; warnings: Problem[] } | { ok: false; problems: Problem[]; warnings: Problem[] } {
  const asked = askedOf(bundle, definition)
  const faults = [
    ...checkNames(bundle, definition),
    ...checkRegister(bundle, definition),
    ...checkContents(bundle, definition, asked),
    ...checkOpinionsAndActions(bundle, definition, asked),
    ...checkSaid(bundle, definition, asked),
    ...checkConduct(bundle, definition, asked),
    ...checkIrregularities(bundle),
  ]
  const warnings = inOrder(addressWarnings(bundle).map(problemAt))
  return faults.length === 0 ? { ok: true, warnings } : { ok: false, problems: inOrder(faults.map(problemAt)), warnings }
}

const nowhere: ProblemAt = ({ path, message, remedy }) => ({
  file: '',
  line: 1,
  column: 1,
  path: path.map(String).join('.'),
  message,
  ...(remedy === undefined ? {} : { remedy }),
})

function checkNames(bundle: Bundle, definition: Definition): Fault[] {
  const named = `${definition.id}@${definition.edition}`
  const faults: Fault[] = []
  if (bundle.definition !== named)
    faults.push({
      path: ['definition'],
      message: `実施要領「${bundle.definition}」の記録ですが、「${named}」と照らしました。`,
      remedy: '名指しした実施要領と照らすか、名前を直してください。',
    })
  if (bundle.city.id !== definition.city.id)
    faults.push({
      path: ['city', 'id'],
      message: `都市「${bundle.city.id}」が実施要領の「${definition.city.id}」と違います。`,
      remedy: `${definition.city.id} にするか、その都市の実施要領を作ってください。`,
    })
  return faults
}

const checkIrregularities = ({ irregularities }: Bundle): Fault[] =>
  irregularities.flatMap(({ no }, index) =>
    irregularities.findIndex((one) => one.no === no) === index
      ? []
      : [{ path: ['irregularities', index, 'no'], message: `番号${no}の留意事項が二つあります。`, remedy: '番号を振り直してください。' }],
  )

/** The bundle's shape as JSON Schema (draft 2020-12), for editors: `junkan schema bundle`. References are checked by checkBundle only. */
export const bundleJsonSchema = () => z.toJSONSchema(bundleSchema, { io: 'input' })
