import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { Logger } from 'pino'
import type { Views } from '../app/views/views.js'
import { cycleRoutes } from './cycle-routes.js'
import { BadRequest, Failed, NotFound } from './error-pages.js'
import { mailRoutes } from './mail-routes.js'
import type { TemporalPages } from './pages/trail-table.js'
import { reportRoutes } from './report-routes.js'
import { html, UnreadableAddress } from './request.js'
import { style, stylePath } from './style.js'
import { yearRoutes } from './year-routes.js'

export interface WebParts {
  views: Views
  log: Pick<Logger, 'error'>
  /** the address people use; null: only this machine's own names */
  publicUrl: string | null
  temporal: TemporalPages | null
}

const policy = {
  defaultSrc: ["'none'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
}

/** The pages: read-only, rendered on the server, without any script. */
export function createWeb(parts: WebParts): Hono {
  const { views, log } = parts
  const app = new Hono()

  // A page that reads the year must not be readable by a website that merely points its own name at this machine.
  const names = new Set(['localhost', '127.0.0.1', '[::1]', ...(parts.publicUrl ? [new URL(parts.publicUrl).hostname] : [])])
  app.use(async (c, next) => {
    if (!names.has(new URL(c.req.url).hostname))
      return c.text('この名前ではこのサーバーを開けません。127.0.0.1 か、案内された名前で開いてください。', 421)
    return next()
  })
  app.use(async (c, next) => {
    await next()
    // What a page does not say otherwise is true for this instant only.
    if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store')
  })
  // TLS, and with it HSTS, belongs to the proxy in front. A published file brings its own policy, which stays.
  app.use(
    secureHeaders({
      contentSecurityPolicy: policy,
      strictTransportSecurity: false,
      xFrameOptions: 'DENY',
      referrerPolicy: 'same-origin',
      overwrite: false,
    }),
  )

  app.get('/healthz', (c) => c.text('ok'))
  app.get('/readyz', async (c) =>
    views.ping().then(
      () => c.text('ready'),
      (error: unknown) => {
        log.error({ err: error }, 'the database does not answer')
        return c.text('記録の保管庫が応答しません。', 503)
      },
    ),
  )
  app.get(stylePath, (c) => {
    c.header('Cache-Control', 'public, max-age=31536000, immutable')
    c.header('Content-Type', 'text/css; charset=utf-8')
    return c.body(style)
  })
  app.get('/favicon.ico', (c) => c.body(null, 204))

  app.route('/', reportRoutes(views))
  app.route('/', yearRoutes(views))
  app.route('/', cycleRoutes(views, parts.temporal))
  app.route('/', mailRoutes(views))

  app.notFound((c) => html(c, <NotFound />, 404))
  app.onError((error, c) => {
    if (error instanceof UnreadableAddress) return html(c, <BadRequest problem={error.message} />, 400)
    const number = randomUUID().slice(0, 8)
    log.error({ err: error, number, path: c.req.path }, 'a page failed')
    return html(c, <Failed number={number} />, 500)
  })
  return app
}
