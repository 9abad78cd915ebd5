import { appendFile, readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type Child, startChild } from './children.js'
import { StackError } from './stack-error.js'

/**
 * V8's helper threads: one. With its default of four, collecting a small heap in parallel costs more in waiting for each other than
 * it saves; a worker took 15 % less CPU and less memory (docs/benchmarks.md).
 */
export const nodeFlags = ['--v8-pool-size=1', '--enable-source-maps']

/**
 * The web server, which holds 80 MB alive: left to itself on a large machine, V8 lets garbage grow to several times that before it collects, and
 * glibc keeps a pool of freed memory for each thread (docs/benchmarks.md). The heap's limit holds for the thread that reads workbooks as well.
 */
export const webServer: NodeProgram = {
  name: 'web',
  file: 'client/web/main.ts',
  flags: ['--max-old-space-size=160', '--max-semi-space-size=4'],
  env: { MALLOC_ARENA_MAX: '2' },
}

const project = fileURLToPath(new URL('..', import.meta.url))

export interface NodeProgram {
  name: string
  /** relative to the project, e.g. worker/main.ts */
  file: string
  /** for node itself, besides those that all have */
  flags?: string[]
  /** besides the environment that all have */
  env?: NodeJS.ProcessEnv
}

/**
 * Starts one of our own programs and returns when it has printed the line {"ready":true}. It ends with this process.
 * @param patience ms until it must be ready
 * @throws StackError when it ends or stays silent before that
 */
export async function spawnNode(
  { name, file, flags = [], env: own = {} }: NodeProgram,
  { dir, env, patience = 120_000 }: { dir: string; env: NodeJS.ProcessEnv; patience?: number },
): Promise<Child> {
  const leash = new URL('./leash.mjs', import.meta.url).href
  const args = [...nodeFlags, ...flags, '--import', import.meta.resolve('tsx'), '--import', leash, resolve(project, file)]
  const child = await startChild({ name, command: process.execPath, args, dir, env: { ...env, ...own }, watched: true })
  try {
    await Promise.race([untilReady(child), child.ended.then((how) => explainEnd(child, how)), tooLong(child, patience)])
  } catch (error) {
    await child.stop()
    throw error
  }
  return child
}

function untilReady({ process: { stdout }, logFile }: Child): Promise<void> {
  if (!stdout) return Promise.reject(new Error('the child has no stdout'))
  const lines = createInterface({ input: stdout })
  return new Promise((resolve) => {
    lines.on('line', (line) => {
      if (/^\s*\{\s*"ready"\s*:\s*true/.test(line)) resolve()
      else void appendFile(logFile, `${line}\n`).catch(() => undefined)
    })
  })
}

async function explainEnd({ name, logFile }: Child, how: string): Promise<never> {
  const lines = (await readFile(logFile, 'utf8').catch(() => '')).trim().split('\n').slice(-30)
  const reason = lines.findLast((line) => /error/i.test(line))?.trim() ?? how
  throw new StackError(`The ${name} ended before it was ready (${reason}): see ${logFile}.`)
}

function tooLong({ name, logFile }: Child, patience: number): Promise<never> {
  return new Promise((_, reject) => {
    const sentence = `The ${name} was not ready after ${Math.round(patience / 1000)} s: see ${logFile}.`
    setTimeout(() => reject(new StackError(sentence)), patience).unref()
  })
}
