import { Client } from '@temporalio/client'
import { NativeConnection, type NativeConnectionOptions, Worker, type WorkflowBundleOption } from '@temporalio/worker'
import type { Logger } from 'pino'
import { createActivities, lookForFailures } from '../activities/index.js'
import { applyCommand } from '../client/app/apply.js'
import { ensureRunning, startCity } from '../client/app/ensure-running.js'
import { moveDue } from '../client/app/people/move-due.js'
import { startFlow } from '../client/app/start-flow.js'
import { openDatabase } from '../prisma/db.js'
import { mailRulesOf, type WorkerConfiguration } from './configuration.js'
import { watch } from './watch.js'

export interface RunningWorker {
  worker: Worker
  /** sets going what the records of every city say should run; call when the worker runs */
  ensureRunning(): Promise<void>
  close(): Promise<void>
}

/** A worker on these parts, not yet running; it looks for failing workflows from now on. `close` after `worker.run()` has ended. */
export async function createWorker(
  configuration: WorkerConfiguration,
  temporal: { connectionOptions: NativeConnectionOptions; namespace: string },
  workflowBundle: WorkflowBundleOption,
  log: Logger,
): Promise<RunningWorker> {
  // The activities' signals and starts go over the worker's own connection.
  const connection = await NativeConnection.connect(temporal.connectionOptions)
  const client = new Client({ connection, namespace: temporal.namespace })
  const db = openDatabase(configuration.DATABASE_URL, { max: 12, applicationName: 'junkan worker' })
  const taskQueue = configuration.JUNKAN_TASK_QUEUE
  const connections = { db, temporal: client, taskQueue }
  const { TEMPORAL_DEPLOYMENT_NAME: deploymentName, TEMPORAL_WORKER_BUILD_ID: buildId } = configuration
  const worker = await Worker.create({
    connection,
    namespace: temporal.namespace,
    taskQueue,
    workflowBundle,
    activities: createActivities({
      db,
      temporal: client,
      log,
      smtpUrl: configuration.SMTP_URL,
      mail: mailRulesOf(configuration),
      publicUrl: configuration.JUNKAN_PUBLIC_URL,
      apply: (commandId) => applyCommand(connections, commandId),
      start: (flow) => startFlow(connections, 'again', flow),
      resume: (city) => startCity(connections, city, 'again'),
      moveDue: (city) => moveDue(connections, city),
    }),
    maxCachedWorkflows: configuration.JUNKAN_CACHED_WORKFLOWS,
    maxConcurrentActivityTaskExecutions: 24,
    shutdownGraceTime: '5 seconds',
    // Signs of life reach the server as they are given: held back, the last one would be old when it is missed.
    maxHeartbeatThrottleInterval: '1 second',
    ...(deploymentName && buildId
      ? {
          workerDeploymentOptions: {
            version: { deploymentName, buildId },
            useWorkerVersioning: true,
            defaultVersioningBehavior: 'AUTO_UPGRADE' as const,
          },
        }
      : {}),
  })
  const cities = () => db.clock.findMany({ select: { city: true } })
  const endWatch = watch(
    async () => {
      for (const { city } of await cities()) {
        const failing = await lookForFailures(connections, city)
        if (failing.length > 0) log.error({ city, failing }, 'workflows fail')
      }
    },
    configuration.JUNKAN_WATCH_SECONDS * 1000,
    (error) => log.warn({ error: String(error) }, 'could not look for failing workflows'),
  )
  return {
    worker,
    async ensureRunning() {
      for (const { city } of await cities()) await ensureRunning(connections, city)
    },
    async close() {
      await endWatch()
      await db.$disconnect()
      await connection.close()
    },
  }
}
