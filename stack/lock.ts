import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { commandLineOf } from './processes.js'
import { exit, fileError, StackError } from './stack-error.js'

interface Holder {
  pid: number
  command: string
}

/**
 * Makes this process the only one that runs the installation in `dir`. The lock of a process that is gone is taken over.
 * @returns how to give it up
 * @throws StackError when another process holds it
 */
export async function lock(dir: string): Promise<() => Promise<void>> {
  const file = join(dir, 'lock.json')
  const own: Holder = { pid: process.pid, command: (await commandLineOf(process.pid)) ?? '' }
  await mkdir(dir, { recursive: true }).catch((error) => Promise.reject(fileError(error, dir)))
  for (let attempt = 0; attempt < 10; attempt++) {
    try {
      await writeFile(file, JSON.stringify(own), { flag: 'wx' })
      return () => rm(file, { force: true })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw fileError(error, file)
    }
    const text = await readFile(file, 'utf8').catch(() => null)
    if (text === null) continue
    const holder = parse(text)
    // A process with our own number is an earlier one: in a container numbers repeat.
    if (holder && holder.pid !== own.pid && (await commandLineOf(holder.pid)) === holder.command) {
      throw new StackError(
        `Junkan is already running in ${dir} (process ${holder.pid}): use that one, or set JUNKAN_VAR to another folder.`,
        exit.busy,
      )
    }
    await takeAway(file, text)
  }
  throw new StackError(`${file} cannot be had: remove it if nothing else is running in ${dir}.`, exit.busy)
}

/** Two starts may find the same dead holder: whoever moved the other's new lock away by mistake puts it back. */
async function takeAway(file: string, expected: string): Promise<void> {
  const aside = `${file}.${process.pid}`
  const moved = await rename(file, aside).then(
    () => true,
    () => false,
  )
  if (moved && (await readFile(aside, 'utf8')) !== expected) await rename(aside, file)
  await rm(aside, { force: true })
}

function parse(text: string): Holder | null {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
