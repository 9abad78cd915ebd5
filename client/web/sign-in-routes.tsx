import { randomBytes } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie'
import type { Logger } from 'pino'
import type { Asking, SignIn } from '../app/people/sign-in.js'
import { oidcRoutes } from './oidc-routes.js'
import { CodePage, OpenHerePage, OtherBrowserPage, SignInPage, SpentLinkPage } from './pages/sign-in-pages.js'
import { signInPath, withQuery } from './paths.js'
import { html } from './request.js'
import { secondFactorRoutes } from './second-factor-routes.js'
import { fromOf } from './session.js'
import { openPath, unsealLink } from './sign-in-link.js'
import { giveCookies, inside } from './sign-in-request.js'

export interface SignInParts {
  signIn: SignIn
  /** signs the cookie that binds a code to the browser which asked for it */
  secret: string
  secure: boolean
  codeMinutes: number
  behindProxy: boolean
  /** the mail catcher's page, where mails are caught and not sent */
  mailUrl: string | null
  log: Pick<Logger, 'error'>
}

const askingCookie = 'junkan.asking'

/** Signing in and out. The answer to an address is the same whether anybody has it or not. */
export function signInRoutes(parts: SignInParts): Hono {
  const { signIn, secure, codeMinutes, mailUrl } = parts
  const secret = `${askingCookie} ${parts.secret}`
  const from = (c: Context) => fromOf(c, parts.behindProxy)
  const askPage = (c: Context, to: string | null, problem: string | null, example: string | null = null) =>
    html(c, <SignInPage to={to} oidc={signIn.oidcName} problem={problem} example={example} />, problem ? 400 : 200)
  const codePage = (c: Context, email: string, problem: string | null, to: string | null) =>
    html(
      c,
      <CodePage email={email} minutes={codeMinutes} code={digits(c.req.query('code') ?? '')} to={to} problem={problem} mailUrl={mailUrl} />,
      problem ? 400 : 200,
    )
  const asked = async (c: Context) => askingOf(await getSignedCookie(c, secret, askingCookie))
  return (
    new Hono()
      .get(signInPath, (c) => askPage(c, inside(c.req.query('to')), null))
      .post(signInPath, async (c) => {
        const form = await c.req.formData()
        const to = inside(form.get('to'))
        const email = String(form.get('email') ?? '')
          .normalize('NFKC')
          .trim()
          .toLowerCase()
        if (!/^[^\s@]+@[^\s@]+$/.test(email) || email.length > 254)
          return askPage(c, to, 'メールアドレスの形になっていません。例のように入力してください。', 'shogyo@kawasaki.example')
        const browser = randomBytes(16).toString('hex')
        if (!(await signIn.requestCode(from(c), { email, browser, to })))
          return askPage(c, to, '続けて求められたため、しばらく番号を送れません。10分ほど待ってからもう一度試してください。')
        await setSignedCookie(c, askingCookie, `${browser}.${email}`, secret, {
          httpOnly: true,
          secure,
          sameSite: 'Lax',
          path: signInPath,
          maxAge: codeMinutes * 60,
        })
        return c.redirect(withQuery(`${signInPath}/code`, { to }), 303)
      })
      .get(`${signInPath}/code`, async (c) => {
        const asking = await asked(c)
        return asking ? codePage(c, asking.email, null, inside(c.req.query('to'))) : html(c, <OtherBrowserPage />, 400)
      })
      .post(`${signInPath}/code`, async (c) => {
        const asking = await asked(c)
        if (!asking) return html(c, <OtherBrowserPage />, 400)
        const form = await c.req.formData()
        const to = inside(form.get('to'))
        const outcome = await signIn.enter(from(c), asking, digits(String(form.get('code') ?? '')))
        if (outcome.kind === 'wrong-code')
          return codePage(c, asking.email, '番号が違うか、期限が切れています。最後に届いたメールの番号を確かめてください。', to)
        if (outcome.kind === 'too-many')
          return codePage(c, asking.email, '続けて誤ったため、この番号は使えなくなりました。番号をもう一度送ってください。', to)
        giveCookies(c, outcome.cookies)
        deleteCookie(c, askingCookie, { path: signInPath, secure })
        return c.redirect(to ?? '/', 303)
      })
      // Mail gateways open links: this page changes nothing.
      .get(openPath, (c) => {
        const key = c.req.query('key') ?? ''
        const link = unsealLink(parts.secret, key)
        return link ? html(c, <OpenHerePage code={key} email={link.email} />) : html(c, <SpentLinkPage to={null} />, 400)
      })
      .post(openPath, async (c) => {
        const link = unsealLink(parts.secret, String((await c.req.formData()).get('key') ?? ''))
        if (!link) return html(c, <SpentLinkPage to={null} />, 400)
        const to = inside(link.to)
        const outcome = await signIn.enter(from(c), link, link.code)
        if (outcome.kind !== 'entered') return html(c, <SpentLinkPage to={to} />, 400)
        giveCookies(c, outcome.cookies)
        deleteCookie(c, askingCookie, { path: signInPath, secure })
        return c.redirect(to ?? '/', 303)
      })
      .post('/sign-out', async (c) => {
        giveCookies(c, await signIn.leave(from(c)))
        return c.redirect(signInPath, 303)
      })
      .route('/', secondFactorRoutes(signIn, from))
      .route('/', oidcRoutes(signIn, from, parts.log))
  )
}

const digits = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[^0-9]/g, '')
    .slice(0, 6)

function askingOf(cookie: string | false | undefined): Asking | null {
  const [, browser, email] = /^([0-9a-f]{32})\.(.+)$/.exec(cookie || '') ?? []
  return browser && email ? { browser, email } : null
}
