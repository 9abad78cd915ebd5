import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

export interface Ran {
  code: number | null
  /** stdout */
  out: string
  /** stderr */
  error: string
  /** stdout as JSON */
  json<T = unknown>(): T
}

/**
 * The real command line, each time as a process of its own. It finds services by `env` alone, whatever the tests' own
 * environment names. `input` goes to its standard input.
 */
export const junkanWith =
  (env: NodeJS.ProcessEnv) =>
  async (args: string[], input = ''): Promise<Ran> => {
    const { DATABASE_URL: _database, TEMPORAL_ADDRESS: _temporal, ...inherited } = process.env
    const options = { cwd: root, env: { ...inherited, ...env } }
    const child = spawn(process.execPath, ['client/cli/junkan.mjs', ...args], { ...options, stdio: ['pipe', 'pipe', 'pipe'] })
    const parts = { out: '', error: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => (parts.out += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (parts.error += text))
    // A command that reads no input may have ended before it is written.
    child.stdin.on('error', () => undefined).end(input)
    const [code] = (await once(child, 'close')) as [number | null]
    return { code, ...parts, json: <T>() => JSON.parse(parts.out) as T }
  }
