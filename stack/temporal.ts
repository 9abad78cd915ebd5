import { mkdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Child, startChild } from './children.js'
import { claimPort, untilListening } from './ports.js'
import { exit, fileError, StackError } from './stack-error.js'
import { findTemporal } from './temporal-binary.js'
import { connectTemporal, prepareNamespace, searchAttributes } from './temporal-connection.js'

export interface Temporal {
  /** host:port of the front end */
  address: string
  namespace: string
  /** Temporal's own pages: workflows and their histories */
  uiUrl: string
  child: Child
  stop(): Promise<void>
}

export interface TemporalOptions {
  /** the folder of the whole installation; the data are under temporal/ */
  dir: string
  port: number
  uiPort: number
  /** false: nothing is kept (tests) */
  durable?: boolean
  /** where a downloaded or built server is kept for all projects of this user */
  cache?: string
  progress?: (line: string) => void
}

// A namespace's tenth list or count within a second would otherwise wait for two. Eager: an activity that the
// same worker can take is handed over with the workflow task, which saves a third of a played year.
const DYNAMIC_CONFIG = ['frontend.namespaceRPS.visibility=1000', 'system.enableActivityEagerExecution=true']

/**
 * Starts Temporal's development server on the loopback address, with its data in a SQLite file that survives a loss of power
 * (synchronous=FULL), and returns when it serves and its search attributes can be used.
 * @throws StackError when a port is taken, the program is not to be had, or the server ends at once
 */
export async function startTemporal(options: TemporalOptions): Promise<Temporal> {
  const { port, uiPort, durable = true, progress = () => undefined } = options
  const dir = resolve(options.dir)
  const home = join(dir, 'temporal')
  await mkdir(home, { recursive: true }).catch((error) => Promise.reject(fileError(error, home)))
  const command = await findTemporal({ cache: options.cache ?? join(dir, 'cache'), progress })
  await claimPort(port, 'Temporal', 'JUNKAN_TEMPORAL_PORT')
  await claimPort(uiPort, "Temporal's pages", 'JUNKAN_TEMPORAL_UI_PORT')

  const kept = [
    '--db-filename',
    join(home, 'temporal.sqlite'),
    '--sqlite-pragma',
    'journal_mode=WAL',
    '--sqlite-pragma',
    'synchronous=FULL',
  ]
  const child = await startChild({
    name: 'temporal',
    command,
    args: [
      ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--ui-port', String(uiPort)],
      ...['--log-level', 'warn', '--log-format', 'json'],
      ...(durable ? kept : []),
      ...DYNAMIC_CONFIG.flatMap((setting) => ['--dynamic-config-value', setting]),
      ...Object.entries(searchAttributes).flatMap(([name, type]) => ['--search-attribute', `${name}=${type}`]),
    ],
    dir,
    // The command reads TEMPORAL_* for itself: an address or a profile meant for others must not steer our own server.
    env: withoutTemporal(process.env),
    signal: 'SIGINT',
  })
  const address = `127.0.0.1:${port}`
  try {
    await Promise.race([untilListening(port, 120_000).then(() => serve(address)), child.ended.then((how) => explainEnd(child, how))])
  } catch (error) {
    await child.stop()
    throw error
  }
  return { address, namespace: 'default', uiUrl: `http://127.0.0.1:${uiPort}/`, child, stop: child.stop }
}

export function withoutTemporal(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('TEMPORAL_')))
}

async function serve(address: string): Promise<void> {
  const { connection, namespace } = await connectTemporal({ TEMPORAL_ADDRESS: address }, 60_000)
  try {
    await prepareNamespace(connection, namespace)
  } finally {
    await connection.close()
  }
}

async function explainEnd({ logFile }: Child, how: string): Promise<never> {
  const lines = (await readFile(logFile, 'utf8').catch(() => '')).trim().split('\n').slice(-20)
  if (lines.some((line) => /no space left on device|database or disk is full/i.test(line))) {
    throw new StackError(`The disk is full: Temporal could not start. Free some space and start again (${logFile}).`, exit.cannotWrite)
  }
  throw new StackError(`Temporal ended at once (${lines.findLast((line) => /error/i.test(line)) ?? how}): see ${logFile}.`)
}
