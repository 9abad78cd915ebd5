import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, constants, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { fileError, StackError } from './stack-error.js'

/** The last tag of the command line tool that Go installs as it stands (later ones replace a module). */
const GO_PACKAGE = 'github.com/temporalio/cli/cmd/temporal@v1.5.1'
const PROGRAM = process.platform === 'win32' ? 'temporal.exe' : 'temporal'
const DOWNLOAD = fileURLToPath(new URL('./temporal-download.mjs', import.meta.url))

interface Search {
  cache: string
  progress: (line: string) => void
}

/**
 * The path of Temporal's command line tool, whose development server we run: on PATH, in our cache, downloaded as
 * Temporal's SDK does it, or built with Go. What is fetched is put in its place only when whole.
 * @throws StackError naming each way when none works
 */
export async function findTemporal({ cache, progress }: Search): Promise<string> {
  const found = (await onPath()) ?? (await inCache(cache))
  if (found) return found
  await mkdir(cache, { recursive: true }).catch((error) => Promise.reject(fileError(error, cache)))
  const fetched = (await download(cache, progress)) ?? (await build(cache, progress))
  if (fetched) return fetched
  throw new StackError(
    'Temporal is not to be had: it could not be downloaded (https://temporal.download; behind a proxy set HTTPS_PROXY) nor built (Go is missing or has no module proxy). ' +
      `Put the "temporal" program (Temporal CLI 1.5 or newer, from https://github.com/temporalio/cli/releases) on PATH or into ${cache}, or set TEMPORAL_ADDRESS to a running server.`,
  )
}

async function onPath(): Promise<string | null> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter).filter(Boolean)) {
    if (await works(join(folder, PROGRAM))) return join(folder, PROGRAM)
  }
  return null
}

async function inCache(cache: string): Promise<string | null> {
  return (await works(join(cache, PROGRAM))) ? join(cache, PROGRAM) : null
}

async function works(program: string): Promise<boolean> {
  try {
    await access(program, constants.X_OK)
    return (await promisify(execFile)(program, ['--version'], { timeout: 20_000 })).stdout.startsWith('temporal version')
  } catch {
    return false
  }
}

async function download(cache: string, progress: Search['progress']): Promise<string | null> {
  const folder = await mkdtemp(join(cache, 'download-'))
  try {
    // In a process of its own: the SDK's download cannot be called off, and a firewall that swallows packets makes it wait for ever.
    const ended = await runWithProgress(process.execPath, [DOWNLOAD, folder], {}, 'Downloading Temporal', progress, 180_000)
    const file = (await readdir(folder)).find((name) => name.startsWith('temporal'))
    if (!ended || !file || !(await works(join(folder, file)))) return null
    await rename(join(folder, file), join(cache, PROGRAM))
    return join(cache, PROGRAM)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function build(cache: string, progress: Search['progress']): Promise<string | null> {
  if (!(await promisify(execFile)('go', ['version']).catch(() => null))) return null
  const folder = await mkdtemp(join(cache, 'build-'))
  try {
    const what = 'Building Temporal with Go (once; two to four minutes)'
    const ended = await runWithProgress('go', ['install', GO_PACKAGE], { GOBIN: folder }, what, progress, 20 * 60_000)
    if (!ended || !(await works(join(folder, PROGRAM)))) return null
    await rename(join(folder, PROGRAM), join(cache, PROGRAM))
    return join(cache, PROGRAM)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Runs to its end, saying every few seconds that it still does; false when it fails or takes longer than `limit` ms. */
async function runWithProgress(
  command: string,
  args: string[],
  env: NodeJS.ProcessEnv,
  what: string,
  progress: Search['progress'],
  limit: number,
): Promise<boolean> {
  const started = Date.now()
  progress(`${what} …`)
  const child = spawn(command, args, {
    cwd: dirname(DOWNLOAD),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'ignore'],
    timeout: limit,
  })
  const clock = setInterval(() => progress(`${what} … ${Math.round((Date.now() - started) / 1000)} s`), 5_000)
  try {
    const [code] = await once(child, 'exit')
    return code === 0
  } catch {
    return false
  } finally {
    clearInterval(clock)
  }
}
