import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import type { Logger } from 'pino'
import { createApplication } from '../app/application.js'
import type { Connections } from '../app/connections.js'
import { createDesk, type Desk } from '../app/desk/desk.js'
import type { SignIn } from '../app/people/sign-in.js'
import { createMeetings } from '../app/review/meetings/meetings.js'
import { createSteering } from '../app/steering/steering.js'
import { type Views, viewsOf } from '../app/views/views.js'
import { amountsRoutes } from './amounts-routes.js'
import { assignmentRoutes } from './assignment-routes.js'
import { calendarRoutes } from './calendar-routes.js'
import { chaseRoutes } from './chase-routes.js'
import { clockRoutes } from './clock-routes.js'
import { cycleRoutes } from './cycle-routes.js'
import { deskRoutes } from './desk-routes.js'
import { BadRequest, Failed, Foreign, NotFound, TooLarge } from './error-pages.js'
import { extensionRoutes } from './extension-routes.js'
import { membersApart, only, readOnly } from './guards.js'
import { lettersRoutes } from './letters-routes.js'
import { machineRoutes } from './machine-routes.js'
import { mailRoutes } from './mail-routes.js'
import type { TemporalPages } from './pages/trail-table.js'
import { peopleRoutes } from './people-routes.js'
import { pictureRoutes } from './picture-routes.js'
import { reportRoutes } from './report-routes.js'
import { cityPattern, html, UnreadableAddress } from './request.js'
import { allotmentRoutes } from './review/allotment-routes.js'
import { answerRoutes } from './review/answer-routes.js'
import { confirmationRoutes } from './review/confirmation-routes.js'
import { decisionRoutes } from './review/decision-routes.js'
import { reviewHubRoutes } from './review/hub-routes.js'
import { meetingRoutes } from './review/meeting-routes.js'
import { memberMeetingRoutes, publicMinutesRoutes } from './review/member-meeting-routes.js'
import { memberRoutes } from './review/member-routes.js'
import { pointRoutes } from './review/point-routes.js'
import { promiseRoutes } from './review/promise-routes.js'
import { releaseRoutes } from './review/release-routes.js'
import { remarkRoutes } from './review/remark-routes.js'
import { selectionRoutes } from './review/selection-routes.js'
import { workbenchRoutes } from './review/workbench-routes.js'
import { yearsRoutes } from './review/years-routes.js'
import { requireVisitor, rightsOf } from './session.js'
import { sheetRoutes } from './sheet-routes.js'
import { signInRoutes } from './sign-in-routes.js'
import { startYearRoutes } from './start-year-routes.js'
import { stepRoutes } from './step-routes.js'
import { trailRoutes } from './trail-routes.js'
import { workbookRoutes } from './workbook-routes.js'
import { yearRoutes } from './year-routes.js'

export interface WebParts {
  connections: Connections
  signIn: SignIn
  log: Pick<Logger, 'error'>
  /** the address people use; null: only this machine's own names */
  publicUrl: string | null
  temporal: TemporalPages | null
  /** signs cookies; 32 characters or more */
  secret: string
  /** whether posts that see every section's work must give a second factor */
  secondFactor: 'required' | 'optional'
  /** a proxy in front tells the browser's address */
  behindProxy: boolean
  codeMinutes: number
  /** folder of the cycle definitions that a year may be started with */
  definitions: string
  /** the mail catcher's page, where mails are caught and not sent */
  mailUrl: string | null
}

/** What one request may bring: a whole section's workbook, with room. */
const largest = 6 * 1024 * 1024

/** Everything that is sent here is a form. */
const isForm = (c: Context): boolean =>
  /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(c.req.header('content-type') ?? '')
const noForm = '送られた内容を読めませんでした。何も変わっていません。画面のボタンから送り直してください。'

const policy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  connectSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
}

/** The pages, rendered on the server. They work without any script; a little of it keeps what is being typed. */
export function createWeb(parts: WebParts): Hono {
  const { connections, log } = parts
  const views: Views = viewsOf(connections.db)
  const application = createApplication(connections)
  const desk: Desk = createDesk(connections, application)
  const steering = createSteering(connections)
  const meetings = createMeetings(connections, application)
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
  // Cookies know no ports: what another program of this machine serves (the mail catcher, Temporal's pages) is another website.
  const own = parts.publicUrl ? new URL(parts.publicUrl).origin : null
  app.use(csrf({ origin: (origin, c) => origin === own || origin === new URL(c.req.url).origin }))
  app.use(async (c, next) => (c.req.method === 'POST' && !isForm(c) ? html(c, <BadRequest problem={noForm} />, 400) : next()))
  // No record has it, and the database could not even be asked.
  app.use(async (c, next) => (/%00/.test(c.req.url) ? html(c, <NotFound />, 404) : next()))
  app.use(bodyLimit({ maxSize: largest, onError: (c) => html(c, <TooLarge />, 413) }))

  app.use('/assets/*', compress())
  app.use('/report/*', compress())
  app.route('/', machineRoutes(views, log))
  app.route('/', publicMinutesRoutes(meetings))
  app.route('/', reportRoutes(views))
  app.route('/', signInRoutes({ ...parts, secure: parts.publicUrl?.startsWith('https:') ?? false }))
  // From here on nothing is answered to somebody unknown.
  app.use(requireVisitor({ ...parts, desk }))
  // Whoever answers for the year's mails sees on every page when none of them leaves.
  app.use(async (c, next) => {
    const visitor = c.get('visitor')
    const cities = [...new Set(visitor.posts.map(({ city }) => city))].filter((city) => rightsOf(c, city).office)
    if (cities.length > 0) c.set('visitor', { ...visitor, stopped: await views.mailsStopped(cities) })
    return next()
  })
  // A page's compressed length tells about a secret in it to whoever can put text of his own beside it (BREACH). These pages hold none:
  // a form is known by its origin, not by a token, and the cookie is in no page. Those that show a second factor's key are above.
  app.use(compress())
  app.use(membersApart(desk))
  app.route('/', memberRoutes({ connections, desk }))
  app.route('/', deskRoutes(desk))
  app.route('/', calendarRoutes(desk, parts.publicUrl))
  app.route('/', memberMeetingRoutes({ meetings, desk, publicUrl: parts.publicUrl }))
  app.route('/', yearRoutes(views, desk))
  app.use(
    `${cityPattern}/*`,
    only(desk, (rights) => rights.posts.length > 0),
    readOnly(desk),
  )
  app.route('/', assignmentRoutes(desk, views, parts.temporal))
  app.route('/', sheetRoutes(desk))
  app.route('/', extensionRoutes({ desk, views, steering }))
  app.route('/', pictureRoutes(desk))
  app.route('/', workbookRoutes({ desk, views, secret: parts.secret }))
  app.route('/', amountsRoutes({ connections, desk, views, secret: parts.secret }))
  app.route('/', chaseRoutes({ desk, steering }))
  app.route('/', cycleRoutes(views))
  app.route('/', meetingRoutes({ meetings, desk, views }))
  app.route('/', reviewHubRoutes({ connections, desk, views }))
  app.route('/', remarkRoutes({ connections, desk }))
  app.route('/', workbenchRoutes({ connections, desk }))
  app.route('/', confirmationRoutes({ connections, desk }))
  app.route('/', promiseRoutes({ connections, desk }))
  app.route('/', yearsRoutes({ connections, desk }))
  app.route('/', selectionRoutes({ connections, desk, views }))
  app.route('/', allotmentRoutes({ connections, desk, views }))
  app.route('/', releaseRoutes({ connections, desk, views }))
  app.route('/', answerRoutes({ connections, desk }))
  app.route('/', trailRoutes(views, desk, parts.temporal))
  app.route('/', mailRoutes({ views, desk, steering, publicUrl: parts.publicUrl ?? 'http://127.0.0.1' }))
  app.route('/', lettersRoutes({ connections, desk, views, secret: parts.secret, publicUrl: parts.publicUrl }))
  app.route('/', stepRoutes({ connections, views, desk, steering }))
  app.route('/', decisionRoutes({ connections, views, desk, steering }))
  app.route('/', pointRoutes({ connections, views, desk }))
  app.route('/', clockRoutes(desk, views))
  app.route(
    '/',
    startYearRoutes({ connections, app: application, views, definitions: parts.definitions, deny: desk.deny, publicUrl: parts.publicUrl }),
  )
  app.route('/', peopleRoutes({ connections, app: application, views, deny: desk.deny, log }))

  app.notFound((c) => html(c, <NotFound />, 404))
  app.onError((error, c) => {
    if (error instanceof UnreadableAddress) return html(c, <BadRequest problem={error.message} />, 400)
    if (error instanceof HTTPException && error.status === 403) return html(c, <Foreign />, 403)
    const number = randomUUID().slice(0, 8)
    log.error({ err: error, number, path: c.req.path }, 'a page failed')
    return html(c, <Failed number={number} acted={c.req.method !== 'GET'} />, 500)
  })
  return app
}
