import { type Context, Hono } from 'hono'
import type { Logger } from 'pino'
import { oidcReturnPath } from '../app/people/oidc.js'
import type { From, SignIn } from '../app/people/sign-in.js'
import { OidcProblemPage } from './pages/sign-in-pages.js'
import { signInPath } from './paths.js'
import { html } from './request.js'
import { giveCookies, inside } from './sign-in-request.js'

/** Signing in by the city's identity provider: the way there, and the way back. */
export function oidcRoutes(signIn: SignIn, from: (c: Context) => From, log: Pick<Logger, 'error'>): Hono {
  const routes = new Hono()
  if (signIn.oidcName === null) return routes
  return (
    routes
      // A link, not a form: browsers hold the policy for forms (form-action) against where a form's answer leads, too.
      .get(`${signInPath}/oidc`, async (c) => {
        const begun = await signIn.beginOidc(from(c), inside(c.req.query('to')))
        if (!begun) return html(c, <OidcProblemPage kind="silent" />, 500)
        giveCookies(c, begun.cookies)
        return c.redirect(begun.url, 303)
      })
      .get(oidcReturnPath, async (c) => {
        const back = await signIn.finishOidc(from(c), new URL(c.req.url).search)
        giveCookies(c, back.cookies)
        if (back.kind === 'entered') return c.redirect(inside(back.to) ?? '/', 303)
        if (back.kind === 'failed') log.error({ reason: back.reason }, 'a sign-in by the identity provider failed')
        return html(c, <OidcProblemPage kind={back.kind} />, 400)
      })
  )
}
