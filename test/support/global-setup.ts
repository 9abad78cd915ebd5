import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../prisma/migrate.js'
import { cacheFolder } from '../../stack/cache.js'
import { freePorts } from '../../stack/ports.js'
import { startPostgres } from '../../stack/postgres.js'
import { startTemporal } from '../../stack/temporal.js'
import { bundleWorkflows } from '../../worker/bundle.js'

declare module 'vitest' {
  export interface ProvidedContext {
    /** the database server of this run: owner's and application's URL of its template */
    postgres: { ownerUrl: string; url: string; template: string }
    /** host:port of the Temporal server of this run */
    temporalAddress: string
    /** the workflows, bundled once for all workers of this run */
    workflowBundle: string
  }
}

const TEMPLATE = 'junkan_template'

/** One PostgreSQL and one Temporal server for the whole run, in a folder that goes with it. */
export default async function setUp(project: TestProject) {
  const dir = await mkdtemp(join(tmpdir(), 'junkan-test-'))
  // Run as root, PostgreSQL's own user must be able to enter.
  await chmod(dir, 0o755)
  const progress = (line: string) => console.error(line)
  const [postgresPort, temporalPort, uiPort] = await freePorts(3)
  const started = await Promise.allSettled([
    startPostgres({ dir, port: postgresPort, durable: false }),
    startTemporal({ dir, port: temporalPort, uiPort, durable: false, cache: await cacheFolder(dir), progress }),
  ])
  const [postgres, temporal] = started
  const tearDown = async () => {
    await Promise.all(started.map((part) => (part.status === 'fulfilled' ? part.value.stop() : undefined)))
    await rm(dir, { recursive: true, force: true })
  }
  if (postgres.status === 'rejected' || temporal.status === 'rejected') {
    await tearDown()
    throw started.find((part) => part.status === 'rejected')?.reason
  }

  const owner = new pg.Client({ connectionString: postgres.value.ownerUrl })
  await owner.connect()
  await owner.query(`CREATE DATABASE ${TEMPLATE}`)
  await owner.end()
  const template = new URL(postgres.value.ownerUrl)
  template.pathname = `/${TEMPLATE}`
  await migrate(template.href)

  project.provide('postgres', { ownerUrl: postgres.value.ownerUrl, url: postgres.value.url, template: TEMPLATE })
  project.provide('temporalAddress', temporal.value.address)
  const workflowBundle = join(dir, 'workflows.js')
  await writeFile(workflowBundle, (await bundleWorkflows()).code)
  project.provide('workflowBundle', workflowBundle)
  return tearDown
}
