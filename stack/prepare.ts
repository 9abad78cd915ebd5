import { setTimeout as sleep } from 'node:timers/promises'
import type { Connection } from '@temporalio/client'
import { prepareDatabase } from './database.js'
import { readEnvironment } from './environment.js'
import { exit, StackError } from './stack-error.js'
import { connectTemporal, prepareNamespace } from './temporal-connection.js'

/** gRPC status of a namespace that does not exist */
const NOT_FOUND = 5

/**
 * Before a release runs on servers of one's own: migrates the database, and makes Temporal's namespace if it is missing
 * and fit for a city's year. May be run again. `npm start` does the same for the parts that it starts itself.
 */
async function prepare(): Promise<void> {
  const { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl } = readEnvironment()
  if (!url) throw new StackError('DATABASE_URL must name the database to prepare.', exit.configuration)
  const applied = await prepareDatabase(ownerUrl ?? url, url)
  console.log(applied.length ? `Database: applied ${applied.join(', ')}.` : 'Database: up to date.')

  const { connection, namespace, address } = await connectTemporal(process.env, 60_000)
  try {
    await makeNamespace(connection, namespace)
    await prepareNamespace(connection, namespace)
    console.log(`Temporal: namespace ${namespace} at ${address} is ready.`)
  } finally {
    await connection.close()
  }
}

async function makeNamespace({ workflowService, operatorService }: Connection, namespace: string): Promise<void> {
  try {
    await workflowService.describeNamespace({ namespace })
  } catch (error) {
    if (!isNotFound(error)) throw error
    await workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: { seconds: 90 * 24 * 60 * 60 } as never })
    console.log(`Temporal: namespace ${namespace} made.`)
  }
  // The servers of a cluster read their list of namespaces anew every ten seconds.
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(500)) {
    try {
      await operatorService.listSearchAttributes({ namespace })
      return
    } catch (error) {
      if (!isNotFound(error)) throw error
    }
  }
}

const isNotFound = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === NOT_FOUND

try {
  await prepare()
  process.exit()
} catch (error) {
  console.error(error instanceof StackError ? error.message : error)
  process.exit(error instanceof StackError ? error.exitCode : 1)
}
