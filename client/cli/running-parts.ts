import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from '@temporalio/client'
import { type Database, openDatabase } from '../../prisma/db.js'
import { type Addresses, readAddresses } from '../../stack/addresses.js'
import { readEnvironment } from '../../stack/environment.js'
import { StackError } from '../../stack/stack-error.js'
import { connectTemporal, isTemporalNamed } from '../../stack/temporal-connection.js'
import { type Application, createApplication } from '../app/application.js'
import { type Connections, defaultTaskQueue } from '../app/connections.js'
import { exitCode } from './exit-codes.js'

const project = fileURLToPath(new URL('../../', import.meta.url))

/** Where this installation keeps what it is running on: JUNKAN_VAR, or `var` of the project wherever the command is typed. */
export const variableFolder = (env: NodeJS.ProcessEnv): string => (env['JUNKAN_VAR'] ? resolve(env['JUNKAN_VAR']) : join(project, 'var'))

export interface Services {
  db: Database
  connections: Connections
  app: Application
}

/**
 * Opens the records for one piece of work and closes them after it.
 * @throws StackError when nothing runs here, or the database does not answer
 */
export async function withRecords<Result>(work: (db: Database) => Promise<Result>): Promise<Result> {
  const { databaseUrl } = await locate()
  const db = openDatabase(databaseUrl, { max: 4, applicationName: 'junkan command line' })
  try {
    await answers(db, databaseUrl)
    return await work(db)
  } finally {
    await db.$disconnect()
  }
}

/**
 * Opens records and engine for one piece of work: everything that acts.
 * @throws StackError when one of them is not to be had
 */
export async function withServices<Result>(work: (services: Services) => Promise<Result>): Promise<Result> {
  const { temporal } = await locate()
  if (!temporal) {
    throw new StackError(
      'DATABASE_URL is set and TEMPORAL_ADDRESS is not: set both, or neither to use a running `npm start`.',
      exitCode.configuration,
    )
  }
  return withRecords(async (db) => {
    const { connection, namespace } = await connectTemporal(temporal, 5_000)
    try {
      const taskQueue = process.env['JUNKAN_TASK_QUEUE'] || defaultTaskQueue
      const connections = { db, temporal: new Client({ connection, namespace }), taskQueue }
      return await work({ db, connections, app: createApplication(connections) })
    } finally {
      await connection.close()
    }
  })
}

/** What the environment names comes first; the rest is what a running `npm start` has left in addresses.json. */
async function locate(): Promise<{ databaseUrl: string; temporal: NodeJS.ProcessEnv | null }> {
  const env = process.env
  const given = readEnvironment(env)
  const running = await readAddresses(variableFolder(env))
  const databaseUrl = given.DATABASE_URL ?? running?.databaseUrl
  if (databaseUrl === undefined) {
    throw new StackError(
      'Nothing is running here: start it with `npm start`, or set DATABASE_URL and TEMPORAL_ADDRESS to services of your own.',
    )
  }
  // A database of one's own beside the engine of another installation would mix two cities' years.
  return { databaseUrl, temporal: engineOf(env, given.DATABASE_URL === undefined ? running : null) }
}

function engineOf(env: NodeJS.ProcessEnv, running: Addresses | null): NodeJS.ProcessEnv | null {
  if (isTemporalNamed(env)) return env
  return running && { ...env, TEMPORAL_ADDRESS: running.temporalAddress, TEMPORAL_NAMESPACE: running.temporalNamespace }
}

async function answers(db: Database, url: string): Promise<void> {
  try {
    await db.$queryRaw`SELECT 1 FROM chain_head LIMIT 1`
  } catch (cause) {
    const text = String(cause)
    const { host, pathname } = new URL(url)
    // The address itself holds a password: named by host and database.
    const problem = /42P01/.test(text)
      ? `has no tables yet in ${pathname.slice(1)}: start Junkan on it once`
      : /28P01|28000/.test(text)
        ? 'refuses the login: check DATABASE_URL'
        : 'does not answer: is `npm start` still running, and is DATABASE_URL right?'
    throw new StackError(`The database at ${host} ${problem}.`.replace('?.', '?'), exitCode.unavailable, { cause })
  }
}
