import { serve } from '@hono/node-server'
import { pino } from 'pino'
import { openViews } from '../app/views/views.js'
import { readConfiguration } from './configuration.js'
import { createWeb } from './web.js'

const configuration = readConfiguration(process.env)
const log = pino({ level: configuration.LOG_LEVEL, name: 'web' })
const views = openViews(configuration.DATABASE_URL)
const {
  JUNKAN_WEB_HOST: hostname,
  JUNKAN_WEB_PORT: port,
  JUNKAN_TEMPORAL_UI_URL: temporalUi,
  TEMPORAL_NAMESPACE: namespace,
} = configuration
const web = createWeb({
  views,
  log,
  publicUrl: configuration.JUNKAN_PUBLIC_URL ?? null,
  temporal: temporalUi ? { url: temporalUi, namespace } : null,
})

const server = serve({ fetch: web.fetch, hostname, port }, (address) => {
  log.info({ address: address.address, port: address.port }, 'listening')
  if (hostname !== '127.0.0.1' && hostname !== '::1') log.warn('nobody signs in yet: let only a proxy on this machine reach these pages')
  console.log(JSON.stringify({ ready: true }))
})
server.on('error', (error) => {
  log.fatal({ err: error }, 'the pages cannot be served')
  process.exitCode = 1
  void views.close()
})

let ending = false
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (ending) return
    ending = true
    // Pages under way are finished; browsers keep their connections open, so idle ones are closed.
    server.close(() => void views.close())
    if ('closeIdleConnections' in server) server.closeIdleConnections()
  })
}
