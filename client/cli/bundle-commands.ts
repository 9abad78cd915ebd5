import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { checkBundle } from '../../domain/bundle/check-bundle.js'
import { countsOf } from '../../domain/bundle/counts.js'
import { readBundle } from '../../domain/bundle/read-bundle.js'
import { define, group, type Options } from './define.js'
import { printCheck } from './definition-commands.js'
import { playCommand } from './play-command.js'
import { definitionIn, textOf } from './read-file.js'

interface CheckOptions extends Options {
  definition?: string
}

const shipped = (name: string): string => fileURLToPath(new URL(`../../definitions/${name}.yaml`, import.meta.url))

/** `junkan bundle …` and `junkan play`: recorded years. */
export function bundleCommands(program: Command): void {
  const bundle = group(program, 'bundle', 'recorded years', 'bundle check bundles/kawasaki-sme-ordinance-2016.json')
  define(bundle, 'check <file>', 'hold a bundle beside its definition and name every problem with its line', [
    'bundle check bundles/kawasaki-sme-ordinance-2016.json',
    'bundle check my-year.json --definition my-city.yaml',
  ])
    .option('--definition <file>', 'its definition, when it is not in definitions/')
    .action(async (file: string, { definition, json }: CheckOptions) => {
      const read = readBundle(await textOf(file), file)
      if (!read.ok) return printCheck({ problems: read.problems, warnings: [], good: [] }, json)
      const checked = checkBundle(read.bundle, await definitionIn(definition ?? shipped(read.bundle.definition)), read.problemAt)
      const { lines, verified, indicators, opinions, actions } = countsOf(read.bundle)
      const good = `${file}: 問題はありません（施策・取組${lines}、検証対象${verified}、指標${indicators}、意見${opinions}、対応${actions}）。`
      printCheck({ problems: checked.ok ? [] : checked.problems, warnings: checked.warnings, good: checked.ok ? [good] : [] }, json)
    })
  playCommand(program)
}
