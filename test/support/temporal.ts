import './quiet-engine.js'
import { randomBytes } from 'node:crypto'
import { Client } from '@temporalio/client'
import { NativeConnection } from '@temporalio/worker'
import { inject } from 'vitest'
import { connectTemporal } from '../../stack/temporal-connection.js'

/** The environment that makes the program use this run's Temporal server. */
export const temporalEnvironment = () => ({ TEMPORAL_ADDRESS: inject('temporalAddress') })

/**
 * A client of this run's Temporal server, a connection for its workers, and a name of one's own for a task queue and as a
 * prefix of ids: test files share the server.
 */
export async function testTemporal() {
  const { connection, config, namespace, address } = await connectTemporal(temporalEnvironment())
  const workerConnection = await NativeConnection.connect(config.connectionOptions)
  const close = async () => {
    await workerConnection.close()
    await connection.close()
  }
  return {
    client: new Client({ connection, namespace }),
    workerConnection,
    namespace,
    address,
    name: `test-${randomBytes(4).toString('hex')}`,
    close,
  }
}
