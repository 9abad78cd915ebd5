import { mkdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Addresses, choosePorts, type Ports, writeAddresses } from './addresses.js'
import { cacheFolder } from './cache.js'
import { endOrphans } from './children.js'
import { prepareDatabase } from './database.js'
import type { Environment } from './environment.js'
import { lock } from './lock.js'
import { startMailCatcher } from './mail-catcher.js'
import { startPostgres } from './postgres.js'
import { secretOf } from './secret.js'
import { type NodeProgram, spawnNode, webServer } from './spawn-node.js'
import { exit, fileError, StackError } from './stack-error.js'
import { supervise } from './supervise.js'
import { startTemporal, withoutTemporal } from './temporal.js'
import { connectTemporal, isTemporalNamed, prepareNamespace } from './temporal-connection.js'

export interface Stack {
  addresses: Addresses
  /** what the worker and the web server were given: for a program that is to work beside them */
  env: NodeJS.ProcessEnv
  /** ends everything in order: what people see first, what keeps the data last */
  stop(): Promise<void>
}

export interface StackOptions {
  /** a line for the operator */
  report: (line: string) => void
  /** our own programs; default the worker and the web server */
  programs?: NodeProgram[]
  /** the rest of the environment: TEMPORAL_* and what children inherit */
  env?: NodeJS.ProcessEnv
  /** gives up a start that is under way */
  signal?: AbortSignal
}

const PROGRAMS: NodeProgram[] = [{ name: 'worker', file: 'worker/main.ts' }, webServer]

type Stop = () => Promise<void>
interface Start {
  dir: string
  environment: Environment
  env: NodeJS.ProcessEnv
  ports: Ports
  report: (line: string) => void
  /** what to end when the stack ends */
  stops: Stop[]
}

/**
 * Brings up everything Junkan needs and keeps it running: PostgreSQL, Temporal and the mail catcher (each only when the
 * environment names no other), then the worker and the web server. What a killed start left behind is ended first.
 * @throws StackError in one sentence; whatever was started by then has been ended
 */
export async function startStack(environment: Environment, options: StackOptions): Promise<Stack> {
  const { report, programs = PROGRAMS, env = process.env, signal } = options
  const dir = resolve(environment.JUNKAN_VAR)
  await mkdir(dir, { recursive: true, mode: 0o755 }).catch((error) => Promise.reject(fileError(error, dir)))
  const unlock = await lock(dir)
  const servers: Stop[] = []
  const own: Stop[] = []
  const stop = once(async () => {
    await Promise.all(own.map((end) => end()))
    await Promise.all(servers.map((end) => end()))
    await rm(join(dir, 'addresses.json'), { force: true })
    await unlock()
  })
  try {
    for (const name of await endOrphans(dir)) report(`The ${name} of an earlier start was still running: ended.`)
    const start: Start = { dir, environment, env, ports: await choosePorts(environment, dir), report, stops: servers }
    const [database, temporal, mail] = await all(useDatabase(start), useTemporal(start), useMail(start))
    const webUrl = `http://127.0.0.1:${start.ports.web}`
    const addresses: Addresses = { publicUrl: environment.JUNKAN_PUBLIC_URL ?? webUrl, ...database, ...temporal, ...mail }
    const childEnv = environmentOfChildren(env, addresses, start.ports.web, dir, await secretOf(dir, environment))
    stopIf(signal)
    await all(...programs.map((program) => runProgram(program, { ...start, env: childEnv, stops: own })))
    stopIf(signal)
    await writeAddresses(dir, addresses)
    return { addresses, env: childEnv, stop }
  } catch (error) {
    await stop()
    throw fileError(error, dir)
  }
}

async function useDatabase({ dir, environment, ports, report, stops }: Start) {
  if (environment.DATABASE_URL) {
    const databaseUrl = environment.DATABASE_URL
    const databaseOwnerUrl = environment.DATABASE_OWNER_URL ?? databaseUrl
    await prepareDatabase(databaseOwnerUrl, databaseUrl)
    report(`Database: ${new URL(databaseUrl).host} (DATABASE_URL)`)
    return { databaseUrl, databaseOwnerUrl }
  }
  const postgres = await supervise(() => startPostgres({ dir, port: ports.database }), report)
  stops.push(postgres.stop)
  const { url: databaseUrl, ownerUrl: databaseOwnerUrl } = postgres.first
  await prepareDatabase(databaseOwnerUrl, databaseUrl)
  report(`Database: PostgreSQL on port ${ports.database}`)
  return { databaseUrl, databaseOwnerUrl }
}

async function useTemporal({ dir, env, ports, report, stops }: Start) {
  if (isTemporalNamed(env)) {
    const { connection, namespace, address } = await connectTemporal(env)
    await prepareNamespace(connection, namespace).finally(() => connection.close())
    report(`Temporal: ${address}, namespace ${namespace} (TEMPORAL_ADDRESS)`)
    return { temporalAddress: address, temporalNamespace: namespace }
  }
  const cache = await cacheFolder(dir, env)
  const own = { dir, port: ports.temporal, uiPort: ports.temporalUi, cache, progress: report }
  const temporal = await supervise(() => startTemporal(own), report)
  stops.push(temporal.stop)
  const { address, namespace, uiUrl } = temporal.first
  report(`Temporal: its own server on port ${ports.temporal}`)
  return { temporalAddress: address, temporalNamespace: namespace, temporalUiUrl: uiUrl }
}

async function useMail({ dir, environment, ports, report, stops }: Start) {
  if (environment.SMTP_URL) {
    report(`Mail: ${new URL(environment.SMTP_URL).host} (SMTP_URL): mails are really sent`)
    return { smtpUrl: environment.SMTP_URL }
  }
  const catcher = await supervise(() => startMailCatcher({ dir, smtpPort: ports.smtp, pagePort: ports.mail }), report)
  stops.push(catcher.stop)
  report('Mail: caught, none is sent')
  return { smtpUrl: catcher.first.smtpUrl, mailUrl: catcher.first.pageUrl }
}

async function runProgram(program: NodeProgram, { dir, env, report, stops }: Start): Promise<void> {
  const running = await supervise(async () => ({ child: await spawnNode(program, { dir, env }) }), report)
  stops.push(running.stop)
  report(`The ${program.name} is ready`)
}

/** The owner's login stays with the supervisor: worker and web server must not be able to alter the record. */
function environmentOfChildren(
  env: NodeJS.ProcessEnv,
  addresses: Addresses,
  webPort: number,
  dir: string,
  secret: string,
): NodeJS.ProcessEnv {
  const { DATABASE_OWNER_URL: _owner, ...inherited } = isTemporalNamed(env) ? env : withoutTemporal(env)
  return {
    ...inherited,
    ...(!isTemporalNamed(env) && { TEMPORAL_ADDRESS: addresses.temporalAddress, TEMPORAL_NAMESPACE: addresses.temporalNamespace }),
    DATABASE_URL: addresses.databaseUrl,
    SMTP_URL: addresses.smtpUrl,
    JUNKAN_WEB_PORT: String(webPort),
    JUNKAN_PUBLIC_URL: addresses.publicUrl,
    ...(addresses.temporalUiUrl && { JUNKAN_TEMPORAL_UI_URL: addresses.temporalUiUrl }),
    JUNKAN_VAR: dir,
    JUNKAN_SECRET: secret,
    // Mails that nobody gets: somebody is trying the product out, and is told where the codes are.
    ...(addresses.mailUrl && { JUNKAN_MAIL_URL: addresses.mailUrl, JUNKAN_SECOND_FACTOR: env['JUNKAN_SECOND_FACTOR'] || 'optional' }),
  }
}

/** Like Promise.all, but a failure is thrown only when all have settled, so that everything started is known and can be ended. */
async function all<Parts extends readonly unknown[]>(...parts: { [Index in keyof Parts]: Promise<Parts[Index]> }): Promise<Parts> {
  await Promise.allSettled(parts)
  return (await Promise.all(parts)) as unknown as Parts
}

function stopIf(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new StackError('Stopped before it was ready.', exit.interrupted)
}

function once(act: Stop): Stop {
  let done: Promise<void> | undefined
  return () => (done ??= act())
}
