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
  const yaml = readYaml(source, fileName)
  if (!yaml.readable) return { ok: false, problems: inOrder(yaml.problems) }
  const json = jsonFault(source)
  if (json) return { ok: false, problems: [yaml.problemAt(json)] }
  const parsed = bundle.safeParse(yaml.value)
  const shape = parsed.success ? [] : shapeFaults(parsed.error.issues, yaml.value, (path, written) => keysAt(bundle, path, written))
  const problems = [...yaml.problems, ...shape.map(yaml.problemAt)]
  if (parsed.success && problems.length === 0) return { ok: true, bundle: parsed.data, problemAt: yaml.problemAt }
  return { ok: false, problems: inOrder(problems) }
}

/** YAML that is no JSON (a comment, a last comma) would be refused by every other tool that reads the published file. */
function jsonFault(source: string): Fault | null {
  try {
    JSON.parse(source)
    return null
  } catch (error) {
    return {
      path: [],
      message: `JSON として読めません（${error instanceof Error ? error.message : String(error)}）。`,
      remedy: '注記、余分なコンマ、引用符のない文字を除いてください。',
    }
  }
}

export const inOrder = (problems: Problem[]): Problem[] => problems.toSorted((a, b) => a.line - b.line || a.column - b.column)
