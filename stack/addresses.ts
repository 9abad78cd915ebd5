import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Environment } from './environment.js'
import { claimPort, freePorts, isFree } from './ports.js'

/** Where the parts of a running stack are reached. Holds a password: the file is for its owner only. */
export interface Addresses {
  /** the pages, as people are given them */
  publicUrl: string
  /** the application's login to the database */
  databaseUrl: string
  /** the owner's login, for migrations */
  databaseOwnerUrl: string
  temporalAddress: string
  temporalNamespace: string
  /** Temporal's own pages; absent when the server is somebody else's */
  temporalUiUrl?: string
  smtpUrl: string
  /** the mail catcher's page; absent when mails are really sent */
  mailUrl?: string
}

const SERVICES = {
  web: { variable: 'JUNKAN_WEB_PORT', usual: 8280, what: 'the pages' },
  temporalUi: { variable: 'JUNKAN_TEMPORAL_UI_PORT', usual: 8281, what: "Temporal's pages" },
  mail: { variable: 'JUNKAN_MAIL_PORT', usual: 8282, what: "the mail catcher's page" },
  temporal: { variable: 'JUNKAN_TEMPORAL_PORT', usual: 8283, what: 'Temporal' },
  database: { variable: 'JUNKAN_DB_PORT', usual: 8284, what: 'PostgreSQL' },
  smtp: { variable: 'JUNKAN_SMTP_PORT', usual: 8285, what: 'the mail catcher' },
} as const
type Service = keyof typeof SERVICES
export type Ports = Record<Service, number>

/**
 * The port of each service: the one the environment names, else the one of the last start, else the usual one, else any
 * that is free; remembered in ports.json, so that an address written down stays good.
 * @throws StackError when a port that the environment names is taken
 */
export async function choosePorts(environment: Environment, dir: string): Promise<Ports> {
  const file = join(dir, 'ports.json')
  const remembered: Partial<Ports> = await readFile(file, 'utf8')
    .then(JSON.parse)
    .catch(() => ({}))
  const spare = await freePorts(Object.keys(SERVICES).length)
  const ports = {} as Ports
  const named = Object.values(SERVICES).flatMap(({ variable }) => environment[variable] ?? [])
  for (const [service, { variable, usual, what }] of Object.entries(SERVICES) as [Service, (typeof SERVICES)[Service]][]) {
    const given = environment[variable]
    if (given) await claimPort(given, what, variable)
    const taken = [...named, ...Object.values(ports)]
    const candidates = [remembered[service], usual].filter((port) => port !== undefined && !taken.includes(port))
    ports[service] = given ?? (await firstFree(candidates)) ?? spare.pop() ?? 0
  }
  await keep(file, ports)
  return ports
}

/** Leaves the addresses of the running stack where the command line finds them. */
export const writeAddresses = (dir: string, addresses: Addresses) => keep(join(dir, 'addresses.json'), addresses)

/** The addresses of the stack that runs in `dir`, or null when none was started there. */
export async function readAddresses(dir: string): Promise<Addresses | null> {
  return readFile(join(dir, 'addresses.json'), 'utf8')
    .then(JSON.parse)
    .catch(() => null)
}

async function firstFree(ports: (number | undefined)[]): Promise<number | undefined> {
  for (const port of ports) if (port !== undefined && (await isFree(port))) return port
  return undefined
}

/** Writes a file for its owner only, whole or not at all. */
export async function keep(file: string, content: object): Promise<void> {
  await writeFile(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 })
  await rename(`${file}.new`, file)
}
