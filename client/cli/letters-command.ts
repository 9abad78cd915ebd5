import type { Command } from 'commander'
import { readLetters } from '../../domain/correspondence/letters.js'
import type { Problem } from '../../domain/definition/problem.js'
import { lettersInForce } from '../app/letters/letters-in-force.js'
import { define, group, type Options } from './define.js'
import { printCheck } from './definition-commands.js'
import { cityNamed } from './named.js'
import { printJson } from './print.js'
import { textOf } from './read-file.js'
import { withRecords } from './running-parts.js'

/** `junkan letters …`: the words of a city's mails (docs/letters.md). */
export function lettersCommands(program: Command): void {
  const letters = group(program, 'letters', 'the words of the mails', 'letters check definitions/letters.yaml')
  define(letters, 'check <file>', 'name every problem of a file of letters with its line', [
    'letters check definitions/letters.yaml',
    'letters check letters-kawasaki.yaml --json',
  ]).action(async (file: string, { json }: Options) => {
    const read = readLetters((await textOf(file)).replace(/\r\n?/g, '\n'))
    const problems = read.ok ? [] : read.problems.map(({ line, message }): Problem => ({ file, line, column: 1, path: '', message }))
    const good = read.ok ? [`${file}: 問題はありません（用件の種類${Object.keys(read.letters.kinds).length}）。`] : []
    printCheck({ problems, warnings: [], good }, json)
  })

  define(letters, 'show', 'print the file of letters that a city uses, to change it', [
    'letters show --city kawasaki > letters-kawasaki.yaml',
    'letters show --city kawasaki --json',
  ])
    .option('--city <city>', 'the city; default: the only one there is')
    .action(({ city: typed, json }: Options & { city?: string }) =>
      withRecords(async (db) => {
        const city = await cityNamed(db, typed)
        const { text, adopted } = await lettersInForce(db, city)
        if (json) printJson({ city, no: adopted?.no ?? 0, adopted, text })
        else process.stdout.write(text)
      }),
    )
}
