import { fileURLToPath } from 'node:url'
import { serve } from '@hono/node-server'
import { pino } from 'pino'
import { temporalConfig } from '../../stack/temporal-connection.js'
import { openConnections } from '../app/open-connections.js'
import { createSignIn } from '../app/people/sign-in.js'
import { codeMail } from './code-mail.js'
import { oidcOf, readConfiguration } from './configuration.js'
import { createWeb } from './web.js'

const configuration = readConfiguration(process.env)
const log = pino({ level: configuration.LOG_LEVEL, name: 'web' })
const {
  JUNKAN_WEB_HOST: hostname,
  JUNKAN_WEB_PORT: port,
  JUNKAN_TEMPORAL_UI_URL: temporalUi,
  TEMPORAL_NAMESPACE: namespace,
  JUNKAN_SECRET: secret,
  JUNKAN_CODE_MINUTES: codeMinutes,
} = configuration
const publicUrl = configuration.JUNKAN_PUBLIC_URL ?? `http://127.0.0.1:${port}`

const temporal = temporalConfig(process.env)
const connections = openConnections({
  databaseUrl: configuration.DATABASE_URL,
  temporal: {
    connectionOptions: temporal.connectionOptions as Parameters<typeof openConnections>[0]['temporal']['connectionOptions'],
    namespace: temporal.namespace,
  },
  taskQueue: configuration.JUNKAN_TASK_QUEUE,
  applicationName: 'junkan web',
})
const from = configuration.JUNKAN_MAIL_FROM ?? `junkan@${new URL(publicUrl).hostname}`
const web = createWeb({
  connections,
  signIn: createSignIn({
    db: connections.db,
    secret,
    publicUrl,
    codeMinutes,
    sessionHours: configuration.JUNKAN_SESSION_HOURS,
    sendCode: codeMail(configuration.SMTP_URL, {
      secret,
      from,
      requireTls: configuration.JUNKAN_MAIL_REQUIRE_TLS === 'yes',
      publicUrl,
      minutes: codeMinutes,
      log,
    }),
    oidc: oidcOf(configuration),
  }),
  log,
  publicUrl,
  temporal: temporalUi ? { url: temporalUi, namespace } : null,
  secret,
  secondFactor: configuration.JUNKAN_SECOND_FACTOR,
  behindProxy: configuration.JUNKAN_BEHIND_PROXY === 'yes',
  codeMinutes,
  definitions: fileURLToPath(new URL('../../definitions', import.meta.url)),
  mailUrl: configuration.JUNKAN_MAIL_URL ?? null,
})

const server = serve({ fetch: web.fetch, hostname, port }, (address) => {
  log.info({ address: address.address, port: address.port }, 'listening')
  console.log(JSON.stringify({ ready: true }))
})
server.on('error', (error) => {
  log.fatal({ err: error }, 'the pages cannot be served')
  process.exitCode = 1
  void connections.close()
})

/** Milliseconds for pages under way when the server is told to end. */
const grace = 5_000
let ending = false
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (ending) return
    ending = true
    // Pages under way are finished; browsers keep their connections open, so idle ones are closed.
    server.close(() => void connections.close())
    if ('closeIdleConnections' in server) server.closeIdleConnections()
    // A browser that keeps asking over a connection it has kept must not keep the server.
    if ('closeAllConnections' in server) setTimeout(() => server.closeAllConnections(), grace).unref()
  })
}
