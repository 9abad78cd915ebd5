import { z } from 'zod'
import { bundle, department, post, programme } from '../../domain/bundle/schema.js'
import { keysAt } from '../../domain/definition/schema-keys.js'
import { shapeFaults } from '../../domain/definition/shape-faults.js'
import { readYaml } from '../../domain/definition/yaml-source.js'
import type { Register } from '../app/start-cycle.js'
import { textOf, WrongFile } from './read-file.js'

// A bundle holds a register among other things: what else stands in the file is not looked at.
const register = z.looseObject({
  departments: z.array(department).min(1),
  posts: z.array(post).min(1),
  programmes: z.array(programme).min(1),
  fiscalYear: bundle.shape.fiscalYear.optional(),
})

/**
 * A year's register from a YAML or JSON file with `departments`, `posts` and `programmes` as in a bundle (docs/bundles.md); a
 * bundle will do, and tells its fiscal year, too. Whether the register fits the definition is for `startCycle` to say.
 * @throws WrongFile naming every problem with its line
 */
export async function registerIn(file: string): Promise<{ register: Register; fiscalYear: number | undefined }> {
  const yaml = readYaml(await textOf(file), file)
  if (!yaml.readable) throw new WrongFile(yaml.problems)
  const read = register.safeParse(yaml.value)
  const faults = read.success ? [] : shapeFaults(read.error.issues, yaml.value, (path, written) => keysAt(register, path, written))
  const problems = [...yaml.problems, ...faults.map(yaml.problemAt)].sort((a, b) => a.line - b.line || a.column - b.column)
  if (!read.success || problems.length > 0) throw new WrongFile(problems)
  const { departments, posts, programmes, fiscalYear } = read.data
  return { register: { departments, posts, programmes }, fiscalYear }
}
