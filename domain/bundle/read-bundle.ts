import type { Fault, Problem } from '../definition/problem.js'
import { keysAt } from '../definition/schema-keys.js'
import { shapeFaults } from '../definition/shape-faults.js'
import { readYaml } from '../definition/yaml-source.js'
import { type Bundle, bundle } from './schema.js'

/** Says on which line of the bundle's file a fault stands. */
export type ProblemAt = (fault: Fault) => Problem

export type ReadBundle = { ok: true; bundle: Bundle; problemAt: ProblemAt } | { ok: false; problems: Problem[] }

/**
 * A bundle from the text of its file: either the whole shape is good, or every problem is returned at once, in the file's order.
 * JSON is YAML, so the YAML parser tells lines and finds a key written twice, which JSON.parse would drop in silence.
 * `problemAt` is handed on to checkBundle, which finds what only shows beside the definition.
 */
export function readBundle(source: string, fileName: string): ReadBundle {
  const unreadable = jsonProblem(source, fileName)
  if (unreadable) return { ok: false, problems: [unreadable] }
  const yaml = readYaml(source, fileName)
  const parsed = bundle.safeParse(yaml.value)
  const shape = parsed.success ? [] : shapeFaults(parsed.error.issues, yaml.value, (path, written) => keysAt(bundle, path, written))
  const problems = [...yaml.problems, ...shape.map(yaml.problemAt)]
  if (parsed.success && problems.length === 0) return { ok: true, bundle: parsed.data, problemAt: yaml.problemAt }
  return { ok: false, problems: inOrder(problems) }
}

/**
 * YAML that is no JSON (a comment, a last comma) would be refused by every other tool that reads the published file.
 * The engine's own message is English and differs between versions of Node; only the position in it is of use.
 */
function jsonProblem(source: string, file: string): Problem | null {
  try {
    JSON.parse(source)
    return null
  } catch (error) {
    const position = /position (\d+)/.exec(String(error))?.[1]
    const before = source.slice(0, position === undefined ? source.length : Number(position)).split('\n')
    return {
      file,
      line: before.length,
      column: (before.at(-1) ?? '').length + 1,
      path: '',
      message: 'JSON として読めません。',
      remedy: 'この行か直前の行の、括弧・コンマ・引用符の対応を直し、注記があれば除いてください。',
    }
  }
}

export const inOrder = (problems: Problem[]): Problem[] => problems.toSorted((a, b) => a.line - b.line || a.column - b.column)
