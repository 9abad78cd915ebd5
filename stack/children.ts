import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { commandLineOf, endProcess } from './processes.js'
import { fileError, StackError } from './stack-error.js'

export interface ChildOptions {
  name: string
  command: string
  args: string[]
  /** the folder of the whole installation: records go to run/, output to log/ */
  dir: string
  env?: NodeJS.ProcessEnv
  /** run as another user (PostgreSQL refuses root) */
  user?: { uid: number; gid: number }
  /** how it is asked to end */
  signal?: NodeJS.Signals
  /** ms it has to end by itself; default 15 s */
  patience?: number
  /** `watched`: stdout comes as a pipe, and stdin closes when this process dies (stack/leash.mjs) */
  watched?: boolean
}

export interface Child {
  name: string
  process: ChildProcess
  pid: number
  logFile: string
  /** settles when the process has ended, with what ended it */
  ended: Promise<string>
  stop(): Promise<void>
}

interface ChildRecord {
  pid: number
  command: string
  signal: NodeJS.Signals
  patience: number
}

/**
 * Starts a process and records it in run/{name}.json, so that the next start finds it if this one is killed outright.
 * It gets its own process group: Ctrl-C reaches only us, and we end the children in their order.
 * @throws StackError when the program is missing
 */
export async function startChild(options: ChildOptions): Promise<Child> {
  const { name, command, args, dir, signal = 'SIGTERM', patience = 15_000, watched = false } = options
  const logFile = join(dir, 'log', `${name}.log`)
  const record = join(dir, 'run', `${name}.json`)
  const log = await openLog(dir, logFile)
  const child = spawn(command, args, {
    detached: true,
    stdio: watched ? ['pipe', 'pipe', log.fd] : ['ignore', log.fd, log.fd],
    env: options.env ?? process.env,
    ...options.user,
  })
  try {
    await once(child, 'spawn')
  } catch (error) {
    throw new StackError(`${command} could not be started (${error instanceof Error ? error.message : error}).`, undefined, {
      cause: error,
    })
  } finally {
    await log.close()
  }
  const pid = child.pid
  if (pid === undefined) throw new StackError(`${command} could not be started.`)

  const ended = once(child, 'exit').then(([code, by]) => (by ? `signal ${by}` : `exit code ${code}`))
  await writeRecord(record, { pid, command: [command, ...args].join(' ').trim(), signal, patience })
  const forget = ended.then(() => rm(record, { force: true }))
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) await endProcess(pid, signal, patience)
    await forget
  }
  return { name, process: child, pid, logFile, ended, stop }
}

/** Ends what a killed supervisor left running. A recorded pid that now belongs to another command is left alone. */
export async function endOrphans(dir: string): Promise<string[]> {
  const run = join(dir, 'run')
  const files = (await readdir(run).catch(() => [])).filter((file) => file.endsWith('.json'))
  const ended = await Promise.all(
    files.map(async (file) => {
      const record: Partial<ChildRecord> = await readFile(join(run, file), 'utf8')
        .then(JSON.parse)
        .catch(() => ({}))
      const { pid, command, signal = 'SIGTERM', patience = 15_000 } = record
      const ours = pid !== undefined && command !== undefined && (await commandLineOf(pid)) === command
      if (ours) await endProcess(pid, signal, patience)
      await rm(join(run, file), { force: true })
      return ours ? [file.replace(/\.json$/, '')] : []
    }),
  )
  return ended.flat()
}

async function openLog(dir: string, file: string) {
  try {
    await mkdir(join(dir, 'run'), { recursive: true })
    await mkdir(join(dir, 'log'), { recursive: true })
    return await open(file, 'a')
  } catch (error) {
    throw fileError(error, file)
  }
}

async function writeRecord(file: string, record: ChildRecord): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(record))
  await rename(`${file}.new`, file)
}
