import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { formatProblem } from '../../../domain/definition/problem.js'
import { readDefinition } from '../../../domain/definition/read-definition.js'
import type { Definition } from '../../../domain/definition/schema.js'
import { readYaml } from '../../../domain/definition/yaml-source.js'
import { contentHash } from '../../../domain/trail/canonical.js'
import type { Database } from '../../../prisma/db.js'
import { readCycles } from '../views/read-cycle.js'

/** A definition by which a city's next year can be run. */
export interface DefinitionChoice {
  /** `cycle:{cycle id}@{snapshot}` or `file:{name}` */
  id: string
  name: string
  edition: string
  /** the fiscal year that runs by it, when it comes from one */
  usedIn: number | null
  /** null: it cannot be used as it is; `problems` says why, line by line */
  definition: Definition | null
  problems: string[]
}

/**
 * The definitions of a city: what its newest year runs by (with what was amended while it ran), then the files of the folder
 * that say something else. A file that is not as it must be is listed with all its problems.
 * @param folder where definitions are kept, `id@edition.yaml`
 */
export async function definitionChoices(db: Database, city: string, folder: string): Promise<DefinitionChoice[]> {
  const used = await usedDefinitions(db, city)
  const known = new Set(used.map(({ definition }) => contentHash(definition)))
  const files = await filesOf(city, folder)
  return [...used, ...files.filter(({ definition }) => definition === null || !known.has(contentHash(definition)))]
}

async function usedDefinitions(db: Database, city: string): Promise<DefinitionChoice[]> {
  const cycles = await readCycles(db, { city })
  const newest = cycles.filter(({ row }, at) => cycles.findIndex((other) => other.row.definition === row.definition) === at)
  return newest.map(({ row, definition }) => ({
    id: `cycle:${row.id}@${row.snapshotNo}`,
    name: definition.name,
    edition: definition.edition,
    usedIn: row.fiscalYear,
    definition,
    problems: [],
  }))
}

async function filesOf(city: string, folder: string): Promise<DefinitionChoice[]> {
  const names = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name)).sort()
  const choices = await Promise.all(names.map(async (name) => fileChoice(city, name, await readFile(join(folder, name), 'utf8'))))
  return choices.flatMap((choice) => choice ?? [])
}

function fileChoice(city: string, file: string, source: string): DefinitionChoice | null {
  const id = `file:${file}`
  const read = readDefinition(source, file)
  if (read.ok) {
    const { definition } = read
    if (definition.city.id !== city) return null
    return { id, name: definition.name, edition: definition.edition, usedIn: null, definition, problems: [] }
  }
  const written = readYaml(source, file).value as { city?: { id?: unknown } } | null | undefined
  if (written?.city?.id !== city) return null
  return { id, name: file, edition: '', usedIn: null, definition: null, problems: read.problems.map(formatProblem) }
}
