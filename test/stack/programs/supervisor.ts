import { readEnvironment } from '../../../stack/environment.js'
import { startStack } from '../../../stack/stack.js'
import { StackError } from '../../../stack/stack-error.js'

// `npm start` without the year: prints its addresses as one line of JSON, ends on SIGTERM.
try {
  const programs = [{ name: 'worker', file: 'test/stack/programs/quiet.ts' }]
  const stack = await startStack(readEnvironment(), { report: (line) => console.error(line), programs })
  process.once('SIGTERM', () => void stack.stop().then(() => process.exit(0)))
  console.log(JSON.stringify(stack.addresses))
} catch (error) {
  console.error(error instanceof StackError ? `StackError: ${error.message}` : error)
  process.exit(error instanceof StackError ? error.exitCode : 1)
}
