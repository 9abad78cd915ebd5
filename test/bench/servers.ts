import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@temporalio/client'
import pg from 'pg'
import { migrate } from '../../prisma/migrate.js'
import { cacheFolder } from '../../stack/cache.js'
import { freePorts } from '../../stack/ports.js'
import { startPostgres } from '../../stack/postgres.js'
import { startTemporal } from '../../stack/temporal.js'
import { connectTemporal } from '../../stack/temporal-connection.js'

/** Servers of the bench's own, as durable as in production, in a folder that goes with them. */
export interface Servers {
  temporal: Client
  temporalAddress: string
  /** process numbers, to read CPU time from */
  pids: { temporal: number; postgres: number }
  /** a new migrated database: the application's URL and the owner's */
  database(): Promise<{ url: string; ownerUrl: string }>
  stop(): Promise<void>
}

/** Starts PostgreSQL and Temporal on free ports. */
export async function startServers(progress: (line: string) => void): Promise<Servers> {
  const dir = await mkdtemp(join(tmpdir(), 'junkan-bench-'))
  // Run as root, PostgreSQL's own user must be able to enter.
  await chmod(dir, 0o755)
  const [postgresPort, temporalPort, uiPort] = await freePorts(3)
  const postgres = await startPostgres({ dir, port: postgresPort })
  const temporal = await startTemporal({ dir, port: temporalPort, uiPort, cache: await cacheFolder(dir), progress })
  const { connection, namespace } = await connectTemporal({ TEMPORAL_ADDRESS: temporal.address })
  return {
    temporal: new Client({ connection, namespace }),
    temporalAddress: temporal.address,
    pids: { temporal: temporal.child.pid, postgres: postgres.child.pid },
    async database() {
      const name = `bench_${randomBytes(4).toString('hex')}`
      const owner = new pg.Client({ connectionString: postgres.ownerUrl })
      await owner.connect()
      await owner.query(`CREATE DATABASE ${name}`)
      await owner.end()
      const on = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href
      await migrate(on(postgres.ownerUrl))
      return { url: on(postgres.url), ownerUrl: on(postgres.ownerUrl) }
    },
    async stop() {
      await connection.close()
      await Promise.all([temporal.stop(), postgres.stop()])
      await rm(dir, { recursive: true, force: true })
    },
  }
}
