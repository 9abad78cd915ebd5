import { CommanderError } from 'commander'
import { exitCode } from './exit-codes.js'
import { explain } from './explain.js'
import { printJson } from './print.js'
import { createProgram } from './program.js'

/** Runs one command line and leaves its exit code in `process.exitCode`. Never throws. */
export async function run(args: string[]): Promise<void> {
  try {
    await createProgram().parseAsync(args, { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has said what is wrong; asking for help is no mistake.
      process.exitCode = error.exitCode === 0 ? 0 : exitCode.usage
      return
    }
    const told = await explain(error)
    process.exitCode = told.exitCode
    console.error(told.message)
    if (told.log) console.error(`Log number ${told.log.number}${told.log.file ? ` (${told.log.file})` : ''}; --debug shows more.`)
    if (args.includes('--debug')) console.error(error)
    if (args.includes('--json')) printJson({ error: { code: told.code, message: told.message, problems: told.problems } })
  }
}
