import { Hono } from 'hono'
import type { Logger } from 'pino'
import type { Views } from '../app/views/views.js'
import { assets } from './assets.js'

/** What machines ask for: whether the server lives, whether it can work, and the files that pages are drawn with. */
export function machineRoutes(views: Pick<Views, 'ping'>, log: Pick<Logger, 'error'>): Hono {
  const app = new Hono()
    .get('/healthz', (c) => c.text('ok'))
    .get('/readyz', async (c) =>
      views.ping().then(
        () => c.text('ready'),
        (error: unknown) => {
          log.error({ err: error }, 'the database does not answer')
          return c.text('記録の保管庫が応答しません。', 503)
        },
      ),
    )
    .get('/favicon.ico', (c) => c.body(null, 204))
  for (const { path, type, body } of assets) {
    app.get(path, (c) => {
      c.header('Cache-Control', 'public, max-age=31536000, immutable')
      c.header('Content-Type', type)
      return c.body(body)
    })
  }
  return app
}
