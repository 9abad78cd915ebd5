import { askFaults } from './ask-faults.js'
import { chaseFaults } from './chase-faults.js'
import { dateFaults } from './date-faults.js'
import { duplicateFaults } from './duplicate-faults.js'
import { embargoFaults } from './embargo-faults.js'
import { formFaults } from './form-faults.js'
import { graphFaults } from './graph-faults.js'
import { outlineOf } from './outline.js'
import type { Fault, Problem } from './problem.js'
import { routeFaults } from './route-faults.js'
import { type Definition, definition } from './schema.js'
import { keysAt } from './schema-keys.js'
import { shapeFaults } from './shape-faults.js'
import { readYaml } from './yaml-source.js'

/**
 * Reads a cycle definition from YAML text. `fileName` is only used to say where a problem stands.
 * Either the whole definition is good, or every problem is returned at once, in the file's order: syntax, shape, and
 * what its parts say of each other (names, the order of steps, dates). Only a text that is no YAML stops at that.
 */
export function readDefinition(
  source: string,
  fileName: string,
): { ok: true; definition: Definition } | { ok: false; problems: Problem[] } {
  const yaml = readYaml(source, fileName)
  if (!yaml.readable) return { ok: false, problems: inOrder(yaml.problems) }
  const parsed = definition.safeParse(yaml.value)
  const shape = parsed.success ? [] : shapeFaults(parsed.error.issues, yaml.value, (path, written) => keysAt(definition, path, written))
  const rootIsWrong = shape.some(({ path }) => path.length === 0)
  if (rootIsWrong) return { ok: false, problems: shape.map(yaml.problemAt) }
  const outline = outlineOf(yaml.value)
  const faults = [
    ...shape,
    ...nameFaults(parsed.data, fileName),
    ...duplicateFaults(outline),
    ...formFaults(outline),
    ...chaseFaults(outline),
    ...askFaults(outline),
    ...routeFaults(outline),
    ...graphFaults(outline),
    ...dateFaults(outline),
    ...embargoFaults(parsed.data ?? {}),
  ]
  const problems = [...yaml.problems, ...faults.map(yaml.problemAt)]
  if (parsed.success && problems.length === 0) return { ok: true, definition: parsed.data }
  return { ok: false, problems: inOrder(problems) }
}

/** A file called `id@edition.yaml` must hold what its name says: bundles and cycles find it by that name. */
function nameFaults(read: Definition | undefined, fileName: string): Fault[] {
  const [, name] = /([^/\\]+@[^/\\]+)\.ya?ml$/.exec(fileName) ?? []
  if (!read || name === undefined || name === `${read.id}@${read.edition}`) return []
  return [
    {
      path: ['id'],
      message: `ファイル名は ${name} ですが、内容は ${read.id}@${read.edition} です。`,
      remedy: 'ファイル名か、id・edition を直してください。',
    },
  ]
}

const inOrder = (problems: Problem[]): Problem[] => problems.toSorted((a, b) => a.line - b.line || a.column - b.column)
