import { Client, Connection, type ConnectionOptions } from '@temporalio/client'
import { openDatabase } from '../../prisma/db.js'
import { type Connections, defaultTaskQueue } from './connections.js'

/**
 * Opens records and engine for a server. Neither is spoken to before it is needed, so that pages come up and receive what people
 * hand in while the engine is away.
 */
export function openConnections(options: {
  databaseUrl: string
  temporal: { connectionOptions: ConnectionOptions; namespace: string }
  taskQueue?: string | undefined
  applicationName: string
}): Connections & { close(): Promise<void> } {
  const db = openDatabase(options.databaseUrl, { max: 10, applicationName: options.applicationName })
  const connection = Connection.lazy(options.temporal.connectionOptions)
  const temporal = new Client({ connection, namespace: options.temporal.namespace })
  const close = async () => {
    await db.$disconnect()
    await connection.close()
  }
  return { db, temporal, taskQueue: options.taskQueue || defaultTaskQueue, close }
}
