import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkBundle } from '../../domain/bundle/check-bundle.js'
import { readBundle } from '../../domain/bundle/read-bundle.js'
import type { Bundle } from '../../domain/bundle/schema.js'
import { formatProblem, type Problem } from '../../domain/definition/problem.js'
import { readDefinition } from '../../domain/definition/read-definition.js'
import type { Definition } from '../../domain/definition/schema.js'

const definitions = fileURLToPath(new URL('../../definitions/', import.meta.url))

/** A bundle or its definition cannot be played: every problem with its place, before anything was started. */
export class UnplayableYear extends Error {
  override readonly name = 'UnplayableYear'
}

/**
 * Reads a bundle and the definition it names (`definitions/{id}@{edition}.yaml`, unless another file is given), and holds one
 * beside the other.
 * @throws UnplayableYear naming every fault of both files
 */
export async function readYear(bundleFile: string, definitionFile?: string): Promise<{ bundle: Bundle; definition: Definition }> {
  const read = readBundle(await textOf(bundleFile), bundleFile)
  if (!read.ok) throw unplayable(read.problems)
  const file = definitionFile ?? join(definitions, `${read.bundle.definition}.yaml`)
  const defined = readDefinition(await textOf(file), definitionFile ? file : join('definitions', basename(file)))
  if (!defined.ok) throw unplayable(defined.problems)
  const checked = checkBundle(read.bundle, defined.definition, read.problemAt)
  if (!checked.ok) throw unplayable(checked.problems)
  return { bundle: read.bundle, definition: defined.definition }
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch {
    throw new UnplayableYear(`${file} cannot be read: check the path.`)
  }
}

const unplayable = (problems: Problem[]): UnplayableYear => new UnplayableYear(problems.map(formatProblem).join('\n'))
