import type { Command } from 'commander'
import { bundleJsonSchema } from '../../domain/bundle/check-bundle.js'
import { definitionJsonSchema } from '../../domain/definition/json-schema.js'
import { formatProblem, type Problem } from '../../domain/definition/problem.js'
import { readDefinition } from '../../domain/definition/read-definition.js'
import { define, group, type Options } from './define.js'
import { exitCode } from './exit-codes.js'
import { printJson } from './print.js'
import { textOf } from './read-file.js'

/** `junkan definition …` and `junkan schema …`: for those who write definition files. */
export function definitionCommands(program: Command): void {
  const definition = group(program, 'definition', 'definition files', 'definition check definitions/kawasaki-*.yaml')
  define(definition, 'check <files...>', 'name every problem of definition files with its line', [
    'definition check definitions/kawasaki-sme-ordinance@2016.yaml',
    'definition check definitions/kawasaki-*.yaml --json',
  ]).action(async (files: string[], { json }: Options) => {
    const problems: Problem[] = []
    const good: string[] = []
    for (const file of files) {
      const read = readDefinition(await textOf(file), file)
      if (read.ok) good.push(`${file}: 問題はありません（${read.definition.name}、${read.definition.steps.length}工程）。`)
      else problems.push(...read.problems)
    }
    printCheck({ problems, warnings: [], good }, json)
  })

  const schema = group(program, 'schema', 'JSON Schemas for editors', 'schema definition > definition.schema.json')
  define(schema, 'definition', 'the JSON Schema of a definition file', ['schema definition > definition.schema.json']).action(() =>
    printJson(definitionJsonSchema()),
  )
  define(schema, 'bundle', 'the JSON Schema of a bundle', ['schema bundle > bundle.schema.json']).action(() =>
    printJson(bundleJsonSchema()),
  )
}

/** Prints what a check found, problems as `file:line:column path: message remedy`; problems end it with exit code 1. JSON: `{ok, problems, warnings}`. */
export function printCheck(
  { problems, warnings, good }: { problems: Problem[]; warnings: Problem[]; good: string[] },
  json: true | undefined,
): void {
  if (json) printJson({ ok: problems.length === 0, problems, warnings })
  else {
    for (const line of [...problems.map(formatProblem), ...warnings.map((warning) => `${formatProblem(warning)}（注意）`), ...good])
      console.log(line)
  }
  if (problems.length > 0) process.exitCode = exitCode.refused
}
