import { readFile } from 'node:fs/promises'
import { formatProblem, type Problem } from '../../domain/definition/problem.js'
import { readDefinition } from '../../domain/definition/read-definition.js'
import type { Definition } from '../../domain/definition/schema.js'
import { readYaml } from '../../domain/definition/yaml-source.js'
import { StackError } from '../../stack/stack-error.js'
import { exitCode } from './exit-codes.js'

/** A file is not as it must be: every problem with its line, one a line. */
export class WrongFile extends Error {
  override readonly name = 'WrongFile'
  readonly lines: string[]
  constructor(readonly problems: Problem[]) {
    const lines = problems.map(formatProblem)
    super(lines.join('\n'))
    this.lines = lines
  }
}

/** The text of a file; `-` is standard input. @throws StackError when it cannot be read */
export async function textOf(file: string): Promise<string> {
  if (file === '-') {
    const parts: Buffer[] = []
    for await (const part of process.stdin) parts.push(Buffer.from(part as Uint8Array))
    return Buffer.concat(parts).toString('utf8')
  }
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    const problem = code === 'ENOENT' ? 'does not exist' : code === 'EISDIR' ? 'is a folder' : `cannot be read (${code})`
    throw new StackError(`${file} ${problem}: check the path.`, exitCode.usage)
  }
}

/**
 * What is handed in, from a JSON or YAML file or from standard input (`-`, or no file at all).
 * @throws WrongFile when it is neither
 */
export async function contentOf(file: string | undefined): Promise<unknown> {
  if (file === undefined && process.stdin.isTTY) {
    throw new StackError('There is no content: name a file with --file, or pipe it in.', exitCode.usage)
  }
  const yaml = readYaml(await textOf(file ?? '-'), file === undefined || file === '-' ? 'stdin' : file)
  if (yaml.problems.length > 0) throw new WrongFile(yaml.problems)
  return yaml.value
}

/** A definition from its file. @throws WrongFile naming every problem with its line */
export async function definitionIn(file: string): Promise<Definition> {
  const read = readDefinition(await textOf(file), file)
  if (!read.ok) throw new WrongFile(read.problems)
  return read.definition
}
