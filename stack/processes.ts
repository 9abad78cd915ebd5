import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

/** The command line of a living process, words joined by blanks, or null when there is none (a zombie has none). */
export async function commandLineOf(pid: number): Promise<string | null> {
  if (!isAlive(pid)) return null
  try {
    if (process.platform === 'linux') return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0').join(' ').trim() || null
    const { stdout } = await promisify(execFile)('ps', ['-o', 'args=', '-p', String(pid)])
    return stdout.trim() || null
  } catch {
    return null
  }
}

/** Whether a process of this number exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Asks a process to end, waits `patience` ms, then ends it. Returns when it is gone. */
export async function endProcess(pid: number, signal: NodeJS.Signals, patience: number): Promise<void> {
  for (const [sign, ms] of [
    [signal, patience],
    ['SIGKILL', 5_000],
  ] as const) {
    try {
      process.kill(pid, sign)
    } catch {
      return
    }
    for (const end = Date.now() + ms; Date.now() < end; await sleep(25)) {
      if ((await commandLineOf(pid)) === null) return
    }
  }
}
