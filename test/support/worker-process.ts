import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { nodeFlags } from '../../stack/spawn-node.js'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** One of our programs in a process of its own, as the stack runs it: it can be killed, paused and looked at from outside. */
export interface Program {
  pid: number
  process: ChildProcess
  /** everything it printed besides the line that says it is ready */
  lines: string[]
  /** settles when the process has ended, with its exit code or the signal that ended it */
  ended: Promise<number | NodeJS.Signals | null>
  /** SIGKILL: no word to anybody */
  kill(): Promise<void>
  /** SIGTERM: it finishes what it has in hand */
  stop(): Promise<void>
}

export interface ProgramOptions {
  /** relative to the project, e.g. worker/main.ts */
  file: string
  args?: string[]
  env: NodeJS.ProcessEnv
  /** for node itself, e.g. --cpu-prof */
  nodeArgs?: string[]
}

/** Starts a program without waiting for it to be ready. It ends with this process (stack/leash.mjs). */
export function startProgram({ file, args = [], env, nodeArgs = [] }: ProgramOptions): Program {
  const leash = new URL('../../stack/leash.mjs', import.meta.url).href
  const command = [...nodeArgs, ...nodeFlags, '--import', 'tsx', '--import', leash, `${root}${file}`, ...args]
  const child = spawn(process.execPath, command, { cwd: root, env, stdio: ['pipe', 'pipe', 'pipe'] })
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', (line) => lines.push(line))
  const ended = once(child, 'exit').then(([code, signal]) => (signal ?? code) as number | NodeJS.Signals | null)
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await ended
  }
  return { pid: child.pid ?? 0, process: child, lines, ended, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') }
}

/**
 * Starts a program and returns when it has printed the line {"ready":true}.
 * @throws Error with what it printed when it ends before that
 */
export async function startReadyProgram(options: ProgramOptions): Promise<Program> {
  const program = startProgram(options)
  const ready = new Promise<true>((resolve) => {
    createInterface({ input: program.process.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      if (/^\{"ready":true/.test(line)) resolve(true)
    })
  })
  if ((await Promise.race([ready, program.ended])) === true) return program
  throw new Error(`${options.file} ended before it was ready:\n${program.lines.slice(-30).join('\n')}`)
}

/** Starts a worker and returns when it works; `env` is `rig.workerEnvironment()`. */
export const startWorkerProcess = (env: NodeJS.ProcessEnv, nodeArgs: string[] = []): Promise<Program> =>
  startReadyProgram({ file: 'worker/main.ts', env, nodeArgs })
