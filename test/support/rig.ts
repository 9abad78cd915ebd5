import './quiet-engine.js'
import { randomBytes } from 'node:crypto'
import type { WorkflowBundle } from '@temporalio/worker'
import { pino } from 'pino'
import { inject } from 'vitest'
import { type Application, createApplication } from '../../client/app/application.js'
import type { Connections } from '../../client/app/connections.js'
import { play } from '../../client/player/player.js'
import type { Instant } from '../../domain/process/command.js'
import { cycleId } from '../../domain/process/ids.js'
import { type Database, openDatabase } from '../../prisma/db.js'
import { temporalConfig } from '../../stack/temporal-connection.js'
import { readConfiguration } from '../../worker/configuration.js'
import { createWorker } from '../../worker/create-worker.js'
import { freshDatabase, type TestDatabase } from './database.js'
import { inCity, type Year } from './in-city.js'
import { type MailSink, mailSink } from './mail-sink.js'
import { temporalEnvironment, testTemporal } from './temporal.js'

export { inCity, type Year }

/** A year on real parts of its own: database, mail server, task queue, and a city nobody else has. */
export interface Rig extends Year {
  /** the city's id: ids of workflows begin with it */
  city: string
  cycle: string
  office: string
  db: Database
  database: TestDatabase
  app: Application
  connections: Connections
  mail: MailSink
  /** starts a worker in this process, on other workflows or with other pauses between its looks if wanted; the answer stops it */
  startWorker(other?: { workflowBundle?: WorkflowBundle; watchSeconds?: number }): Promise<() => Promise<void>>
  /** what a worker in another process needs in its environment */
  workerEnvironment(): NodeJS.ProcessEnv
  /** starts the year on the played clock without playing it */
  startYear(): Promise<void>
  /** plays the people to the seal, or to an instant (starts the year when it has not begun) */
  play(until?: Instant): Promise<void>
  close(): Promise<void>
}

/** Lays out a rig; nothing runs until a worker is started. */
export async function rigFor(year: Year): Promise<Rig> {
  const city = `t${randomBytes(4).toString('hex')}`
  const { definition, bundle } = inCity(year, city)
  const database = await freshDatabase()
  const mail = await mailSink()
  const temporal = await testTemporal()
  const db = openDatabase(database.url, { max: 10, applicationName: `test ${city}` })
  const taskQueue = `junkan-${city}`
  const connections: Connections = { db, temporal: temporal.client, taskQueue }
  const app = createApplication(connections)
  const office = `${city}/${bundle.posts.find((post) => post.role === 'office')?.key}`
  const running = new Set<() => Promise<void>>()

  return {
    city,
    definition,
    bundle,
    cycle: cycleId(city, definition.id, bundle.fiscalYear),
    office,
    db,
    database,
    app,
    connections,
    mail,
    async startWorker({ workflowBundle, watchSeconds = 300 } = {}) {
      const { connectionOptions, namespace } = temporalConfig(temporalEnvironment())
      const { worker, close } = await createWorker(
        readConfiguration({
          DATABASE_URL: database.url,
          SMTP_URL: mail.url,
          JUNKAN_PUBLIC_URL: 'http://127.0.0.1',
          JUNKAN_TASK_QUEUE: taskQueue,
          JUNKAN_CACHED_WORKFLOWS: '100',
          JUNKAN_WATCH_SECONDS: String(watchSeconds),
          LOG_LEVEL: 'fatal',
        }),
        { connectionOptions, namespace },
        workflowBundle ?? { codePath: inject('workflowBundle') },
        pino({ level: 'silent' }),
      )
      const ran = worker.run()
      const stop = async () => {
        if (!running.delete(stop)) return
        worker.shutdown()
        await ran
        await close()
      }
      running.add(stop)
      return stop
    },
    workerEnvironment: () => ({
      ...process.env,
      ...temporalEnvironment(),
      DATABASE_URL: database.url,
      SMTP_URL: mail.url,
      JUNKAN_TASK_QUEUE: taskQueue,
      JUNKAN_WORKFLOW_BUNDLE: inject('workflowBundle'),
      LOG_LEVEL: 'fatal',
    }),
    async startYear() {
      const register = { departments: bundle.departments, posts: bundle.posts, programmes: bundle.programmes }
      await app.startCycle({
        definition,
        fiscalYear: bundle.fiscalYear,
        register,
        post: office,
        playedFrom: bundle.startsAt,
        mailsLeave: true,
      })
    },
    async play(until) {
      await play(connections, app, { bundle, definition, ...(until ? { until } : {}) })
    },
    async close() {
      await Promise.all([...running].map((stop) => stop()))
      for (const id of [`${city}/relay`, `${city}/housekeeping`])
        await temporal.client.schedule
          .getHandle(id)
          .delete()
          .catch(() => undefined)
      await db.$disconnect()
      await mail.close()
      await temporal.close()
      await database.drop()
    },
  }
}
