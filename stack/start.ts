import { readEnvironment } from './environment.js'
import { startStack } from './stack.js'
import { exit, StackError } from './stack-error.js'

const ending = new AbortController()
const ended = new Promise<void>((resolve) => ending.signal.addEventListener('abort', () => resolve(), { once: true }))
let asked: number | undefined
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // npm passes on a Ctrl-C that the terminal has already sent us; only a later one means impatience.
    if (asked !== undefined && Date.now() - asked > 2_000) process.exit(exit.interrupted)
    asked ??= Date.now()
    ending.abort()
  })
}

const began = Date.now()
const report = (line: string) => console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}`)

try {
  const stack = await startStack(readEnvironment(), { report, signal: ending.signal })
  const { publicUrl, temporalUiUrl, mailUrl } = stack.addresses
  console.log('')
  console.log(`  Pages      ${publicUrl}`)
  if (mailUrl) console.log(`  Mails      ${mailUrl}`)
  if (temporalUiUrl) console.log(`  Workflows  ${temporalUiUrl}`)
  console.log('  Ctrl-C ends everything; the next start goes on where this one stopped.\n')
  await ended
  report('Ending …')
  await stack.stop()
} catch (error) {
  console.error(error instanceof StackError ? error.message : error)
  process.exitCode = error instanceof StackError ? error.exitCode : 1
}
process.exit()
