import { type Context, Hono } from 'hono'
import type { Logger } from 'pino'
import { directoryReturnPath } from '../app/people/oidc.js'
import type { From, SignIn } from '../app/people/sign-in.js'
import { DirectoryProblemPage } from './pages/sign-in-pages.js'
import { signInPath } from './paths.js'
import { html } from './request.js'
import { giveCookies, inside } from './sign-in-request.js'

/** Signing in by the city's directory: the way there, and the way back. */
export function directoryRoutes(signIn: SignIn, from: (c: Context) => From, log: Pick<Logger, 'error'>): Hono {
  const routes = new Hono()
  if (signIn.directoryName === null) return routes
  return (
    routes
      // A link, not a form: browsers hold the policy for forms (form-action) against where a form's answer leads, too.
      .get(`${signInPath}/directory`, async (c) => {
        const begun = await signIn.beginDirectory(from(c), inside(c.req.query('to')))
        if (!begun) return html(c, <DirectoryProblemPage kind="silent" />, 500)
        giveCookies(c, begun.cookies)
        return c.redirect(begun.url, 303)
      })
      .get(directoryReturnPath, async (c) => {
        const back = await signIn.finishDirectory(from(c), new URL(c.req.url).search)
        giveCookies(c, back.cookies)
        if (back.kind === 'entered') return c.redirect(inside(back.to) ?? '/', 303)
        if (back.kind === 'failed') log.error({ reason: back.reason }, 'a sign-in by the directory failed')
        return html(c, <DirectoryProblemPage kind={back.kind} />, 400)
      })
  )
}
