import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

export interface Ran {
  code: number | null
  out: string
  err: string
  /** what it printed, as JSON */
  json<T>(): T
}

/** Runs the real command line as a process of its own; `input` goes to its standard input. */
export async function junkan(env: NodeJS.ProcessEnv, args: string[], input = ''): Promise<Ran> {
  const child = spawn(process.execPath, ['client/cli/junkan.mjs', ...args], { cwd: root, env, stdio: ['pipe', 'pipe', 'pipe'] })
  const parts = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (parts.out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (parts.err += text))
  // A command that reads no input may have ended before it is written.
  child.stdin.on('error', () => undefined).end(input)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...parts, json: <T>() => JSON.parse(parts.out) as T }
}
