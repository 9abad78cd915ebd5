import { Runtime } from '@temporalio/worker'
import { pino } from 'pino'
import { temporalConfig } from '../stack/temporal-connection.js'
import { workflowBundle } from './bundle.js'
import { readConfiguration } from './configuration.js'
import { createWorker } from './create-worker.js'

const configuration = readConfiguration(process.env)
const log = pino({ level: configuration.LOG_LEVEL, name: 'worker' })
Runtime.install({
  shutdownSignals: ['SIGINT', 'SIGTERM'],
  logger: {
    log: (level, message, meta) =>
      log[level === 'TRACE' ? 'trace' : level === 'DEBUG' ? 'debug' : level === 'INFO' ? 'info' : level === 'WARN' ? 'warn' : 'error'](
        meta ?? {},
        message,
      ),
    trace: (message, meta) => log.trace(meta ?? {}, message),
    debug: (message, meta) => log.debug(meta ?? {}, message),
    info: (message, meta) => log.info(meta ?? {}, message),
    warn: (message, meta) => log.warn(meta ?? {}, message),
    error: (message, meta) => log.error(meta ?? {}, message),
  },
})
const { connectionOptions, namespace } = temporalConfig()
const { worker, ensureRunning, close } = await createWorker(configuration, { connectionOptions, namespace }, await workflowBundle(), log)
const ran = worker.run()
console.log(JSON.stringify({ ready: true }))
await ensureRunning()
await ran
await close()
