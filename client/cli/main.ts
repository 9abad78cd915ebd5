import { run } from './run.js'

// `junkan … | head` closes the pipe early: not an error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

await run(process.argv.slice(2))
